#include "plugins/compare/coverage.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

Coverage CoverageOfStatement(std::string_view report, std::string_view words) {
  const Baseline baseline = testing::ShippedBaseline();
  const std::vector<Coverage> coverage =
      CoverageOf(baseline, testing::CompareText(baseline, report, "en"));
  Coverage best = Coverage::kOmitted;
  for (std::size_t i = 0; i < coverage.size(); ++i) {
    if (baseline.reading.sentences[i].text.find(words) != std::string::npos) {
      best = std::max(best, coverage[i]);
    }
  }
  return best;
}

const char kReport[] =
    "Leaders of China and five Central Asian states signed a treaty of eternal friendship in "
    "Astana.\nThe pairs of sister cities have exceeded 200.";

TEST(Coverage, AChangedFigureAltersItsStatement) {
  EXPECT_EQ(CoverageOfStatement(kReport, "sister cities"), Coverage::kAltered);
}

TEST(Coverage, TheSameInOtherWordsRepeatsIt) {
  EXPECT_EQ(CoverageOfStatement(kReport, "signing of a treaty on eternal"), Coverage::kRepeated);
}

TEST(Coverage, WhatIsDeniedOnOneSideOnlyIsNoRepetition) {
  const Baseline baseline = MakeBaseline(
      "mine", "topic",
      ArticleFromText("На шахте «Северная» в Воркуте 22 ноября погибли шесть горняков, сообщил "
                      "Павел Орехов.\nЖители посёлка похвалили спасателей района.\nСледственный "
                      "комитет возбудил уголовное дело о халатности.\nМост через реку Уса закрыт "
                      "для движения."));
  const std::vector<Coverage> coverage = CoverageOf(
      baseline,
      testing::CompareText(baseline,
                           "Павел Орехов назвал шесть погибших горняков шахты «Северная» в "
                           "Воркуте.\nЖители посёлка спасателей района не хвалили.",
                           "ru"));
  EXPECT_EQ(coverage.at(0), Coverage::kRepeated);
  EXPECT_EQ(coverage.at(1), Coverage::kAltered);
}

TEST(Coverage, AVersionOfTheBaselineRepeatsWhatItLeftAsItWas) {
  std::string version = testing::ShippedBaseline().article.Text();
  version.replace(version.find("exceeded 100"), 12, "exceeded 200");
  EXPECT_EQ(CoverageOfStatement(version, "3,000 training opportunities"), Coverage::kRepeated);
  EXPECT_EQ(CoverageOfStatement(version, "sister cities"), Coverage::kAltered);
}

TEST(Coverage, WhatIsNotMentionedIsOmitted) {
  EXPECT_EQ(CoverageOfStatement(kReport, "3,000 training opportunities"), Coverage::kOmitted);
}

TEST(Coverage, CreditsAndDatelinesAreNoStatements) {
  const Baseline baseline = testing::ShippedBaseline();
  std::string statements;
  for (const Sentence& sentence : baseline.reading.sentences) {
    statements += IsStatement(baseline.reading, sentence) ? sentence.text + "\n" : "";
  }
  EXPECT_EQ(statements.find("(Xinhua/Yin Bogu)\n"), std::string::npos);
  EXPECT_EQ(statements.find("08:09"), std::string::npos);
  EXPECT_EQ(statements.find("Web editor"), std::string::npos);
  EXPECT_NE(statements.find("The Central Asian leaders unanimously agreed"), std::string::npos);
}

TEST(Coverage, ACaptionAboveItsPhotographerIsNoStatement) {
  const Baseline baseline = testing::ShippedBaseline();
  for (const Sentence& sentence : baseline.reading.sentences) {
    const bool caption = sentence.text.find("pose for a group photo") != std::string::npos ||
                         sentence.text.find("delivers a keynote speech") != std::string::npos;
    EXPECT_FALSE(caption && IsStatement(baseline.reading, sentence)) << sentence.text;
  }
}

TEST(Coverage, ABracketThatSaysSomethingMakesNoCaption) {
  const Reading reading = ReadArticle(ArticleFromText(
      "The leaders signed the treaty in Astana. (It runs to forty pages and three annexes.)"));
  ASSERT_EQ(reading.sentences.size(), 2U);
  EXPECT_TRUE(IsStatement(reading, reading.sentences[0]));
}

}  // namespace
}  // namespace claimwatch
