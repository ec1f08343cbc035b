// The headline of a version against the one before it.
#pragma once

#include <vector>

#include "plugins/stage.h"

namespace claimwatch {

// One finding at most: a headline that says something else than that of the previous version, or of
// the baseline when the article is a version of it. Case, order and synonyms say nothing else.
class HeadlineAnalyzer final : public Analyzer {
 public:
  std::vector<Finding> Analyze(const Comparison& comparison) const override;
};

}  // namespace claimwatch
