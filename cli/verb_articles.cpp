// articles, log, show, diff, blame: what is stored, and how it became so.
#include <algorithm>
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
#include "plugins/compare/blame.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

std::string Heading(const Version& version) {
  return fmt::format("{}@{}  {}", version.article_id.substr(0, 8), version.number,
                     FormatLocalTime(version.retrieved));
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

Result<Exit> Log(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const ArticleRecord article = CW_TRY(store->FindArticle(arguments.positionals.front()));
  const std::vector<Version> versions = CW_TRY(store->Versions(article.id));
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const Version& version : versions) {
      items.push_back(VersionJson(*store, version, WithText::kNo));
    }
    output.PrintItems(items);
    return Exit::kDone;
  }
  Print(output.style.Paint(Tone::kHeading, article.title) + "\n" +
        EscapeControls(versions.empty() ? article.url : versions.back().article.url) + "\n");
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    Print(output.style.Paint(Tone::kBold, fmt::format("\n@{}", version->number)) +
          fmt::format("  {}  seen until {}\n", FormatLocalTime(version->retrieved),
                      FormatLocalTime(version->last_seen)) +
          ImportLine(*store, *version, output.style, "    ") + "    " +
          output.style.Paint(Tone::kPlain, version->article.title) + "\n" +
          FindingLines(*store, *version, output.style));
  }
  return Exit::kDone;
}

Result<Exit> Show(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const VersionSpec spec = SplitSpec(arguments.positionals.front());
  const ArticleRecord article = CW_TRY(store->FindArticle(spec.article));
  Version version = CW_TRY(FindVersion(*store, article, spec.version, SystemClock().Now()));
  if (arguments.Has("original")) {
    version = CW_TRY(store->GetOriginal(version.article_id, version.number));
  }
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

// One side of a diff: a version of an article, or a baseline ("@baseline", "@baseline:ID").
Result<DiffSide> Side(const Arguments& arguments, const Store& store, const ArticleRecord& article,
                      const std::string& version) {
  if (version.starts_with("baseline")) {
    const std::size_t colon = version.find(':');
    const Article baseline = CW_TRY(FindBaselineArticle(
        arguments, store, colon == std::string::npos ? "" : version.substr(colon + 1)));
    return DiffSide::Of("baseline " + baseline.url, baseline);
  }
  const Version found = CW_TRY(FindVersion(store, article, version, SystemClock().Now()));
  return DiffSide::Of(Heading(found), found.article);
}

Result<std::pair<DiffSide, DiffSide>> Sides(const Arguments& arguments, const Store& store) {
  const VersionSpec first = SplitSpec(arguments.positionals.front());
  const ArticleRecord article = CW_TRY(store.FindArticle(first.article));
  if (arguments.positionals.size() < 2) {
    // One argument: what came with that version.
    const Version after = CW_TRY(FindVersion(store, article, first.version, SystemClock().Now()));
    const std::vector<std::uint32_t> order = CW_TRY(OrderOf(store, article));
    const auto place = std::find(order.begin(), order.end(), after.number);
    if (place == order.begin()) {
      return Error(
          Errc::kNotFound,
          fmt::format("article {}: there is only @{} up to there; compare with the baseline by "
                      "'claimwatch diff @baseline {}'",
                      article.id, after.number, article.id.substr(0, 8)));
    }
    const Version before = CW_TRY(store.GetVersion(article.id, *std::prev(place)));
    return std::pair(DiffSide::Of(Heading(before), before.article),
                     DiffSide::Of(Heading(after), after.article));
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

Result<Exit> ShowBlame(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const ArticleRecord article = CW_TRY(store->FindArticle(arguments.positionals.front()));
  const std::vector<Version> versions = CW_TRY(store->Versions(article.id));
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
  verbs.push_back({"diff", "read", "ARTICLE [OTHER]",
                   "what changed between two versions, or against a baseline",
                   "One argument: that version against the one before. Two: the first against the "
                   "second; '@2' as the "
                   "second means the same article; '@baseline' (or @baseline:ID) is a baseline of "
                   "the configuration.",
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
