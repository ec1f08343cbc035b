#include "plugins/compare/headline.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/analyzers.h"
#include "plugins/compare/make.h"
#include "plugins/compare/revision.h"
#include "plugins/compare/severity.h"
#include "plugins/compare/words.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

constexpr double kEdited = 0.5;  // so much of their words in common: one headline, edited

Reading ReadTitle(const std::string& title, const std::string& language) {
  Article article;
  article.language = language;
  article.paragraphs = {title};
  return ReadArticle(article);
}

// What makes the titles say something else, the gravest first; empty when nothing does. Case,
// order, synonyms and spellings make no other headline.
std::vector<Finding> EditsOf(const std::string& before, const Article& after) {
  if (WordHashes(before) == WordHashes(after.title)) {
    return {};
  }
  std::vector<Finding> edits =
      Revise(ReadTitle(before, after.language), ReadTitle(after.title, after.language));
  std::erase_if(edits, [](const Finding& finding) { return IsSilent(finding.type); });
  for (Finding& edit : edits) {
    Grade(edit);
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Finding& a, const Finding& b) { return a.score > b.score; });
  return edits;
}

}  // namespace

std::vector<Finding> HeadlineAnalyzer::Analyze(const Comparison& comparison) const {
  const Article* previous = comparison.previous;
  const bool version = previous == nullptr && comparison.baseline != nullptr &&
                       comparison.reading != nullptr &&
                       AreVersions(comparison.baseline->reading, *comparison.reading);
  if (version) {
    previous = &comparison.baseline->article;
  }
  if (previous == nullptr || comparison.article == nullptr || previous->title.empty() ||
      comparison.article->title.empty()) {
    return {};
  }
  const std::vector<Finding> edits = EditsOf(previous->title, *comparison.article);
  if (edits.empty()) {
    return {};
  }
  Finding finding = MakeFinding("CW-HDL-001", nullptr, nullptr);
  finding.against = Against::kPrevious;
  finding.sentence.text = comparison.article->title;
  finding.other.text = previous->title;
  finding.confidence = 1;
  finding.reason = fmt::format("the headline was '{}'", previous->title);
  // Of a headline that was written anew, which word stands for which is a guess.
  if (WordOverlap(previous->title, comparison.article->title) >= kEdited) {
    finding.reason += ": " + edits.front().reason;
    finding.signals.push_back(std::string(kEditSignal) +
                              std::string(FindingTypeName(edits.front().type)));
  }
  finding.key = "headline:" + FoldCase(comparison.article->title);
  return {finding};
}

}  // namespace claimwatch
