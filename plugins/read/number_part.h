// Parts of a numeral, for number.cpp and number_fraction.cpp only.
#pragma once

#include <optional>

#include "plugins/read/number.h"

namespace claimwatch {

// What ½, ¾ and their like at token `at` are worth.
std::optional<Decimal> GlyphAt(const Scan& scan, std::size_t at);
// 1/2, ½, 2½ behind the digits in `numeral`; false when there is none. A slash between two small
// numbers only; 9/11 is left to the names.
bool TakeWrittenFraction(const Scan& scan, Numeral& numeral);
// "2 1/2": the fraction stands apart from its whole number.
void TakeMixedFraction(const Scan& scan, Numeral& numeral);

}  // namespace claimwatch
