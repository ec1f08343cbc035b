// coverage: which statements of a topic's baseline each outlet repeats, alters or leaves out.
#pragma once

#include <vector>

#include "cli/verb.h"

namespace claimwatch {

void AddCoverageVerb(std::vector<Verb>& verbs);

}  // namespace claimwatch
