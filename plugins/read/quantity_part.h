// Parts of a quantity, for quantity.cpp only.
#pragma once

#include <optional>

#include "plugins/read/draft.h"

namespace claimwatch {

// 百分之三十五, 三成五, 八折: the numeral is the percentage.
struct PartOfHundred {
  Numeral numeral;
};

std::optional<PartOfHundred> ReadPartOfHundred(const Scan& scan, std::size_t at);

// "2nd", "3-й", "1er": digits become an ordinal.
void TakeOrdinalEnding(const Scan& scan, FigureDraft& draft);
// "30-35", "between 30 and 35", "2 to 3 billion", 5至7: the high end, with what both share.
void TakeRange(const Scan& scan, FigureDraft& draft);
// "$30 billion a year", "$5 million dollars": what may stand behind an amount that has its sign in
// front.
void TakeMoneyBehindPrefix(const Scan& scan, FigureDraft& draft);
// "one in five", "4 out of 10", 三分之二.
void TakeRatio(const Scan& scan, FigureDraft& draft);

}  // namespace claimwatch
