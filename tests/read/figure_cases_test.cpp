// Every case of tests/cases/figures: what is read from its input, one figure a line.
#include <gtest/gtest.h>

#include "core/text.h"
#include "plugins/read/figure.h"
#include "tests/support/case_file.h"

namespace claimwatch {
namespace {

std::string ValueOf(const Figure& figure) {
  if (!figure.when.empty()) {
    return figure.when_high.empty() ? figure.when : figure.when + ".." + figure.when_high;
  }
  return figure.value.ToString() + (figure.high ? ".." + figure.high->ToString() : "");
}

// "40 > 40 [cooperation projects]": text, comparator, value, unit, change and what is counted.
std::string LineOf(const Figure& figure) {
  std::string line =
      figure.text + " " + std::string(ComparatorName(figure.comparator)) + " " + ValueOf(figure);
  line += figure.unit.empty() ? "" : " " + figure.unit;
  line += figure.change == Change::kNone ? "" : (figure.change == Change::kUp ? " up" : " down");
  return figure.counted.empty() ? line : line + " [" + figure.counted + "]";
}

class FigureCases : public ::testing::TestWithParam<testing::Case> {};

TEST_P(FigureCases, ReadAsTheCaseSays) {
  const std::string& input = GetParam().Section("input");
  std::vector<std::string> lines;
  for (const Figure& figure :
       ReadFigures(input, GetParam().Setting("lang"), GetParam().Setting("published"))) {
    EXPECT_EQ(figure.text, input.substr(figure.span.start, figure.span.size()));
    lines.push_back(LineOf(figure));
  }
  EXPECT_EQ(Join(lines, "\n"), std::string(Trim(GetParam().Section("expect"))));
}

INSTANTIATE_TEST_SUITE_P(All, FigureCases, ::testing::ValuesIn(testing::LoadCases("figures")));

}  // namespace
}  // namespace claimwatch
