// Exact decimal numbers: figures are never doubles, so 94.8 billion is 94,800,000,000 and equal
// means equal.
//
// value = coefficient × 10^exponent, normalised (no trailing zeros in the coefficient; zero is
// 0×10^0), so equal values have equal members. |coefficient| < 10^36. What does not fit is refused
// (Parse) or rounded half to even to 34 digits (arithmetic), as IEEE 754-2008 decimal128 does.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace claimwatch {

__extension__ using Int128 = __int128;

class Decimal {
 public:
  constexpr Decimal() = default;
  Decimal(std::int64_t value);  // NOLINT(google-explicit-constructor): integers are decimals
  static Decimal Make(Int128 coefficient, int exponent);

  // "-1234.50", "1e9". ASCII digits, '.' as point, no grouping; nullopt otherwise.
  static std::optional<Decimal> Parse(std::string_view text);
  // The shortest decimal that reads back as `value`; for figures computed by others (JSON numbers).
  static Decimal FromDouble(double value);

  bool IsZero() const { return coefficient_ == 0; }

  bool IsNegative() const { return coefficient_ < 0; }

  bool IsInteger() const { return exponent_ >= 0; }

  Int128 coefficient() const { return coefficient_; }

  int exponent() const { return exponent_; }

  // Power of ten of the first digit: 3 for 1,234; 0 for zero.
  int Magnitude() const;

  // Plain notation, never an exponent: "94800000000", "0.25".
  std::string ToString() const;
  double ToDouble() const;
  // The integer value; nullopt when not an integer or beyond 64 bits.
  std::optional<std::int64_t> ToInt() const;

  Decimal operator-() const;
  Decimal Abs() const;
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  // 34 significant digits. Division by zero is a broken promise of the caller.
  friend Decimal operator/(const Decimal& a, const Decimal& b);
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) = default;

 private:
  Int128 coefficient_ = 0;
  int exponent_ = 0;
};

}  // namespace claimwatch
