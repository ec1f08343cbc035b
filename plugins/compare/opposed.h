// What a sentence in words of its own says against the baseline: the opposite of a verb that the
// same things stand beside, a deputy in the place of the head, one voice where votes were split.
#pragma once

#include <optional>

#include "core/finding.h"
#include "plugins/compare/held.h"

namespace claimwatch {

// nullopt in doubt. `later`: the article is younger than the baseline by days, so that what was
// closed may have been opened since.
std::optional<Finding> FindOpposed(const Held& held, bool later);

}  // namespace claimwatch
