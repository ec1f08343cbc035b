// topics: which stored articles belong to each topic, and why the others do not.
#pragma once

#include <vector>

#include "cli/verb.h"

namespace claimwatch {

void AddTopicsVerb(std::vector<Verb>& verbs);

}  // namespace claimwatch
