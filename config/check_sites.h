// Rules for outlets: names of hosts, and selectors that can be read.
#pragma once

#include "config/read.h"

namespace claimwatch {

// Adds to `draft.problems`.
void CheckSites(Draft& draft);

}  // namespace claimwatch
