// Numerals: what a stretch of tokens is worth as a number, before any unit (spec/FIGURES.md, pass
// 2).
#pragma once

#include <cstdint>
#include <optional>

#include "core/decimal.h"
#include "core/figure.h"
#include "plugins/read/scan.h"

namespace claimwatch {

enum class NumeralForm : std::uint8_t { kDigits, kWords, kMixed };

struct Numeral {
  std::size_t first = 0;  // tokens, end exclusive
  std::size_t last = 0;
  Decimal value;
  std::optional<Decimal> high;  // vague sizes
  NumeralForm form = NumeralForm::kDigits;
  int digits = 0;        // of the integer part, as written ("007" has 3)
  int decimals = 0;      // digits after the point
  bool grouped = false;  // 10,000
  bool scaled = false;   // a scale word took part
  bool ordinal = false;
  bool fraction = false;  // half, two thirds, 3/4
  bool mixed = false;     // a fraction was added: "two and a quarter"
  bool vague = false;
  bool article = false;                        // "a dozen": starts with an article
  Comparator comparator = Comparator::kEqual;  // 100多, 三千余: inside the numeral
  Approx approx = Approx::kNone;
  Decimal scale = 1;  // the product of its scale words: "2-3 billion" shares it
};

// "40s" of "the low 40s", "30s" of "the mid-30s Celsius": digits `at` that stand for a part of ten
// numbers and for no decade.
bool StandsInTens(const Scan& scan, std::size_t at);

// The longest numeral that starts at token `at`: digits or words, with scale words, halves and
// fractions.
std::optional<Numeral> ReadNumeral(const Scan& scan, std::size_t at);

// A Numeral holds no view of the text. ReadDigits takes at most 12 groups and 30 digits, as a
// Decimal carries 34.
//
// The parts. Digits with separators, no sign and no scale; nullopt when token `at` is no digit run.
std::optional<Numeral> ReadDigits(const Scan& scan, std::size_t at);
// Spelled-out numbers of alphabets ("two hundred and five").
std::optional<Numeral> ReadNumberWords(const Scan& scan, std::size_t at);
// Chinese numerals, also mixed with digits ("1.2万", "三百零五", "十五点七", "两千多").
std::optional<Numeral> ReadHanNumeral(const Scan& scan, std::size_t at);

// What the last part of a compound makes of it: "tausend" a count, "tausendste" an ordinal,
// "veinteavo" a part (one twentieth).
enum class CompoundEnding : std::uint8_t { kNone, kOrdinal, kPart };

struct CompoundNumber {
  Decimal value;  // of a part: what it divides by
  CompoundEnding ending = CompoundEnding::kNone;

  bool operator==(const CompoundNumber&) const = default;
};

// "dreihundertfünfzig", "dosmilésimo": one word put together from the `compound` rows of the
// tables, longest parts first. nullopt when something is left over; linear in the word for words
// that are numbers.
std::optional<CompoundNumber> ReadCompoundNumber(std::string_view folded, const Lexicon& lexicon);

}  // namespace claimwatch
