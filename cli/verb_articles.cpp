// articles, log, show, diff, blame: what is stored, and how it became so.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "cli/article_filter.h"
#include "cli/article_json.h"
#include "cli/baselines.h"
#include "cli/diff_view.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/version_spec.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/erasing.h"
#include "plugins/compare/blame.h"
#include "storage/erasure.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

std::string Heading(const Version& version) {
  return fmt::format("{}@{}  {}", version.article_id.substr(0, 8), version.number,
                     FormatLocalTime(version.retrieved));
}

// What stands in the place of a text that was erased.
std::string ErasedHeading(const Erasure& erasure) {
  return fmt::format("{}@{}  {}  {}", erasure.article_id.substr(0, 8), erasure.number,
                     FormatLocalTime(erasure.retrieved), ErasedWords(erasure));
}

Result<Exit> Articles(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const ArticleQuery query = CW_TRY(ArticleFilter(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<ArticleRecord> records = CW_TRY(store->Articles(query));
  CW_TRY(records.empty() ? CheckChosenIds(arguments, *store) : Ok());
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const ArticleRecord& record : records) {
      items.push_back(ArticleRecordJson(record));
    }
    output.PrintItems(items);
    return Exit::kDone;
  }
  Table table({"ARTICLE", "V", "LANG", "CHANGED", "SOURCE", "TITLE"});
  for (const ArticleRecord& record : records) {
    table.Add({record.id.substr(0, 8), std::to_string(record.versions), record.language,
               FormatLocalTime(record.last_changed).substr(0, 16), record.source,
               (record.gone ? "[gone] " : "") + record.title});
  }
  const std::vector<Option> filters = ArticleFilterOptions();
  const bool chosen = std::any_of(filters.begin(), filters.end(), [&](const Option& filter) {
    return arguments.Has(filter.name.substr(2));
  });
  const char* none = chosen ? "no articles that fit\n" : "no articles yet\n";
  Print(table.empty() ? none : table.Render(output.style));
  return Exit::kDone;
}

// The findings of one version in words, loud ones only.
std::string FindingLines(const Store& store, const Version& version, const Style& style) {
  std::string out;
  const Result<std::vector<FindingRecord>> findings =
      store.Findings(version.article_id, version.number);
  for (const FindingRecord& record : findings.value_or({})) {
    const std::optional<FindingType> type = FindingTypeFromName(record.finding["type"].AsString());
    if (type && !IsSilent(*type)) {
      out += style.Paint(Tone::kFaint,
                         fmt::format("    {} ({}): {}", record.finding["type"].AsString(),
                                     record.finding["severity"].AsString(),
                                     record.finding["reason"].AsString())) +
             "\n";
      const Json& there = record.finding["sentence"];
      const Json& text = there.AsString().empty() ? record.finding["baseline_sentence"] : there;
      out += Wrap(Ellipsize(EscapeControls(text.AsString()), 160), TerminalWidth(), 6);
    }
  }
  return out;
}

// Empty for a version that we fetched ourselves.
std::string ImportLine(const Store& store, const Version& version, const Style& style,
                       std::string_view indent) {
  const std::optional<ImportMark> mark = ImportOf(store, version);
  return mark ? style.Paint(Tone::kFaint,
                            fmt::format("{}imported {} from {}", indent,
                                        FormatLocalTime(mark->when), EscapeControls(mark->from))) +
                    "\n"
              : std::string();
}

std::string LogEntry(const Store& store, const Version& version, const Style& style) {
  return style.Paint(Tone::kBold, fmt::format("\n@{}", version.number)) +
         fmt::format("  {}  seen until {}\n", FormatLocalTime(version.retrieved),
                     FormatLocalTime(version.last_seen)) +
         ImportLine(store, version, style, "    ") + "    " +
         style.Paint(Tone::kPlain, version.article.title) + "\n" +
         FindingLines(store, version, style);
}

std::string ErasedLogEntry(const Erasure& erasure, const Style& style) {
  return style.Paint(Tone::kBold, fmt::format("\n@{}", erasure.number)) +
         fmt::format("  {}\n    {}\n", FormatLocalTime(erasure.retrieved), ErasedWords(erasure));
}

// One version as `log` shows it.
struct LogLine {
  Json json;
  std::string text;
  std::string url;  // empty: erased
};

Result<LogLine> LogLineOf(const Store& store, const std::string& article, std::uint32_t number,
                          const Style& style) {
  if (const auto erasure = CW_TRY(store.GetErasure(article, number))) {
    return LogLine{ErasureJson(*erasure), ErasedLogEntry(*erasure, style), ""};
  }
  const Version version = CW_TRY(store.GetVersion(article, number));
  return LogLine{VersionJson(store, version, WithText::kNo), LogEntry(store, version, style),
                 version.article.url};
}

Result<Exit> Log(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const ArticleRecord article = CW_TRY(store->FindArticle(arguments.positionals.front()));
  std::vector<Json> items;
  std::string text;
  std::string url = article.url;
  for (const std::uint32_t number : CW_TRY(OrderOf(*store, article))) {
    LogLine line = CW_TRY(LogLineOf(*store, article.id, number, output.style));
    items.push_back(std::move(line.json));
    text.insert(0, line.text);
    url = line.url.empty() ? url : line.url;
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
    return Exit::kDone;
  }
  const std::string gone =
      article.gone ? "gone from its address, last seen " + FormatLocalTime(article.last_seen) + "\n"
                   : "";
  Print(output.style.Paint(Tone::kHeading, article.title) + "\n" + EscapeControls(url) + "\n" +
        gone + text);
  return Exit::kDone;
}

Error WasErased(const Erasure& erasure) {
  return {Errc::kNotFound, fmt::format("version {}@{} was {}", erasure.article_id, erasure.number,
                                       ErasedWords(erasure))};
}

Result<Exit> ShowErased(const Erasure& erasure, const Output& output) {
  if (output.format != Format::kPeople) {
    output.PrintOne(ErasureJson(erasure));
  } else {
    Print(ErasedHeading(erasure) + "\n");
  }
  return Exit::kDone;
}

Result<Exit> Show(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const VersionSpec spec = SplitSpec(arguments.positionals.front());
  const ArticleRecord article = CW_TRY(store->FindArticle(spec.article));
  const std::uint32_t number =
      CW_TRY(FindNumber(*store, article, spec.version, SystemClock().Now()));
  if (const auto erasure = CW_TRY(store->GetErasure(article.id, number))) {
    return arguments.Has("raw") ? WasErased(*erasure) : ShowErased(*erasure, output);
  }
  const Version version = CW_TRY(arguments.Has("original") ? store->GetOriginal(article.id, number)
                                                           : store->GetVersion(article.id, number));
  if (arguments.Has("raw")) {
    const Capture capture = CW_TRY(store->GetCapture(version.capture_id));
    Print(capture.page.body);
    return Exit::kDone;
  }
  if (output.format != Format::kPeople) {
    output.PrintOne(VersionJson(*store, version, WithText::kYes));
    return Exit::kDone;
  }
  const Article& text = version.article;
  std::string out = output.style.Paint(Tone::kHeading, text.title) + "\n";
  out +=
      output.style.Paint(Tone::kFaint, Heading(version) + "  " + version.source + "  " + text.url) +
      "\n" + ImportLine(*store, version, output.style, "");
  if (!text.authors.empty() || text.published) {
    out += output.style.Paint(
               Tone::kFaint,
               text.Byline() + (text.published ? "  " + FormatLocalTime(*text.published) : "")) +
           "\n";
  }
  for (const std::string& paragraph : text.paragraphs) {
    out += "\n" + Wrap(EscapeControls(paragraph), TerminalWidth(), 0);
  }
  Print(out);
  return Exit::kDone;
}

// A version as one side of a diff; of one that was erased, that it was.
Result<DiffSide> SideOf(const Store& store, const std::string& article_id, std::uint32_t number) {
  if (const auto erasure = CW_TRY(store.GetErasure(article_id, number))) {
    Article in_its_place;
    in_its_place.paragraphs.push_back("(" + ErasedWords(*erasure) + ")");
    return DiffSide::Of(ErasedHeading(*erasure), in_its_place);
  }
  const Version version = CW_TRY(store.GetVersion(article_id, number));
  return DiffSide::Of(Heading(version), version.article);
}

// One side of a diff: a version of an article, or a baseline ("@baseline", "@baseline:ID").
Result<DiffSide> Side(const Arguments& arguments, Store& store, const ArticleRecord& article,
                      const std::string& version) {
  if (version.starts_with("baseline")) {
    const std::size_t colon = version.find(':');
    const BaselineName name = colon == std::string::npos
                                  ? CW_TRY(BaselineOf(store, article))
                                  : BaselineName{"", version.substr(colon + 1)};
    const Baseline baseline = CW_TRY(FindBaseline(arguments, store, name));
    return DiffSide::Of("baseline " + baseline.id, baseline.article);
  }
  const std::uint32_t found = CW_TRY(FindNumber(store, article, version, SystemClock().Now()));
  return SideOf(store, article.id, found);
}

Result<std::pair<DiffSide, DiffSide>> Sides(const Arguments& arguments, Store& store) {
  const VersionSpec first = SplitSpec(arguments.positionals.front());
  const ArticleRecord article = CW_TRY(store.FindArticle(first.article));
  if (arguments.positionals.size() < 2) {
    // One argument: what came with that version.
    const std::uint32_t after =
        CW_TRY(FindNumber(store, article, first.version, SystemClock().Now()));
    const std::vector<std::uint32_t> order = CW_TRY(OrderOf(store, article));
    const auto place = std::find(order.begin(), order.end(), after);
    if (place == order.begin()) {
      return Error(
          Errc::kNotFound,
          fmt::format("article {}: there is only @{} up to there; compare with the baseline by "
                      "'claimwatch diff @baseline {}'",
                      article.id, after, article.id.substr(0, 8)));
    }
    const DiffSide left = CW_TRY(SideOf(store, article.id, *std::prev(place)));
    const DiffSide right = CW_TRY(SideOf(store, article.id, after));
    return std::pair(left, right);
  }
  VersionSpec second = SplitSpec(arguments.positionals[1]);
  const ArticleRecord other =
      second.article.empty() ? article : CW_TRY(store.FindArticle(second.article));
  const DiffSide before = CW_TRY(Side(arguments, store, article, first.version));
  const DiffSide after = CW_TRY(Side(arguments, store, other, second.version));
  return std::pair(before, after);
}

// "diff @baseline ARTICLE" means the article's baseline first.
Arguments BaselineFirst(const Arguments& arguments) {
  Arguments turned = arguments;
  if (turned.positionals.size() == 2 && turned.positionals.front().starts_with("@baseline")) {
    const std::string article = SplitSpec(turned.positionals[1]).article;
    turned.positionals.front() = article + turned.positionals.front();
  }
  return turned;
}

Result<Exit> Diff(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::pair<DiffSide, DiffSide> sides = CW_TRY(Sides(BaselineFirst(arguments), *store));
  const auto& [before, after] = sides;
  const bool differs = before.title != after.title || before.paragraphs != after.paragraphs;
  if (output.format != Format::kPeople) {
    output.PrintOne(DiffJson(before, after));
  } else if (arguments.Has("html")) {
    Print(HtmlView(before, after));
  } else if (arguments.Has("side-by-side")) {
    Print(SideBySideView(before, after, TerminalWidth(), output.style));
  } else if (arguments.Has("unified")) {
    Print(UnifiedView(before, after, output.style));
  } else {
    Print(differs ? WordDiffView(before, after, output.style) : "no difference in title or text\n");
  }
  return differs && arguments.Has("exit-code") ? Exit::kFound : Exit::kDone;
}

// An article whose versions were all erased has nothing to read; says when and why.
Status SomethingLeft(const Store& store, const ArticleRecord& article,
                     const std::vector<Version>& versions) {
  const std::vector<Erasure> erased = CW_TRY(store.Erasures(article.id));
  if (!versions.empty() || erased.empty()) {
    return Ok();
  }
  return Error(Errc::kNotFound, fmt::format("article {}: its {} {}", article.id,
                                            Counted(erased.size(), "version was", "versions were"),
                                            ErasedWords(erased.back())));
}

Result<Exit> ShowBlame(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const ArticleRecord article = CW_TRY(store->FindArticle(arguments.positionals.front()));
  const std::vector<Version> versions = CW_TRY(store->Versions(article.id));
  CW_TRY(SomethingLeft(*store, article, versions));
  std::vector<Article> texts;
  for (const Version& version : versions) {
    texts.push_back(version.article);
  }
  std::vector<Json> items;
  std::string out;
  for (const BlamedSentence& sentence : Blame(texts)) {
    const Version& first = versions.at(sentence.first - 1);
    const std::string since = FormatLocalTime(first.retrieved).substr(0, 16);
    const std::uint32_t gone = sentence.gone ? versions.at(*sentence.gone - 1).number : 0;
    items.push_back(Json::Of({{"sentence", sentence.text},
                              {"first", std::uint64_t{first.number}},
                              {"since", FormatTime(first.retrieved)},
                              {"gone", gone != 0 ? Json(std::uint64_t{gone}) : Json()}}));
    const std::string mark = fmt::format("@{:<3} {}  ", first.number, since);
    out += gone != 0 ? output.style.Paint(Tone::kRemoved,
                                          fmt::format("{}[gone @{}] {}", mark, gone, sentence.text))
                     : output.style.Paint(Tone::kFaint, mark) +
                           output.style.Paint(Tone::kPlain, sentence.text);
    out += "\n";
  }
  for (const Erasure& erasure : CW_TRY(store->Erasures(article.id))) {
    out += output.style.Paint(Tone::kFaint, ErasedHeading(erasure)) + "\n";
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else {
    Print(out);
  }
  return Exit::kDone;
}

Result<Exit> ListCopies(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const ArticleRecord article = CW_TRY(store->FindArticle(arguments.positionals.front()));
  std::vector<Json> items;
  Table table({"ARTICLE", "ALIKE", "FIRST SEEN", "SOURCE", "TITLE"});
  for (const TextCopy& copy : CW_TRY(store->Copies(article.id))) {
    Json item = ArticleRecordJson(copy.article);
    item.Set("likeness", copy.likeness);
    items.push_back(std::move(item));
    table.Add({copy.article.id.substr(0, 8), fmt::format("{:.0f} %", copy.likeness * 100),
               FormatLocalTime(copy.article.first_seen).substr(0, 16), copy.article.source,
               copy.article.title});
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else {
    Print(table.Render(output.style));
  }
  return Exit::kDone;
}

}  // namespace

void AddArticleVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"articles", "read", "", "list the articles that are stored", "",
                   WithStoreOptions(ArticleFilterOptions()), Articles});
  verbs.push_back({"log", "read", "ARTICLE",
                   "the versions of one article, newest first, with what was found in each",
                   "ARTICLE is a URL or at least 6 hex digits of an id.", WithStoreOptions({}),
                   Log});
  verbs.push_back({"show", "read", "ARTICLE", "one version of an article",
                   "ARTICLE may end in @3, @latest, @first, ~1 or @{2025-06-19T10:00Z}.",
                   WithStoreOptions({{"--raw", "", "the response body as it was received"},
                                     {"--original", "",
                                      "as it was read when it was stored, whatever `reextract` "
                                      "gave it since"}}),
                   Show});
  verbs.push_back(
      {"diff", "read", "ARTICLE [OTHER]",
       "what changed between two versions, or against a baseline",
       "One argument: that version against the one before. Two: the first against the "
       "second; '@2' as the "
       "second means the same article; '@baseline' is what the article was last compared "
       "with, @baseline:ID a baseline of the configuration.",
       WithStoreOptions({{"--unified", "", "as diff -u, a line per paragraph"},
                         {"--side-by-side", "", "two columns"},
                         {"--html", "", "a page without script"},
                         {"--exit-code", "", "exit 1 when there is a difference"}}),
       Diff});
  verbs.push_back({"copies", "read", "ARTICLE",
                   "the articles that print the same text, the first seen first",
                   "Wire copy under other headlines, also cut or altered: 40 % of the runs of four "
                   "words must be the same in the latest versions.",
                   WithStoreOptions({}), ListCopies});
  verbs.push_back({"blame", "read", "ARTICLE",
                   "each sentence with the version that brought it, and what is gone", "",
                   WithStoreOptions({}), ShowBlame});
}

}  // namespace claimwatch
