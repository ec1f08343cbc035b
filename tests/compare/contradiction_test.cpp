#include "plugins/compare/contradiction.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

// Whether a sentence in a report of the shipped baseline's event contradicts it.
bool Contradicts(std::string_view sentence) {
  const std::string text =
      "China and Central Asian leaders signed a treaty of eternal friendship "
      "at the second China-Central Asia Summit in Astana.\n\n" +
      std::string(sentence);
  const std::vector<Finding> findings =
      testing::CompareText(testing::ShippedBaseline(), text, "en");
  return std::any_of(findings.begin(), findings.end(), [sentence](const Finding& finding) {
    return finding.type == FindingType::kContradicts && finding.sentence.text == sentence;
  });
}

class Denial : public ::testing::TestWithParam<const char*> {};

class NoDenial : public ::testing::TestWithParam<const char*> {};

TEST_P(Denial, Contradicts) {
  EXPECT_TRUE(Contradicts(GetParam()));
}

TEST_P(NoDenial, IsNoContradiction) {
  EXPECT_FALSE(Contradicts(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Denial,
    ::testing::Values("He denied that political trust had reached a new height.",
                      "The centre on desertification control was scrapped.",
                      "Only two of the five presidents agreed to uphold the Spirit.",
                      "Protectionism leads to success, the parties said.",
                      "Personnel exchanges were struck from the list of priority areas.",
                      "Nobody signed a treaty on eternal friendship."));

INSTANTIATE_TEST_SUITE_P(
    Texts, NoDenial,
    ::testing::Values("Nobody wins a tariff war, the parties agreed.",
                      "All five presidents agreed to uphold the Spirit.",
                      "Two of the five presidents flew home at once.",
                      "A concert in the old town was scrapped.",
                      "Farmers near the river oppose the plan.",
                      "No, the presidents signed a treaty on eternal friendship."));

}  // namespace
}  // namespace claimwatch
