// The event under another number than the baseline's: "the third summit" where it was the second.
#pragma once

#include <optional>

#include "plugins/compare/held.h"

namespace claimwatch {

// Only what is told as done, of the baseline's own place or days, or by "It was the third …": a
// meeting of another number that is to come, or was elsewhere, is another meeting.
std::optional<Finding> FindOtherNumber(const Held& held);

}  // namespace claimwatch
