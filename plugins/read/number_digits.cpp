// Digits with separators. Which separator groups and which is the decimal mark is decided by how
// the groups lie and by the language ("20.000" is twenty in English and twenty thousand in German).
#include <cstdlib>

#include "plugins/read/number.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostGroups = 12;
constexpr std::size_t kMostDigits = 30;  // Decimal carries 34

std::size_t DigitCount(const Scan& scan, std::size_t at) {
  std::string digits;
  AppendAsciiDigits(scan.Text(at), digits);
  return digits.size();
}

bool IsThinSpaceBetween(const Scan& scan, std::size_t at) {
  const std::string_view gap =
      scan.text.substr(scan.tokens[at - 1].end, scan.tokens[at].start - scan.tokens[at - 1].end);
  return gap == "\u00A0" || gap == "\u202F" || gap == "\u2009";
}

// Digits behind the separator at `sign`, no space on either side.
bool GroupFollows(const Scan& scan, std::size_t sign) {
  return scan.Tight(sign) && scan.IsDigits(sign + 1) && scan.Tight(sign + 1);
}

// Digit groups after `at` that are joined by `mark`, each three long. 0 when a group has another
// length.
std::size_t CountGroups(const Scan& scan, std::size_t at, char32_t mark, char32_t wide) {
  std::size_t groups = 0;
  while (groups < kMostGroups) {
    const std::size_t sign = at + 1 + groups * 2;
    if (!(scan.IsSymbol(sign, mark) || scan.IsSymbol(sign, wide)) || !GroupFollows(scan, sign)) {
      return groups;
    }
    if (DigitCount(scan, sign + 1) != 3) {
      return 0;
    }
    ++groups;
  }
  return groups;
}

// 1,00,000: two-digit groups before a last one of three, as Indian papers write.
std::size_t CountIndianGroups(const Scan& scan, std::size_t at) {
  std::size_t groups = 0;
  bool pairs = false;
  while (groups < kMostGroups) {
    const std::size_t sign = at + 1 + groups * 2;
    if (!scan.IsSymbol(sign, U',') || !GroupFollows(scan, sign)) {
      return 0;
    }
    const std::size_t size = DigitCount(scan, sign + 1);
    ++groups;
    if (size == 3) {
      return pairs ? groups : 0;
    }
    if (size != 2) {
      return 0;
    }
    pairs = true;
  }
  return 0;
}

std::size_t CountSpaceGroups(const Scan& scan, std::size_t at) {
  if (DigitCount(scan, at) > 3 || scan.Text(at).front() == '0') {
    return 0;
  }
  std::size_t groups = 0;
  while (groups < kMostGroups && scan.IsDigits(at + 1 + groups) &&
         scan.tokens[at + 1 + groups].space && DigitCount(scan, at + 1 + groups) == 3) {
    if (!scan.style.space_groups && !IsThinSpaceBetween(scan, at + 1 + groups)) {
      break;
    }
    ++groups;
  }
  return groups;
}

struct Shape {
  std::size_t stride = 0;  // tokens from one group to the next: 1 spaces, 2 marks
  std::size_t groups = 0;
  char32_t mark = 0;
};

// Groups behind commas; 0 also when the one comma may be the language's decimal mark.
std::size_t CountCommaGroups(const Scan& scan, std::size_t at) {
  // A full-width comma groups only full-width digits; else it parts the items of a list.
  const char32_t wide = scan.tokens[at].point >= 0xFF10 ? char32_t{0xFF0C} : U',';
  const std::size_t commas = CountGroups(scan, at, U',', wide);
  const bool dollars = at > 0 && scan.IsSymbol(at - 1, U'$');  // "$10,000" also in a Russian text
  return commas == 1 && scan.style.decimal_comma && !dollars ? 0 : commas;
}

// "1.111,11" in an English text: one or two digits behind the comma at `sign` can only be decimals.
bool IsContinental(const Scan& scan, std::size_t sign) {
  return scan.IsSymbol(sign, U',') && GroupFollows(scan, sign) && DigitCount(scan, sign + 1) < 3 &&
         !scan.JoinsDigits(sign + 2, U",.");
}

Shape FindGroups(const Scan& scan, std::size_t at) {
  const std::size_t lead = DigitCount(scan, at);
  if (lead > 3 || scan.Text(at).front() == '0') {
    return {};
  }
  if (const std::size_t commas = CountCommaGroups(scan, at); commas > 0) {
    return {2, commas, U','};
  }
  const std::size_t points = CountGroups(scan, at, U'.', U'.');
  const bool continental = points == 1 && IsContinental(scan, at + 3);
  if (points > 1 || continental || (points == 1 && scan.style.point_groups)) {
    return {2, points, U'.'};
  }
  if (const std::size_t indian = CountIndianGroups(scan, at);
      indian > 0 && !scan.style.decimal_comma) {
    return {2, indian, U','};
  }
  if (const std::size_t spaces = CountSpaceGroups(scan, at); spaces > 0) {
    return {1, spaces, U' '};
  }
  if (const std::size_t quotes = CountGroups(scan, at, U'\'', 0x2019); quotes > 0) {
    return {2, quotes, U'\''};
  }
  return {};
}

bool IsDecimalMark(const Scan& scan, std::size_t at, const Shape& shape) {
  if (!GroupFollows(scan, at)) {
    return false;
  }
  if (scan.IsSymbol(at, U".\u00B7\uFF0E")) {
    return shape.mark != U'.';
  }
  if (!scan.IsSymbol(at, U',') || shape.mark == U',') {
    return false;
  }
  // "5,00": no thousands have two zeros
  return scan.style.decimal_comma || (shape.mark != 0 && shape.mark != U',') ||
         scan.Text(at + 1) == "00";
}

// The whole number of a digit run of at most two digits that stands tight at `at`.
std::optional<int> ExponentAt(const Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at) || !scan.Tight(at) || DigitCount(scan, at) > 2) {
    return std::nullopt;
  }
  std::string digits;
  AppendAsciiDigits(scan.Text(at), digits);
  return static_cast<int>(Decimal::Parse(digits).value_or(Decimal()).ToInt().value_or(0));
}

// "12.3e+14": the exponent of scientific notation, at most two digits.
void TakeExponent(const Scan& scan, Numeral& numeral) {
  std::size_t at = numeral.last;
  if (!scan.IsWord(at) || !scan.Tight(at) || (scan.Text(at) != "e" && scan.Text(at) != "E")) {
    return;
  }
  ++at;
  const bool negative = scan.IsSymbol(at, U'-');
  at += scan.IsSymbol(at, U"-+") && scan.Tight(at) ? 1U : 0U;
  const std::optional<int> power = ExponentAt(scan, at);
  if (!power) {
    return;
  }
  numeral.value = numeral.value * Decimal::Make(1, negative ? -*power : *power);
  numeral.scaled = true;
  numeral.last = at + 1;
}

// `base` to a whole power between -64 and 64.
std::optional<Decimal> PowerOf(const Decimal& base, int power) {
  if (power < -64 || power > 64 || base.IsZero()) {
    return std::nullopt;
  }
  Decimal value = 1;
  for (int i = 0; i < std::abs(power); ++i) {
    value = value * base;
  }
  return power < 0 ? Decimal(1) / value : value;
}

// The "x" or "×" at `at` before a base that has an exponent: "x10^".
bool IsTimes(const Scan& scan, std::size_t at) {
  const bool sign = scan.IsSymbol(at, 0xD7) ||
                    (scan.IsWord(at) && (scan.Text(at) == "x" || scan.Text(at) == "X"));
  return sign && scan.IsDigits(at + 1) && scan.IsSymbol(at + 2, U"^\u2212");
}

// A power as it is written: its sign and its exponent; `last` 0 for none.
struct WrittenPower {
  int power = 0;
  std::size_t last = 0;
};

// "^6", "^-4", "^+3" at `at`; with `lost` only "−30", whose raised digits were flattened.
WrittenPower PowerAt(const Scan& scan, std::size_t at, bool lost) {
  if ((!lost && !scan.IsSymbol(at, U'^')) || !scan.Tight(at)) {
    return {};
  }
  at += lost ? 0U : 1U;
  const bool negative = scan.IsSymbol(at, U"-\u2212");
  at += negative || scan.IsSymbol(at, U'+') ? 1U : 0U;
  const std::optional<int> power = ExponentAt(scan, at);
  return power ? WrittenPower{negative ? -*power : *power, at + 1} : WrittenPower{};
}

// "x10^-4" behind a number: what it is multiplied by.
void TakeTimesPower(const Scan& scan, Numeral& numeral) {
  std::string digits;
  AppendAsciiDigits(scan.Text(numeral.last + 1), digits);
  const std::optional<Decimal> base = Decimal::Parse(digits);
  const std::size_t at = numeral.last + 2;
  // "1.99×10−30": the minus sign says that it is a power
  const WrittenPower written = PowerAt(scan, at, scan.IsSymbol(at, 0x2212));
  const std::optional<Decimal> value =
      base && written.last != 0 ? PowerOf(*base, written.power) : std::nullopt;
  if (value) {
    numeral.value = numeral.value * *value;
    numeral.scaled = true;
    numeral.last = written.last;
  }
}

// "10^6", "1.3x10^-4", "6.02 × 10^23": a power, and what it is multiplied by.
void TakePower(const Scan& scan, Numeral& numeral) {
  if (IsTimes(scan, numeral.last)) {
    TakeTimesPower(scan, numeral);
    return;
  }
  const WrittenPower written = PowerAt(scan, numeral.last, false);
  const std::optional<Decimal> value =
      written.last != 0 ? PowerOf(numeral.value, written.power) : std::nullopt;
  if (value) {
    numeral.value = *value;
    numeral.scaled = true;
    numeral.last = written.last;
  }
}

}  // namespace

std::optional<Numeral> ReadDigits(const Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at)) {
    return std::nullopt;
  }
  const Shape shape = FindGroups(scan, at);
  Numeral numeral;
  numeral.first = at;
  numeral.grouped = shape.groups > 0;
  std::string digits;
  for (std::size_t group = 0; group <= shape.groups; ++group) {
    AppendAsciiDigits(scan.Text(at + group * shape.stride), digits);
  }
  numeral.digits = static_cast<int>(digits.size());
  numeral.last = at + shape.groups * shape.stride + 1;
  // 3.4.2025 and 10.0.0.1 are no decimals; the date and mask rules look at them.
  if (IsDecimalMark(scan, numeral.last, shape) && !scan.JoinsDigits(numeral.last + 2, U".")) {
    const std::size_t whole = digits.size();
    digits += ".";
    AppendAsciiDigits(scan.Text(numeral.last + 1), digits);
    numeral.decimals = static_cast<int>(digits.size() - whole - 1);
    numeral.last += 2;
  }
  const std::optional<Decimal> value =
      digits.size() <= kMostDigits ? Decimal::Parse(digits) : std::nullopt;
  if (!value) {
    return std::nullopt;
  }
  numeral.value = *value;
  TakeExponent(scan, numeral);
  TakePower(scan, numeral);
  return numeral;
}

}  // namespace claimwatch
