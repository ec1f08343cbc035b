// A deed of the baseline with another giver, years with another title, the event with another
// number.
#pragma once

#include <optional>

#include "plugins/compare/held.h"

namespace claimwatch {

// "Kazakhstan pledged 3,000 places to Central Asian countries": one of those who are to receive the
// baseline's very amount gives it here.
std::optional<Finding> FindOtherGiver(const Held& held);

// "The third summit" where it was the second: only what is told as done, of the baseline's own
// place or days, or by "It was the third …": a meeting of another number that is to come, or was
// elsewhere, is another meeting.
std::optional<Finding> FindOtherNumber(const Held& held);

// "The summit was held in Astana on June 16", where the baseline has it there on the 17th. A span
// of days disputes nothing, nor does who arrived when.
std::optional<Finding> FindOtherDay(const Held& held);

// "Designated 2025 and 2026 as the Years of Culture": the same years are given another title.
std::optional<Finding> FindOtherTitle(const Held& held);

// "The heads of state signed a treaty on joint defence": those who signed the baseline's treaty
// signed one here of which no subject is the baseline's.
std::optional<Finding> FindOtherTreaty(const Held& held);

}  // namespace claimwatch
