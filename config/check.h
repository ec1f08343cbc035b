// What single values cannot show: contradictions between them, names that point nowhere, files that
// are missing.
#pragma once

#include <string_view>

#include "config/read.h"

namespace claimwatch {

// The name under which the store keeps how far the alert log is. No other sink may have it: each
// would go on where the other one stands.
inline constexpr std::string_view kAlertLogName = "file";

// Adds to `draft.problems`. Looks at the file system for baselines; never at the network.
void CheckDraft(Draft& draft);

}  // namespace claimwatch
