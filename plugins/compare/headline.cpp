#include "plugins/compare/headline.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/analyzers.h"
#include "plugins/compare/make.h"
#include "plugins/compare/revision.h"
#include "plugins/compare/words.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

Reading ReadTitle(const std::string& title, const std::string& language) {
  Article article;
  article.language = language;
  article.paragraphs = {title};
  return ReadArticle(article);
}

// Case, order, synonyms and spellings make no other headline.
bool SayTheSame(const std::string& before, const Article& after) {
  if (WordHashes(before) == WordHashes(after.title)) {
    return true;
  }
  const std::vector<Finding> edits =
      Revise(ReadTitle(before, after.language), ReadTitle(after.title, after.language));
  return std::all_of(edits.begin(), edits.end(),
                     [](const Finding& finding) { return IsSilent(finding.type); });
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
      comparison.article->title.empty() || SayTheSame(previous->title, *comparison.article)) {
    return {};
  }
  Finding finding = MakeFinding("CW-HDL-001", nullptr, nullptr);
  finding.against = Against::kPrevious;
  finding.sentence.text = comparison.article->title;
  finding.other.text = previous->title;
  finding.confidence = 1;
  finding.reason = fmt::format("the headline was '{}'", previous->title);
  finding.key = "headline:" + FoldCase(comparison.article->title);
  return {finding};
}

}  // namespace claimwatch
