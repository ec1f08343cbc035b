// An edit that is also a difference from the baseline is one thing to tell: that the page said
// something else before, and what the baseline says.
#pragma once

#include <vector>

#include "core/finding.h"

namespace claimwatch {

// Of one version's findings: an edit that concerns the claim of a finding against the baseline, in
// the same sentence, takes over that one's severity and words when it is at least as grave, and
// stands before it, so that of the two the ledger tells the edit. Pure.
std::vector<Finding> EditsFirst(std::vector<Finding> findings);

}  // namespace claimwatch
