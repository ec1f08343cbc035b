// The built-in analyzers, and the one call that runs them all.
#pragma once

#include <memory>
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
// headline. Against a baseline they expect that the gate has let the article through.
std::vector<std::unique_ptr<Analyzer>> MakeAnalyzers(const CompareOptions& options);

// Everything in one call: the analyzers, then severity, then duplicates dropped, in text order.
// With a baseline, the gate (JudgeRelevance) must have been asked before; pass `baseline = nullptr`
// when it said near or off. When the article is itself a version of the baseline (most sentences in
// common), it is judged as one.
std::vector<Finding> CompareArticles(const Comparison& comparison, const CompareOptions& options);

inline std::vector<Finding> CompareArticles(const Comparison& comparison) {
  return CompareArticles(comparison, CompareOptions{});
}

// Whether two readings are versions of one text: most sentences of the shorter one stand in the
// other, nearly unchanged.
bool AreVersions(const Reading& a, const Reading& b);

}  // namespace claimwatch
