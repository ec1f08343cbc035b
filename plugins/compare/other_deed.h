// A deed of the baseline with another giver, or under another title.
#pragma once

#include <optional>

#include "plugins/compare/held.h"

namespace claimwatch {

// "Kazakhstan pledged 3,000 places to Central Asian countries": one of those who are to receive the
// baseline's very amount gives it here.
std::optional<Finding> FindOtherGiver(const Held& held);

// "Designated 2025 and 2026 as the Years of Culture": the same years are given another title.
std::optional<Finding> FindOtherTitle(const Held& held);

}  // namespace claimwatch
