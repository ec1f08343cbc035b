// The one call that runs all built-in analyzers.
#pragma once

#include <vector>

#include "core/finding.h"
#include "plugins/compare/relevance.h"
#include "plugins/stage.h"

namespace claimwatch {

struct CompareOptions {
  enum class Silent { kDrop, kKeep };
  Silent silent =
      Silent::kKeep;  // whether `repeated` and `reworded` are reported; coverage needs them
};

// Against the baseline (figures, claims, quotes), against the previous version (revision),
// headline; then duplicates dropped, then severity, in text order.
// With a baseline, the gate (JudgeRelevance) must have been asked before; pass `baseline = nullptr`
// when it said near or off. When the article is itself a version of the baseline (most sentences in
// common), it is judged as one.
std::vector<Finding> CompareArticles(const Comparison& comparison, const CompareOptions& options);

inline std::vector<Finding> CompareArticles(const Comparison& comparison) {
  return CompareArticles(comparison, CompareOptions{});
}

}  // namespace claimwatch
