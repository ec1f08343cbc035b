// Whether what was read as a number is meant as one, and units that a list shares.
#pragma once

#include <vector>

#include "plugins/read/draft.h"

namespace claimwatch {

// False for numbers that only look like one in their place: a lone 一, "one" as a pronoun, an
// ordinal used as an adverb.
bool MakesSense(const Scan& scan, const FigureDraft& draft);

// "7.5, 10 and 15 percent": the unit of the last one holds for all.
void ShareListUnits(const Scan& scan, std::vector<FigureDraft>& drafts);

// "the biggest rise in 18 months", "the first time in eleven years": a rank over the time that has
// passed, so the word at token `in` points to no day ahead.
bool RanksOver(const Scan& scan, std::size_t in);

}  // namespace claimwatch
