// claimwatch extract FILE|URL...: the article of each page, for people or as JSON.
#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/polite_page.h"
#include "cli/site_reader.h"
#include "cli/verbs.h"
#include "core/page.h"
#include "core/text.h"
#include "plugins/extract/article.h"

namespace claimwatch {
namespace {

constexpr std::size_t kBarWidth = 30;

struct Input {
  std::string file;
  std::string url;  // empty: not known
};

// Lines "path TAB address".
Result<std::vector<Input>> ReadManifest(const std::string& name) {
  const std::string text = CW_TRY(ReadInput("extract", name));
  std::vector<Input> inputs;
  for (const std::string_view line : Split(text, '\n')) {
    const std::string_view row = Trim(line);
    if (row.empty()) {
      continue;
    }
    const std::size_t tab = row.find('\t');
    const std::string_view url = tab == std::string_view::npos ? "" : Trim(row.substr(tab + 1));
    inputs.push_back({std::string(Trim(row.substr(0, tab))), std::string(url)});
  }
  return inputs;
}

Result<std::vector<Input>> AllInputs(const Arguments& arguments) {
  std::vector<Input> inputs;
  if (arguments.Has("manifest")) {
    inputs = CW_TRY(ReadManifest(arguments.Get("manifest")));
  }
  for (const std::string& file : arguments.positionals) {
    inputs.push_back({file, arguments.Get("url")});
  }
  if (inputs.empty()) {
    return Error(Errc::kInvalid, "extract: no files; give FILE, URL or --manifest FILE");
  }
  return inputs;
}

bool IsAddress(std::string_view name) {
  return name.starts_with("http://") || name.starts_with("https://");
}

Result<Page> LoadPage(const Input& input, PolitePages& web) {
  if (IsAddress(input.file)) {
    const Url url = CW_TRY(Url::Parse(input.file));
    return web.Get(url);
  }
  Page page;
  page.body = CW_TRY(ReadInput("extract", input.file));
  if (!input.url.empty()) {
    page.url = CW_TRY(Url::Parse(input.url));
    page.requested = page.url;
  }
  return page;
}

Json TimeJson(const std::optional<Time>& time) {
  return time.has_value() ? Json(FormatTime(*time)) : Json();
}

Json ArticleJson(const std::string& file, const Article& article) {
  const Json quality = Json::Of(
      {{"score", article.quality.score}, {"reasons", Json::Texts(article.quality.reasons)}});
  return Json::Of({{"file", file},
                   {"url", article.url},
                   {"title", article.title},
                   {"standfirst", article.standfirst},
                   {"byline", article.Byline()},
                   {"authors", Json::Texts(article.authors)},
                   {"tags", Json::Texts(article.tags)},
                   {"publisher", article.publisher},
                   {"published", TimeJson(article.published)},
                   {"modified", TimeJson(article.modified)},
                   {"language", article.language},
                   {"free", article.free.has_value() ? Json(*article.free) : Json()},
                   {"correction_note", article.correction_note},
                   {"encoding", article.encoding},
                   {"extractor", article.extractor},
                   {"text", article.Text()},
                   {"paragraphs", Json::Texts(article.paragraphs)},
                   {"quality", quality}});
}

Json VerdictsJson(const std::vector<Verdict>& verdicts) {
  Json rows = Json::MakeArray();
  for (const Verdict& verdict : verdicts) {
    rows.Push(Json::Of({{"kept", verdict.kept},
                        {"why", verdict.why},
                        {"probability", verdict.probability},
                        {"path", verdict.path},
                        {"text", verdict.text}}));
  }
  return rows;
}

void PrintFact(const Style& style, std::string_view name, std::string_view value) {
  if (!value.empty()) {
    Print(style.Paint(Tone::kFaint, fmt::format("{:<11}", name)) + EscapeControls(value) + "\n");
  }
}

void PrintForPeople(const Style& style, const Input& input, const Article& article) {
  const std::size_t width = TerminalWidth();
  Print(style.Paint(Tone::kHeading, article.title.empty() ? input.file : article.title) + "\n");
  PrintFact(style, "url", article.url);
  PrintFact(style, "by", article.Byline());
  PrintFact(style, "published", article.published ? FormatLocalTime(*article.published) : "");
  PrintFact(style, "modified", article.modified ? FormatLocalTime(*article.modified) : "");
  PrintFact(style, "language", article.language);
  PrintFact(style, "quality",
            fmt::format("{:.2f} {}", article.quality.score, Join(article.quality.reasons, "; ")));
  for (const std::string& paragraph : article.paragraphs) {
    Print("\n" + Wrap(EscapeControls(paragraph), width, 0));
  }
  Print("\n");
}

void PrintVerdicts(const Style& style, const std::vector<Verdict>& verdicts) {
  for (const Verdict& verdict : verdicts) {
    const Tone tone = verdict.kept ? Tone::kAdded : Tone::kFaint;
    const std::string line =
        fmt::format("{} {:.2f}  {:<28}  {}  [{}]", verdict.kept ? "+" : "-", verdict.probability,
                    Ellipsize(verdict.path, 28), Ellipsize(verdict.text, 70), verdict.why);
    Print(style.Paint(tone, EscapeControls(line)) + "\n");
  }
}

// A bar on standard error while many files are read; nothing when that is no terminal.
class Progress {
 public:
  explicit Progress(std::size_t total)
      : total_(total),
        shown_(total > 20 && isatty(STDERR_FILENO) == 1 && !IsTerminal()) {}

  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  ~Progress() {
    if (shown_) {
      std::fputs("\r\x1b[K", stderr);
    }
  }

  void Step() {
    ++done_;
    if (!shown_ || (done_ % 10 != 0 && done_ != total_)) {
      return;
    }
    const std::size_t full = done_ * kBarWidth / total_;
    std::fputs(fmt::format("\r[{}{}] {}/{}", std::string(full, '#'),
                           std::string(kBarWidth - full, ' '), done_, total_)
                   .c_str(),
               stderr);
  }

 private:
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_;
};

enum class Explain { kNo, kYes };

// How pages are read and shown.
struct View {
  Output output;
  Explain explain = Explain::kNo;
  SiteReader& reader;
};

Status ExtractOne(const Input& input, const Result<Page>& loaded, const View& view,
                  std::vector<Json>& document) {
  const Page page = CW_TRY(loaded);
  const auto& [output, explain, reader] = view;
  Result<Explanation> read = reader.Read(page);
  if (!read.ok()) {
    return read.error().At("extract: " + EscapeControls(input.file));
  }
  const Explanation explanation = std::move(read).Take();
  if (output.format == Format::kPeople) {
    PrintForPeople(output.style, input, explanation.article);
    if (explain == Explain::kYes) {
      PrintVerdicts(output.style, explanation.verdicts);
    }
    return Ok();
  }
  Json json = ArticleJson(input.file, explanation.article);
  if (explain == Explain::kYes) {
    json.Set("blocks", VerdictsJson(explanation.verdicts));
  }
  if (output.format == Format::kJsonLines) {
    Print(json.Dump() + "\n");
  } else {
    document.push_back(std::move(json));
  }
  return Ok();
}

// A file that cannot be read is reported and the next one read; the first failure decides the exit
// status.
Result<Exit> Run(const Arguments& arguments) {
  Output output = CW_TRY(Output::From(arguments));
  if (output.format == Format::kPeople && !IsTerminal() && !arguments.Has("explain")) {
    output.format = Format::kJsonLines;
  }
  const std::vector<Input> inputs = CW_TRY(AllInputs(arguments));
  const std::unique_ptr<SiteReader> reader = CW_TRY(SiteReader::For(arguments));
  const View view{output, arguments.Has("explain") ? Explain::kYes : Explain::kNo, *reader};
  const std::unique_ptr<PolitePages> web = CW_TRY(PolitePagesFor(arguments));
  std::vector<Json> document;
  Exit exit = Exit::kDone;
  {
    Progress progress(inputs.size());
    for (const Input& input : inputs) {
      const Status status = ExtractOne(input, LoadPage(input, *web), view, document);
      progress.Step();
      if (!status.ok()) {
        std::fputs(fmt::format("claimwatch: {}\n", status.error().message()).c_str(), stderr);
        exit = exit == Exit::kDone ? ExitFor(status.error()) : exit;
      }
    }
  }
  if (output.format == Format::kJson) {
    if (document.size() == 1) {
      output.PrintOne(document.front());
    } else {
      output.PrintItems(document);
    }
  }
  return exit;
}

}  // namespace

void AddExtractVerb(std::vector<Verb>& verbs) {
  std::vector<Option> options = OutputOptions();
  options.push_back({.name = "--url", .value = "URL", .help = "where the page came from"});
  options.push_back({.name = "--manifest",
                     .value = "FILE",
                     .help = "read the files named in FILE: lines of path TAB address"});
  options.push_back({.name = "--explain",
                     .value = "",
                     .help = "show every paragraph of the page and why it was kept or dropped"});
  options.push_back({.name = "--config",
                     .value = "FILE",
                     .help = "read with the rules for outlets, fetch with the limits and the "
                             "proxy of this configuration"});
  options.push_back({.name = "--state-dir",
                     .value = "DIR",
                     .help = "leave out what this store knows a site to repeat on its pages"});
  options.push_back({.name = "--allow-private",
                     .value = "",
                     .help = "also addresses of this machine and private networks"});
  verbs.push_back({.name = "extract",
                   .group = "stages",
                   .positionals = "[FILE|URL]...",
                   .summary = "read the article of a page: title, authors, times, text, quality",
                   .description =
                       "Reads HTML or plain text files ('-' is standard input) and addresses, "
                       "which are asked as politely as the service asks: robots.txt, limits, no "
                       "private networks, a pause between requests to one site. For people on a "
                       "terminal, one JSON object a line elsewhere.",
                   .options = std::move(options),
                   .run = Run});
}

}  // namespace claimwatch
