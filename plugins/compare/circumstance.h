// Denials that leave the statement as it is: of its circumstances, or of something beside it.
#pragma once

#include <cstddef>
#include <vector>

#include "plugins/compare/held.h"

namespace claimwatch {

// Whether all that `denials` (spans of the words that deny, in `clause`) turn is how, when or with
// whom it was done ("did not sign it alone", "not in the morning"), or what the baseline sentence
// `place` does not speak of ("contains no defence clause", "Xi's wife did not attend"), or what
// somebody thinks of it ("do not see it as a way out").
bool DeniesCircumstance(const Held& held, const Clause& clause, std::size_t place,
                        const std::vector<Span>& denials);

// Whether an opposite says how much only: "fewer than 60", whose figure is held against the
// baseline's, "delayed by ten minutes", which was done for all that.
bool IsMeasured(const Held& held, const Clause& clause, const Term& term);

// "Signed after a delay", "despite a refusal": what the opposite says is over.
bool IsOvercome(const Term& term, std::string_view text);

}  // namespace claimwatch
