#include "core/decimal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/result.h"

namespace claimwatch {
namespace {

constexpr int kDigits = 34;

Int128 PowerOfTen(int n) {
  Int128 power = 1;
  for (int i = 0; i < n; ++i) {
    power *= 10;
  }
  return power;
}

int DigitCount(Int128 value) {
  int count = 0;
  for (Int128 rest = value < 0 ? -value : value; rest != 0; rest /= 10) {
    ++count;
  }
  return count;
}

Int128 DivideHalfEven(Int128 value, Int128 by) {
  const Int128 quotient = value / by;
  const Int128 rest = value % by;
  const Int128 twice = (rest < 0 ? -rest : rest) * 2;
  const bool up = twice > by || (twice == by && quotient % 2 != 0);
  if (!up) {
    return quotient;
  }
  return quotient + (value < 0 ? -1 : 1);
}

// Drops digits beyond kDigits, rounding half to even.
Decimal Rounded(Int128 coefficient, int exponent) {
  const int excess = DigitCount(coefficient) - kDigits;
  if (excess > 0) {
    return Decimal::Make(DivideHalfEven(coefficient, PowerOfTen(excess)), exponent + excess);
  }
  return Decimal::Make(coefficient, exponent);
}

// What stands behind the "e" of "1.5e+6".
std::optional<int> ParsePower(std::string_view text) {
  constexpr int kFarthest = 6000;  // far beyond any figure; keeps sums of exponents small
  if (text.starts_with("+-")) {
    return std::nullopt;
  }
  text.remove_prefix(text.starts_with('+') ? 1 : 0);
  int power = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), power);
  if (error != std::errc() || end != text.data() + text.size() || power < -kFarthest ||
      power > kFarthest) {
    return std::nullopt;
  }
  return power;
}

struct Mantissa {
  Int128 digits = 0;    // without the point
  int after_point = 0;  // how many of them stand behind it
};

// "1234.50"; nothing when there is no digit, a second point, or more digits than a Decimal holds.
std::optional<Mantissa> ParseMantissa(std::string_view text) {
  Mantissa result;
  bool seen_digit = false;
  bool seen_point = false;
  for (const char c : text) {
    if (c == '.' && !seen_point) {
      seen_point = true;
      continue;
    }
    if (c < '0' || c > '9' || DigitCount(result.digits) >= kDigits) {
      return std::nullopt;
    }
    seen_digit = true;
    result.digits = result.digits * 10 + (c - '0');
    result.after_point += seen_point ? 1 : 0;
  }
  return seen_digit ? std::optional(result) : std::nullopt;
}

}  // namespace

Decimal::Decimal(std::int64_t value) {
  *this = Make(value, 0);
}

Decimal Decimal::Make(Int128 coefficient, int exponent) {
  Decimal result;
  if (coefficient == 0) {
    return result;
  }
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  result.coefficient_ = coefficient;
  result.exponent_ = exponent;
  return result;
}

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative || text.starts_with('+') ? 1 : 0);
  const std::size_t e = text.find_first_of("eE");
  std::optional<int> exponent = 0;
  if (e != std::string_view::npos) {
    exponent = ParsePower(text.substr(e + 1));
    text = text.substr(0, e);
  }
  const std::optional<Mantissa> mantissa = ParseMantissa(text);
  if (!exponent || !mantissa) {
    return std::nullopt;
  }
  return Make(negative ? -mantissa->digits : mantissa->digits, *exponent - mantissa->after_point);
}

Decimal Decimal::FromDouble(double value) {
  std::array<char, 64> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  if (error != std::errc() || !std::isfinite(value)) {
    return {};
  }
  return Parse(std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data())))
      .value_or(Decimal());
}

int Decimal::Magnitude() const {
  return IsZero() ? 0 : DigitCount(coefficient_) - 1 + exponent_;
}

std::string Decimal::ToString() const {
  std::string digits;
  for (Int128 rest = IsNegative() ? -coefficient_ : coefficient_; rest != 0; rest /= 10) {
    digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  if (digits.empty()) {
    digits = "0";
  }
  std::reverse(digits.begin(), digits.end());
  if (exponent_ >= 0) {
    digits.append(static_cast<std::size_t>(exponent_), '0');
  } else {
    const auto places = static_cast<std::size_t>(-exponent_);
    if (digits.size() <= places) {
      digits.insert(0, places - digits.size() + 1, '0');
    }
    digits.insert(digits.size() - places, ".");
  }
  return (IsNegative() ? "-" : "") + digits;
}

double Decimal::ToDouble() const {
  const std::string text = ToString();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::int64_t> Decimal::ToInt() const {
  if (!IsInteger() || Magnitude() > 18) {
    return std::nullopt;
  }
  const Int128 value = coefficient_ * PowerOfTen(exponent_);
  if (value > INT64_MAX || value < INT64_MIN) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

Decimal Decimal::operator-() const {
  return Make(-coefficient_, exponent_);
}

Decimal Decimal::Abs() const {
  return IsNegative() ? -*this : *this;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  if (a.IsZero() || b.IsZero()) {
    return a.IsZero() ? b : a;
  }
  const Decimal& high = a.exponent_ >= b.exponent_ ? a : b;
  const Decimal& low = a.exponent_ >= b.exponent_ ? b : a;
  const int shift = high.exponent_ - low.exponent_;
  if (DigitCount(high.coefficient_) + shift > kDigits + 2) {
    // The smaller one lies below the last digit kept, or must be rounded to it.
    const int keep = kDigits + 2 - DigitCount(high.coefficient_);
    const int drop = shift - keep;
    const Int128 tail = drop > 36 ? 0 : DivideHalfEven(low.coefficient_, PowerOfTen(drop));
    return Rounded(high.coefficient_ * PowerOfTen(keep) + tail, low.exponent_ + drop);
  }
  return Rounded(high.coefficient_ * PowerOfTen(shift) + low.coefficient_, low.exponent_);
}

Decimal operator-(const Decimal& a, const Decimal& b) {
  return a + (-b);
}

Decimal operator*(const Decimal& a, const Decimal& b) {
  Int128 x = a.coefficient_;
  Int128 y = b.coefficient_;
  int exponent = a.exponent_ + b.exponent_;
  // 38 digits fit; shorten the longer factor first.
  while (DigitCount(x) + DigitCount(y) > 38) {
    Int128& longer = DigitCount(x) >= DigitCount(y) ? x : y;
    longer = DivideHalfEven(longer, 10);
    ++exponent;
  }
  return Rounded(x * y, exponent);
}

Decimal operator/(const Decimal& a, const Decimal& b) {
  CW_CHECK(!b.IsZero());
  Int128 remainder = a.IsNegative() ? -a.coefficient_ : a.coefficient_;
  const Int128 divisor = b.IsNegative() ? -b.coefficient_ : b.coefficient_;
  Int128 quotient = remainder / divisor;
  remainder %= divisor;
  int exponent = a.exponent_ - b.exponent_;
  // Long division, one digit at a time; the divisor has at most 36 digits, so remainder × 10 fits.
  while (remainder != 0 && DigitCount(quotient) < kDigits) {
    remainder *= 10;
    quotient = quotient * 10 + remainder / divisor;
    remainder %= divisor;
    --exponent;
  }
  return Decimal::Make(a.IsNegative() != b.IsNegative() ? -quotient : quotient, exponent);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.IsNegative() != b.IsNegative() || a.IsZero() || b.IsZero()) {
    const auto sign = [](const Decimal& d) {
      return d.IsZero() ? 0 : (d.IsNegative() ? -1 : 1);
    };
    return sign(a) <=> sign(b);
  }
  if (a.Magnitude() != b.Magnitude()) {
    const std::strong_ordering larger = a.Magnitude() <=> b.Magnitude();
    return a.IsNegative() ? b.Magnitude() <=> a.Magnitude() : larger;
  }
  const int exponent = std::min(a.exponent_, b.exponent_);
  const Int128 x = a.coefficient_ * PowerOfTen(a.exponent_ - exponent);
  const Int128 y = b.coefficient_ * PowerOfTen(b.exponent_ - exponent);
  return x < y ? std::strong_ordering::less
               : (x > y ? std::strong_ordering::greater : std::strong_ordering::equal);
}

}  // namespace claimwatch
