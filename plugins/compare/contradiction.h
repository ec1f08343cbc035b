// Does a sentence deny what the baseline states? By a negation, by an opposite word, by taking a
// member out of a list, by another name, number or title; or does it alter a quotation?
#pragma once

#include <optional>

#include "core/finding.h"
#include "core/reading.h"
#include "plugins/compare/align.h"

namespace claimwatch {

struct Held;  // plugins/compare/held.h

// The contradiction of `sentence`, if one of its clauses says mostly what an aligned baseline
// sentence says, only the other way round. nullopt is the answer in doubt: an accusation must be
// right.
std::optional<Finding> FindContradiction(const Reading& reading, const Sentence& sentence,
                                         const SentenceAlignment& alignment,
                                         const Reading& baseline, const BaselineIndex& index);

// Whether a clause that is mostly the baseline sentence's at `place` is denied on one side only: it
// may be no contradiction, but it is no repetition.
bool IsDeniedOnOneSide(const Held& held, std::size_t place);

}  // namespace claimwatch
