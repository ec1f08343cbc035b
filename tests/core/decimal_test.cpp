#include "core/decimal.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

Decimal D(std::string_view text) {
  return Decimal::Parse(text).value();
}

TEST(Decimal, EqualValuesInAnotherFormAreEqual) {
  EXPECT_EQ(D("94.8e9"), D("94800000000"));
  EXPECT_EQ(D("94800000000"), D("94800") * Decimal(1'000'000));
  EXPECT_EQ(D("0.250"), D("0.25"));
  EXPECT_EQ(D("-0"), Decimal());
}

TEST(Decimal, PrintsPlainNotation) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"94.8e9", "94800000000"}, {"0.25", "0.25"}, {"-0.005", "-0.005"}, {"1e-3", "0.001"},
      {"1200", "1200"},          {"0", "0"},       {".5", "0.5"},        {"5.", "5"}};
  for (const auto& [in, out] : rows) {
    EXPECT_EQ(D(in).ToString(), out) << in;
  }
}

TEST(Decimal, RefusesWhatIsNotANumber) {
  for (const char* text :
       {"", "-", ".", "1,000", "1 000", "1e", "0x10", "1.2.3", "１２", "1e99999"}) {
    EXPECT_FALSE(Decimal::Parse(text).has_value()) << text;
  }
  EXPECT_FALSE(Decimal::Parse(std::string(35, '9')).has_value());
  EXPECT_TRUE(Decimal::Parse(std::string(34, '9')).has_value());
}

TEST(Decimal, ArithmeticIsExactWhereDoublesAreNot) {
  EXPECT_EQ(D("0.1") + D("0.2"), D("0.3"));
  EXPECT_EQ(D("1000000000000000000") + D("0.0001"), D("1000000000000000000.0001"));
  EXPECT_EQ(D("208") - D("209"), Decimal(-1));
  EXPECT_EQ(D("1.5e9") / D("7.2"), D("208333333.3333333333333333333333333"));
  EXPECT_EQ(Decimal(1) / Decimal(3), D("0.3333333333333333333333333333333333"));
  EXPECT_EQ(Decimal(-6) / Decimal(3), Decimal(-2));
}

TEST(Decimal, SumOfFarApartValuesKeepsTheLargeOne) {
  EXPECT_EQ(D("1e40") + Decimal(1), D("1e40"));
  EXPECT_EQ(D("1e40") - D("1e-40"), D("1e40"));
}

TEST(Decimal, OrdersBySignAndSize) {
  const std::vector<std::string> ascending = {"-1e9", "-3", "-0.5", "0", "1e-9", "0.5", "3", "1e9"};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(D(ascending[i]) < D(ascending[j]), i < j) << ascending[i] << " < " << ascending[j];
    }
  }
}

TEST(Decimal, IntegersOnlyWhenTheyFit) {
  EXPECT_EQ(D("3000").ToInt(), 3000);
  EXPECT_EQ(D("3000.5").ToInt(), std::nullopt);
  EXPECT_EQ(D("1e30").ToInt(), std::nullopt);
  EXPECT_EQ(D("-12").ToInt(), -12);
}

TEST(Decimal, MagnitudeIsThePowerOfTheFirstDigit) {
  EXPECT_EQ(D("1234").Magnitude(), 3);
  EXPECT_EQ(D("0.01").Magnitude(), -2);
  EXPECT_EQ(D("9").Magnitude(), 0);
}

TEST(Decimal, DoublesComeInByTheirShortestForm) {
  EXPECT_EQ(Decimal::FromDouble(0.1), D("0.1"));
  EXPECT_EQ(Decimal::FromDouble(94.8e9), D("94.8e9"));
  EXPECT_DOUBLE_EQ(D("94.8").ToDouble(), 94.8);
}

// Values of every size and form, from a fixed seed.
std::vector<Decimal> SomeDecimals() {
  std::mt19937 random(20250619);
  std::uniform_int_distribution<std::int64_t> digits(-999'999'999, 999'999'999);
  std::uniform_int_distribution<int> exponent(-12, 12);
  std::vector<Decimal> values = {Decimal(), Decimal(1), Decimal(-1), *Decimal::Parse("0.1")};
  while (values.size() < 60) {
    values.push_back(Decimal::Make(digits(random), exponent(random)));
  }
  return values;
}

TEST(Decimal, WhatIsPrintedIsReadBackTheSame) {
  for (const Decimal& value : SomeDecimals()) {
    EXPECT_EQ(Decimal::Parse(value.ToString()), value) << value.ToString();
  }
}

TEST(Decimal, OrderIsTheSignOfTheDifference) {
  for (const Decimal& a : SomeDecimals()) {
    for (const Decimal& b : SomeDecimals()) {
      EXPECT_EQ(a < b, (a - b).IsNegative()) << a.ToString() << " and " << b.ToString();
      EXPECT_EQ(a == b, (a - b).IsZero()) << a.ToString() << " and " << b.ToString();
    }
  }
}

TEST(Decimal, APowerBeyondAnyFigureIsRefused) {
  EXPECT_TRUE(Decimal::Parse("1e6000"));
  EXPECT_FALSE(Decimal::Parse("1e6001"));
  EXPECT_FALSE(Decimal::Parse("1e-6001"));
  EXPECT_FALSE(Decimal::Parse("1e"));
  EXPECT_FALSE(Decimal::Parse("1e+-3"));
  EXPECT_FALSE(Decimal::Parse("1e99999999999"));
}

}  // namespace
}  // namespace claimwatch
