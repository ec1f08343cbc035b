// Does a sentence say that somebody whom the baseline has there stayed away, or sent another?
#pragma once

#include <optional>

#include "core/finding.h"
#include "plugins/compare/held.h"

namespace claimwatch {

// "Turkmenistan stayed away from the signing", "Japarov did not take part in the summit": a person
// or a country of the baseline was not where the baseline has them.
std::optional<Finding> FindAbsence(const Held& held);

// "Represented Turkmenistan at the summit": told of a person whom the baseline does not know.
std::optional<Finding> FindStandIn(const Held& held);

}  // namespace claimwatch
