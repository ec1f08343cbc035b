// The same statement about another person, office, place, country or body.
#pragma once

#include <optional>

#include "core/finding.h"
#include "plugins/compare/held.h"

namespace claimwatch {

// A clause that tells of what the baseline tells, with a name that the baseline does not have.
// `own` is the clause's alignment and has a sentence.
std::optional<Finding> FindOtherName(const Held& held, const Clause& clause, const Alignment& own);

// "Announced by Tokayev" where the baseline has Xi's announcement of the same thing.
std::optional<Finding> FindOtherActor(const Held& held);

}  // namespace claimwatch
