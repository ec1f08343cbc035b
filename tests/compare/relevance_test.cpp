#include "plugins/compare/relevance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/compare/index.h"
#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

Relevance Judge(std::string_view text, const EventMemory& memory = {}, std::string title = "") {
  const Baseline baseline = testing::ShippedBaseline();
  Article article = ArticleFromText(text);
  article.title = std::move(title);
  return JudgeRelevance(baseline, article, ReadArticle(article), memory);
}

TEST(EventGate, AReportOfTheSummitIsOn) {
  EXPECT_EQ(Judge("Leaders of China and five Central Asian states signed a treaty of eternal "
                  "friendship in Astana.\n"
                  "The pairs of sister cities have exceeded 100.")
                .state,
            Relevance::kOn);
}

TEST(EventGate, AConsequenceNeedsNoPlaceName) {
  EXPECT_TRUE(IsCompared(
      Judge("Training for 3,000 people from Central Asia will be paid by China within two years.\n"
            "Centres on poverty reduction, education exchange and desertification come on top.")
          .state));
}

TEST(EventGate, ARivalSummitInTheLeadIsNear) {
  const Relevance relevance = Judge(
      "Xi Jinping told the Shanghai Cooperation Organisation summit in Tianjin that China would "
      "offer "
      "10,000 training opportunities.\nMembers agreed that there is no winner in trade wars.");
  EXPECT_FALSE(IsCompared(relevance.state));
  EXPECT_THAT(relevance.reasons, ::testing::Contains(::testing::HasSubstr("rival event")));
}

TEST(EventGate, NumbersAloneAreNoEvent) {
  EXPECT_EQ(Judge("More than 100 residents came to the council, and 3,000 signed within two years.")
                .state,
            Relevance::kOff);
}

TEST(EventGate, TheBaselineItselfIsOn) {
  EXPECT_EQ(Judge(testing::ShippedBaselineText()).state, Relevance::kOn);
}

TEST(EventGate, AFactLearntFromAcceptedArticlesSpeaksForAnArticle) {
  const std::string text = "China is giving grants of 1.5 billion yuan to Central Asia this year.";
  EventMemory memory;
  memory.keys.insert("figure:grant:CNY:1500000000");
  EXPECT_GT(Judge(text, memory).score, Judge(text).score);
}

TEST(EventGate, AnEmptyArticleIsOff) {
  EXPECT_EQ(Judge("").state, Relevance::kOff);
}

}  // namespace
}  // namespace claimwatch
