// Units of measure and money by the tables (config/lexicon/*/*.tsv the words,
// config/lexicon/common/units.tsv dimensions and factors): which words behind (or in front of) a
// number are its unit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/figure.h"
#include "plugins/read/number.h"
#include "plugins/read/scan.h"

namespace claimwatch {

struct UnitFact {
  std::string_view id;
  std::string_view dimension;
  std::optional<Decimal> factor;  // to the first unit of the dimension
};

// What is known of a unit by its id ("kilometer"); nullptr for currencies and unknown ones.
const UnitFact* FindUnit(std::string_view id);
// "length", "money", …; of "USD/barrel" it is "money", of "barrel/day" "rate"; "" for none.
std::string DimensionOf(std::string_view unit);
// `value` of unit `from` in unit `to`; nullopt when they do not convert. Temperatures convert too.
std::optional<Decimal> ConvertUnit(const Decimal& value, std::string_view from,
                                   std::string_view to);
bool IsCurrency(std::string_view unit);  // three capitals
// duration, percent, money … by the dimension of the unit.
FigureKind KindOfUnit(std::string_view unit);

struct UnitMatch {
  std::string unit;
  FigureKind kind = FigureKind::kMeasure;
  std::size_t last = 0;      // token after it
  Decimal factor = 1;        // the number is to be multiplied by it (cents, 成)
  bool attributive = false;  // "15-minute break"
  bool combined =
      false;  // more numerals took part ("5 dollars and 42 cents"): `extra` is to be added
  Decimal extra;
};

// The unit behind `numeral`, with the smaller units and the rate that follow it.
std::optional<UnitMatch> ReadUnit(const Scan& scan, const Numeral& numeral);
// "per barrel", "a day", "/m²", "в сутки" at token `at`: the unit after the stroke.
std::optional<UnitMatch> ReadPer(const Scan& scan, std::size_t at, FigureKind of);

// A currency sign or code in front of a number ("$", "US$", "Rs", "EUR", 人民币) that starts at
// token `at`.
std::optional<UnitMatch> ReadCurrencyAt(const Scan& scan, std::size_t at);

}  // namespace claimwatch
