// Some instead of all, and a list with a member that the baseline's does not have.
#pragma once

#include <optional>

#include "core/finding.h"
#include "plugins/compare/held.h"

namespace claimwatch {

// "Two of the five agreed" where the baseline says that all did. `own` is the clause's alignment
// and has a sentence.
std::optional<Finding> FindPart(const Held& held, const Clause& clause, const Alignment& own);

// "Connectivity, green mining and nuclear energy are among the six priority areas": the list is the
// baseline's by what it counts and by its other members, and one member is none of its own.
std::optional<Finding> FindOtherMember(const Held& held);

}  // namespace claimwatch
