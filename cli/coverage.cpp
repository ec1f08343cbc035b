#include "cli/coverage.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "cli/baselines.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "core/text.h"
#include "plugins/compare/analyzers.h"
#include "plugins/compare/coverage.h"
#include "plugins/compare/relevance.h"
#include "plugins/read/reading.h"
#include "storage/erasure.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

using ByOutlet = std::map<std::string, std::vector<Coverage>>;

// What the latest text of one article does with each statement; empty when it is about something
// else.
std::vector<Coverage> CoverageIn(const Baseline& baseline, const Article& article) {
  const Reading reading = ReadArticle(article);
  if (!IsCompared(JudgeRelevance(baseline, article, reading, {}).state)) {
    return {};
  }
  Comparison comparison;
  comparison.baseline = &baseline;
  comparison.article = &article;
  comparison.reading = &reading;
  return CoverageOf(baseline, CompareArticles(comparison));
}

// An outlet covers what any of its articles covers.
void Merge(const std::vector<Coverage>& article, std::vector<Coverage>& outlet) {
  outlet.resize(article.size(), Coverage::kOmitted);
  for (std::size_t i = 0; i < article.size(); ++i) {
    outlet[i] = std::max(outlet[i], article[i]);
  }
}

Result<ByOutlet> CoverageByOutlet(const Store& store, const Baseline& baseline) {
  ByOutlet outlets;
  for (const ArticleRecord& record : CW_TRY(store.Articles({}))) {
    const std::uint32_t latest = CW_TRY(LatestOf(store, record));
    const std::optional<Version> version =
        CW_TRY(UnlessErased(store, record.id, latest, store.GetVersion(record.id, latest)));
    if (!version) {
      continue;
    }
    const std::vector<Coverage> article = CoverageIn(baseline, version->article);
    if (!article.empty()) {
      Merge(article, outlets[version->source]);
    }
  }
  return outlets;
}

std::vector<Json> Rows(const Baseline& baseline, const ByOutlet& outlets) {
  std::vector<Json> rows;
  for (std::size_t i = 0; i < baseline.reading.sentences.size(); ++i) {
    const Sentence& sentence = baseline.reading.sentences[i];
    if (!IsStatement(baseline.reading, sentence)) {
      continue;
    }
    Json by_outlet = Json::MakeObject();
    for (const auto& [outlet, coverage] : outlets) {
      by_outlet.Set(outlet, CoverageName(coverage[i]));
    }
    rows.push_back(Json::Of({{"statement", sentence.text},
                             {"start", std::uint64_t{sentence.span.start}},
                             {"end", std::uint64_t{sentence.span.end}},
                             {"outlets", std::move(by_outlet)}}));
  }
  return rows;
}

std::string ForPeople(const Baseline& baseline, const ByOutlet& outlets, const Style& style) {
  if (outlets.empty()) {
    return "no article on this topic yet\n";
  }
  std::vector<std::string> head;
  for (const auto& [outlet, coverage] : outlets) {
    head.push_back(EscapeControls(outlet));
  }
  Table table(head);
  for (std::size_t i = 0; i < baseline.reading.sentences.size(); ++i) {
    if (!IsStatement(baseline.reading, baseline.reading.sentences[i])) {
      continue;
    }
    std::vector<std::string> row;
    for (const auto& [outlet, coverage] : outlets) {
      row.emplace_back(coverage[i] == Coverage::kOmitted ? "-" : CoverageName(coverage[i]));
    }
    table.Add(std::move(row), EscapeControls(baseline.reading.sentences[i].text));
  }
  return table.Render(style);
}

Result<Exit> ShowCoverage(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::string topic = arguments.positionals.empty() ? "" : arguments.positionals.front();
  const Baseline baseline = CW_TRY(FindBaseline(arguments, *store, {topic, ""}));
  const ByOutlet outlets = CW_TRY(CoverageByOutlet(*store, baseline));
  if (output.format != Format::kPeople) {
    output.PrintItems(Rows(baseline, outlets));
  } else {
    Print(ForPeople(baseline, outlets, output.style));
  }
  return Exit::kDone;
}

}  // namespace

void AddCoverageVerb(std::vector<Verb>& verbs) {
  verbs.push_back({"coverage", "claims", "[TOPIC]",
                   "which statements of the baseline each outlet repeats, alters or leaves out",
                   "TOPIC is a topic of the configuration, the first one when left out. Each "
                   "outlet's articles are taken as they stand now.",
                   WithStoreOptions({}), ShowCoverage});
}

}  // namespace claimwatch
