// The date table stands in tests/cases/source/dates.case.
#include "plugins/source/date.h"

#include <string>

#include <gtest/gtest.h>

#include "core/text.h"
#include "tests/support/case_file.h"

namespace claimwatch {
namespace {

using testing::Case;
using testing::LoadCases;

std::string Shown(const std::optional<Time>& time) {
  return time ? FormatTime(*time) : "none";
}

class DateCase : public ::testing::TestWithParam<Case> {};

// Each line of the input reads as the line of the same number of the expectation; one expected line
// stands for all.
TEST_P(DateCase, ReadsAsExpected) {
  const Case& one = GetParam();
  const std::string input = one.Section("input");
  const std::string expect = one.Section("expect");
  const auto inputs = Split(input, '\n');
  const auto expected = Split(expect, '\n');
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string_view want = expected.size() == 1 ? expected[0] : expected.at(i);
    EXPECT_EQ(Shown(ReadDate(inputs[i], one.Setting("zone"))), want) << inputs[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Dates, DateCase, ::testing::ValuesIn(LoadCases("source")));

TEST(Date, ALongTextIsNoDate) {
  EXPECT_FALSE(ReadDate(std::string(100'000, '1')));
  EXPECT_FALSE(ReadDate(std::string(100'000, ' ') + "x"));
}

TEST(Date, FractionsOfASecondAreKept) {
  EXPECT_EQ(Shown(ReadDate("2025-06-19T03:30:00.25Z")), "2025-06-19T03:30:00.250000Z");
}

}  // namespace
}  // namespace claimwatch
