// What single values cannot show: contradictions between them, names that point nowhere, files that
// are missing.
#pragma once

#include "config/read.h"

namespace claimwatch {

// Adds to `draft.problems`. Looks at the file system for baselines; never at the network.
void CheckDraft(Draft& draft);

}  // namespace claimwatch
