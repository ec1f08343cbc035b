// The headline of a version against the one before it.
#pragma once

#include <vector>

#include "plugins/stage.h"

namespace claimwatch {

class HeadlineAnalyzer final : public Analyzer {
 public:
  std::vector<Finding> Analyze(const Comparison& comparison) const override;
};

}  // namespace claimwatch
