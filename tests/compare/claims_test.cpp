#include "plugins/compare/claims.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/compare/headline.h"
#include "plugins/compare/severity.h"
#include "plugins/compare/term_diff.h"
#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

using testing::Alerts;
using testing::CompareText;
using testing::ShippedBaseline;

const char kLead[] =
    "China and five Central Asian states signed a treaty of eternal friendship in Astana.\n";

std::vector<Finding> Found(const std::string& sentence, std::string_view language = "en") {
  std::vector<Finding> findings =
      Alerts(CompareText(ShippedBaseline(), kLead + sentence, language));
  std::erase_if(findings,
                [&](const Finding& finding) { return finding.sentence.text != sentence; });
  return findings;
}

TEST(Claims, TheHundredthCopyHasTheKeyOfTheFirstInAnyLanguage) {
  const std::vector<Finding> english =
      Found("Xi Jinping promised grants of 1.5 billion yuan this year.");
  const std::vector<Finding> chinese = Found("中方今年将提供15亿元人民币无偿援助。", "zh");
  ASSERT_FALSE(english.empty());
  ASSERT_FALSE(chinese.empty());
  EXPECT_EQ(english[0].key, chinese[0].key);
}

TEST(Claims, AnotherValueIsAnotherKey) {
  const std::vector<Finding> one =
      Found("Xi Jinping promised grants of 1.5 billion yuan this year.");
  const std::vector<Finding> other =
      Found("Xi Jinping promised grants of 15 billion yuan this year.");
  ASSERT_FALSE(one.empty());
  ASSERT_FALSE(other.empty());
  EXPECT_NE(one[0].key, other[0].key);
}

TEST(Claims, AnAccusationShowsBothFiguresAndSaysWhatIsCounted) {
  const std::vector<Finding> findings = Found("The pairs of sister cities have exceeded 200.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].type, FindingType::kChangedFigure);
  EXPECT_EQ(findings[0].other_figure->value, Decimal(100));
  EXPECT_THAT(findings[0].reason, ::testing::HasSubstr("sister city"));
  EXPECT_FALSE(findings[0].other.text.empty());
}

// Of what the glossary does not know, readers see the baseline's own word, never its stem.
TEST(Claims, WhatIsCountedIsSaidInPrintedWords) {
  const Baseline held =
      MakeBaseline("t", "b",
                   ArticleFromText("Brennick plc recalls kettles of its plant in Lindholm.\n"
                                   "The recall covers 48,000 kettles made in June.\n"
                                   "Owners get their money back within a fortnight."));
  const std::vector<Finding> findings = Alerts(CompareText(
      held,
      "Kettles that Brennick plc made at its plant in Lindholm are recalled, it said on Monday.\n"
      "The recall covers 84,000 kettles made in June.",
      "en"));
  const auto changed = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.type == FindingType::kChangedFigure;
  });
  ASSERT_NE(changed, findings.end());
  EXPECT_THAT(changed->reason, ::testing::HasSubstr("counts the same thing (kettles)"));
}

TEST(Claims, APartIsNoChangeOfTheWhole) {
  for (const Finding& finding : Found("Fourteen of the pairs of sister cities are Kyrgyz.")) {
    EXPECT_NE(finding.type, FindingType::kChangedFigure);
  }
}

TEST(Claims, AnotherGiverIsNoChange) {
  for (const Finding& finding : Found("Germany will give 500 training opportunities.")) {
    EXPECT_EQ(finding.type, FindingType::kNewFigure);
  }
}

TEST(Claims, QuestionsAndOpinionsAreNoClaims) {
  EXPECT_TRUE(Found("Could the next years bring a free trade area?").empty());
  EXPECT_TRUE(Found("In our view the money matters more than the pipeline.").empty());
}

TEST(Claims, TheSameBytesGiveTheSameFindings) {
  const std::string text =
      std::string(kLead) + "Four centres were opened.\nFarmers oppose the pipeline.";
  const auto dump = [&] {
    std::string all;
    for (const Finding& finding : CompareText(ShippedBaseline(), text, "en")) {
      all += FindingJson(finding).Dump();
    }
    return all;
  };
  EXPECT_EQ(dump(), dump());
}

TEST(Severity, ATenfoldSlipInTheLeadWeighsMostAndSilentFindingsNothing) {
  Finding slip;
  slip.type = FindingType::kChangedFigure;
  slip.figure = Figure{};
  slip.figure->value = Decimal(30'000);
  slip.other_figure = Figure{};
  slip.other_figure->value = Decimal(3'000);
  slip.sentence.text = "x";
  Grade(slip);
  Finding repeated;
  repeated.type = FindingType::kRepeated;
  Grade(repeated);
  EXPECT_EQ(slip.severity, Severity::kCritical);
  EXPECT_EQ(repeated.score, 0);
}

TEST(Headline, OnlyOtherWordsAreAChange) {
  Article before;
  Article after;
  before.title = "Six sign “lasting” pact";
  after.title = "Six sign \"lasting\" pact";
  Comparison comparison;
  comparison.previous = &before;
  comparison.article = &after;
  EXPECT_TRUE(HeadlineAnalyzer().Analyze(comparison).empty());
  after.title = "Six refuse pact";
  EXPECT_EQ(HeadlineAnalyzer().Analyze(comparison).size(), 1U);
}

TEST(Headline, IsAsGraveAsWhatWasChangedInIt) {
  const auto changed = [](const std::string& from, const std::string& to) {
    Article before;
    Article after;
    before.language = after.language = "en";
    before.title = from;
    after.title = to;
    Comparison comparison;
    comparison.previous = &before;
    comparison.article = &after;
    std::vector<Finding> findings = HeadlineAnalyzer().Analyze(comparison);
    EXPECT_EQ(findings.size(), 1U) << to;
    findings.resize(1);
    Grade(findings.front());
    return findings.front();
  };
  const Finding figure =
      changed("Ferry sinks in the bay, 14 dead", "Ferry sinks in the bay, 41 dead");
  EXPECT_EQ(figure.severity, Severity::kHigh);
  EXPECT_THAT(figure.reason, ::testing::HasSubstr("41"));
  EXPECT_EQ(changed("Ministry to investigate ferry line", "Ministry not to investigate ferry line")
                .severity,
            Severity::kHigh);
  EXPECT_EQ(changed("Ferry sinks in the bay", "Questions after the ferry disaster").severity,
            Severity::kMedium);
}

TEST(Misprint, IsNoOtherWordAndNoOtherNumber) {
  EXPECT_TRUE(IsMisprint("without", "wihtout"));
  EXPECT_TRUE(IsMisprint("billion", "blilion"));
  EXPECT_FALSE(IsMisprint("2026", "2027"));
  EXPECT_FALSE(IsMisprint("agreed", "refused"));
  EXPECT_FALSE(IsMisprint("will", "may"));
}

}  // namespace
}  // namespace claimwatch
