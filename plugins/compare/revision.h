// Two versions of one text: what was changed silently, on a ladder from figures down to wording
// (spec/CLAIMS.md, step 7).
#pragma once

#include <string>
#include <vector>

#include "plugins/stage.h"

namespace claimwatch {

// Against the previous version, or against a baseline of which the article is a version.
class RevisionAnalyzer final : public Analyzer {
 public:
  std::vector<Finding> Analyze(const Comparison& comparison) const override;
};

// Whether two readings are versions of one text: six of ten sentences of the longer one stand in
// the other, nearly unchanged; or all of the shorter one, which is at least half as long. Linear
// where they stand there unchanged; for the rest quadratic.
bool AreVersions(const Reading& a, const Reading& b);

// The differences of `after` from `before`. Letters, quotes, spaces, spelling, number and date
// forms, order, splits and merges are no differences. `note` is what the publisher says beside the
// text about a correction, empty when nothing; notes in the text itself are found here. Each
// finding says whether its edit is admitted (plugins/compare/correction.h).
std::vector<Finding> Revise(const Reading& before, const Reading& after,
                            const std::string& note = "");

}  // namespace claimwatch
