// claimwatch compare --baseline FILE FILE...: what each article says that the baseline does not, or
// says otherwise.
#include <optional>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "core/page.h"
#include "core/text.h"
#include "plugins/compare/analyzers.h"
#include "plugins/compare/index.h"
#include "plugins/extract/article.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

// A page is extracted, a plain text is taken as it is.
Result<Article> ReadPage(const Page& page) {
  if (FormOf(page) != PageForm::kText) {
    return ExtractArticle(page);
  }
  Article article = ArticleFromText(AsUtf8(page.body));
  article.url = page.url.text();
  return article;
}

Result<Article> LoadArticle(const std::string& name, const Arguments& arguments) {
  const std::string bytes = CW_TRY(ReadInput("compare", name));
  Page page;
  if (arguments.Has("url")) {
    page.url = CW_TRY(Url::Parse(arguments.Get("url")));
  }
  page.body = bytes;
  Result<Article> read = ReadPage(page);
  if (!read.ok()) {
    return read.error().At(fmt::format("compare: {}", EscapeControls(name)));
  }
  Article article = *std::move(read);
  if (arguments.Has("lang")) {
    article.language = arguments.Get("lang");
  }
  return article;
}

struct Against {
  Baseline baseline;
  std::optional<Article> previous;
  std::optional<Reading> previous_reading;
};

struct Compared {
  Relevance relevance;
  std::vector<Finding> findings;
};

Compared Compare(const Against& against, const Article& article) {
  const Reading reading = ReadArticle(article);
  Compared compared;
  compared.relevance = JudgeRelevance(against.baseline, article, reading, {});
  Comparison comparison;
  comparison.article = &article;
  comparison.reading = &reading;
  comparison.baseline = IsCompared(compared.relevance.state) ? &against.baseline : nullptr;
  if (against.previous) {
    comparison.previous = &*against.previous;
    comparison.previous_reading = &*against.previous_reading;
  }
  compared.findings = CompareArticles(comparison);
  return compared;
}

Json ComparedJson(const std::string& name, const Compared& compared) {
  Json findings = Json::MakeArray();
  for (const Finding& finding : compared.findings) {
    findings.Push(FindingJson(finding));
  }
  return Json::Of({{"file", name},
                   {"relevance", RelevanceName(compared.relevance.state)},
                   {"relevance_score", compared.relevance.score},
                   {"relevance_reasons", Json::Texts(compared.relevance.reasons)},
                   {"findings", std::move(findings)}});
}

std::string ForPeople(const std::string& name, const Compared& compared, const Style& style) {
  std::string out = style.Paint(Tone::kHeading, name);
  out += fmt::format("  {} topic\n", RelevanceName(compared.relevance.state));
  for (const Finding& finding : compared.findings) {
    if (IsSilent(finding.type)) {
      continue;
    }
    out += "\n  " + style.Paint(ToneFor(finding.severity), SeverityName(finding.severity));
    out +=
        fmt::format("  {}  ", finding.rule_name) + style.Paint(Tone::kFaint, finding.rule) + "\n";
    const std::size_t columns = TerminalWidth();
    if (!finding.other.text.empty()) {
      out += style.Paint(Tone::kRemoved, Wrap("- " + finding.other.text, columns, 4));
    }
    if (!finding.sentence.text.empty()) {
      out += style.Paint(Tone::kAdded, Wrap("+ " + finding.sentence.text, columns, 4));
    }
    out += Wrap(EscapeControls(finding.reason), columns, 4);
  }
  return out + "\n";
}

Result<Against> LoadAgainst(const Arguments& arguments) {
  Against against;
  const bool versions_only = arguments.Has("previous") && !arguments.Has("baseline");
  const std::string name = arguments.Get(versions_only ? "previous" : "baseline");
  if (name.empty()) {
    return Error(Errc::kInvalid,
                 "compare: nothing to compare with; name the document with --baseline FILE, or an "
                 "earlier version of the article with --previous FILE");
  }
  Article baseline = CW_TRY(LoadArticle(name, arguments));
  baseline.language.clear();
  against.baseline = MakeBaseline("baseline", "baseline", std::move(baseline));
  if (arguments.Has("previous") && !versions_only) {
    against.previous = CW_TRY(LoadArticle(arguments.Get("previous"), arguments));
    against.previous_reading = ReadArticle(*against.previous);
  }
  return against;
}

Result<Exit> Run(const Arguments& arguments) {
  Output output = CW_TRY(Output::From(arguments));
  if (output.format == Format::kPeople && isatty(STDOUT_FILENO) == 0) {
    output.format = Format::kJsonLines;
  }
  const Against against = CW_TRY(LoadAgainst(arguments));
  std::vector<Json> all;
  bool found = false;
  for (const std::string& name : arguments.positionals) {
    const Article article = CW_TRY(LoadArticle(name, arguments));
    const Compared compared = Compare(against, article);
    for (const Finding& finding : compared.findings) {
      found = found || !IsSilent(finding.type);
    }
    if (output.format == Format::kPeople) {
      Print(ForPeople(name, compared, output.style));
    } else if (output.format == Format::kJsonLines) {
      output.PrintItems({ComparedJson(name, compared)});
    } else {
      all.push_back(ComparedJson(name, compared));
    }
  }
  if (output.format == Format::kJson) {
    output.PrintItems(all);
  }
  return found && arguments.Has("exit-code") ? Exit::kFound : Exit::kDone;
}

}  // namespace

void AddCompareVerb(std::vector<Verb>& verbs) {
  std::vector<Option> options = {
      {.name = "--baseline", .value = "FILE", .help = "the document to compare with"},
      {.name = "--previous", .value = "FILE", .help = "an earlier version of the article"},
      {.name = "--url", .value = "URL", .help = "address of the article, for pages"},
      {.name = "--lang",
       .value = "LANG",
       .help = "language of the articles (BCP 47); detected when left out"},
      {.name = "--exit-code", .value = "", .help = "exit 1 when something was found"}};
  const std::vector<Option> common = OutputOptions();
  options.insert(options.end(), common.begin(), common.end());
  verbs.push_back(
      {.name = "compare",
       .group = "stages",
       .positionals = "FILE...",
       .summary = "say what an article adds to, changes in or contradicts of a baseline",
       .description =
           "Pages are extracted first, plain text is taken as it is ('-' is standard input). A "
           "baseline that is an earlier version of the article is compared as such. On a "
           "terminal text for people; else one JSON object a line and file.",
       .options = std::move(options),
       .run = Run});
}

}  // namespace claimwatch
