// Fractions written with signs and digits: 1/2, ½, 2 1/2, 2½.
#include <algorithm>
#include <iterator>

#include "plugins/read/number_part.h"

namespace claimwatch {
namespace {

struct Glyph {
  char32_t point;
  int numerator;
  int denominator;
};

constexpr Glyph kGlyphs[] = {{0xBD, 1, 2},   {0xBC, 1, 4},   {0xBE, 3, 4},   {0x2153, 1, 3},
                             {0x2154, 2, 3}, {0x2155, 1, 5}, {0x2156, 2, 5}, {0x2157, 3, 5},
                             {0x2158, 4, 5}, {0x2159, 1, 6}, {0x215A, 5, 6}, {0x215B, 1, 8},
                             {0x215C, 3, 8}, {0x215D, 5, 8}, {0x215E, 7, 8}, {0x2150, 1, 7},
                             {0x2151, 1, 9}, {0x2152, 1, 10}};

// A slash between two runs of digits and not a second one: 1/2, but not 19/06/2025.
bool IsLoneSlash(const Scan& scan, std::size_t at) {
  return scan.JoinsDigits(at, U"/\u2044") && !(scan.IsSymbol(at + 2, U'/') && scan.Tight(at + 2));
}

// A denominator is whole, larger than what stands above it, and no year or code.
bool CanDivide(const Numeral& below, const Numeral& above) {
  return !below.value.IsZero() && below.decimals == 0 && below.value > above.value &&
         below.digits <= 4;
}

}  // namespace

std::optional<Decimal> GlyphAt(const Scan& scan, std::size_t at) {
  if (!scan.IsKind(at, TokenKind::kSymbol) && !scan.IsDigits(at)) {
    return std::nullopt;
  }
  const auto* const found =
      std::find_if(std::begin(kGlyphs), std::end(kGlyphs),
                   [&](const Glyph& glyph) { return glyph.point == scan.tokens[at].point; });
  if (found == std::end(kGlyphs)) {
    return std::nullopt;
  }
  return Decimal(found->numerator) / Decimal(found->denominator);
}

bool TakeWrittenFraction(const Scan& scan, Numeral& numeral) {
  if (const auto glyph = GlyphAt(scan, numeral.last);
      glyph && (scan.Tight(numeral.last) || numeral.digits < 3)) {
    numeral.value = numeral.value + *glyph;
    ++numeral.last;
    return true;
  }
  if (numeral.grouped || numeral.decimals > 0 || !IsLoneSlash(scan, numeral.last)) {
    return false;
  }
  const std::optional<Numeral> below = ReadDigits(scan, numeral.last + 1);
  if (!below || !CanDivide(*below, numeral)) {
    return false;
  }
  numeral.value = numeral.value / below->value;
  numeral.last = below->last;
  numeral.fraction = true;
  return true;
}

void TakeMixedFraction(const Scan& scan, Numeral& numeral) {
  if (!scan.IsDigits(numeral.last) || numeral.grouped || numeral.decimals > 0 ||
      numeral.digits > 3) {
    return;
  }
  std::optional<Numeral> part = ReadDigits(scan, numeral.last);
  if (part && part->digits <= 2 && TakeWrittenFraction(scan, *part) && part->fraction) {
    numeral.value = numeral.value + part->value;
    numeral.last = part->last;
  }
}

}  // namespace claimwatch
