#include "plugins/compare/headline.h"

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/analyzers.h"
#include "plugins/compare/make.h"
#include "plugins/compare/words.h"

namespace claimwatch {

std::vector<Finding> HeadlineAnalyzer::Analyze(const Comparison& comparison) const {
  const Article* previous = comparison.previous;
  const bool version = previous == nullptr && comparison.baseline != nullptr &&
                       comparison.reading != nullptr &&
                       AreVersions(comparison.baseline->reading, *comparison.reading);
  if (version) {
    previous = &comparison.baseline->article;
  }
  if (previous == nullptr || comparison.article == nullptr || previous->title.empty() ||
      comparison.article->title.empty() ||
      WordHashes(previous->title) == WordHashes(comparison.article->title)) {
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
