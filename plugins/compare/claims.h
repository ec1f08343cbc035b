// An article held against a baseline, sentence by sentence: contradictions, figures, new claims;
// the rest repeats it.
#pragma once

#include <vector>

#include "plugins/stage.h"

namespace claimwatch {

class BaselineAnalyzer final : public Analyzer {
 public:
  std::vector<Finding> Analyze(const Comparison& comparison) const override;
};

}  // namespace claimwatch
