// Parts of a numeral, for number*.cpp only.
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
// "two thirds", "three-quarters", "одна треть", "five hundredths"; false when no part stands behind
// the number.
bool TakeFractionWord(const Scan& scan, Numeral& numeral);
// Scale words after the number: "1.5 million", "50,000 crore", "3k", "2 млн 300 тыс.".
void TakeScales(const Scan& scan, Numeral& numeral);
// "the low 40s", "the mid-30s Celsius": the numbers that are meant of the ten, from its digits on.
std::optional<Numeral> ReadTens(const Scan& scan, std::size_t at);
// Whether the word `part` at tokens [at, end) is a fraction: "a third of" and "a third less" are,
// "a third summit" is an ordinal. `article`: "a" stands before it.
bool StandsAsFraction(const Scan& scan, std::size_t at, const LexiconEntry& part, std::size_t end,
                      bool article);

}  // namespace claimwatch
