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

Relevance JudgeTagged(std::string_view text, std::vector<std::string> tags) {
  const Baseline baseline = testing::ShippedBaseline();
  Article article = ArticleFromText(text);
  article.tags = std::move(tags);
  return JudgeRelevance(baseline, article, ReadArticle(article), {});
}

// Names both parties and repeats nothing of the baseline: neither here nor there.
constexpr std::string_view kDoubtful =
    "Central Asian grain traders hope that China will buy more wheat this year.\n"
    "Leaders had promised lower duties, said Wang Yi.";

TEST(EventGate, TheOwnEventInTheTagsRaises) {
  const Relevance without = JudgeTagged(kDoubtful, {});
  ASSERT_FALSE(IsCompared(without.state));
  for (const std::string tag : {"China-Central Asia Summit", "china-central asia summit",
                                "Саммит Китай — Центральная Азия", "中国—中亚峰会"}) {
    const Relevance tagged = JudgeTagged(kDoubtful, {"World", tag});
    EXPECT_GT(tagged.score, without.score) << tag;
    EXPECT_THAT(tagged.reasons, ::testing::Contains("tagged with the event")) << tag;
  }
}

TEST(EventGate, AnotherEventInTheTagsLowers) {
  const double without = JudgeTagged(kDoubtful, {}).score;
  for (const std::string tag :
       {"SCO summit", "Shanghai Cooperation Organisation summit", "саммит ШОС", "上合组织峰会"}) {
    const Relevance tagged = JudgeTagged(kDoubtful, {tag});
    EXPECT_LT(tagged.score, without) << tag;
    EXPECT_THAT(tagged.reasons, ::testing::Contains("rival event: in the tags")) << tag;
  }
}

TEST(EventGate, TagsAloneDecideNothing) {
  EXPECT_EQ(JudgeTagged("The council voted to repair the bridge before the winter.",
                        {"China-Central Asia Summit", "Astana", "Xi Jinping"})
                .state,
            Relevance::kOff);
  EXPECT_TRUE(IsCompared(
      JudgeTagged("Leaders of China and five Central Asian states signed a treaty of eternal "
                  "friendship in Astana.\nThe pairs of sister cities have exceeded 100.",
                  {"SCO summit", "Tianjin"})
          .state));
}

TEST(EventGate, TheAddressSpeaksForTheEvent) {
  Article article = ArticleFromText("The pairs of sister cities have exceeded 100, he said.");
  const Baseline baseline = testing::ShippedBaseline();
  const Reading reading = ReadArticle(article);
  const double without = JudgeRelevance(baseline, article, reading, {}).score;
  article.url = "https://example.org/world/china-central-asia-summit-ends-in-astana.html";
  EXPECT_GT(JudgeRelevance(baseline, article, reading, {}).score, without);
}

TEST(EventGate, ADayInTheAddressIsItsDayOfPublication) {
  Article article = ArticleFromText(
      "China and Central Asian countries will have three cooperation centers, on poverty "
      "reduction, "
      "on education exchange and on desertification prevention and control.");
  const Baseline baseline = testing::ShippedBaseline();
  const Reading reading = ReadArticle(article);
  article.url = "https://example.org/2025/06/18/centres";
  EXPECT_THAT(JudgeRelevance(baseline, article, reading, {}).reasons,
              ::testing::Contains("published 2025-06-18"));
  article.url = "https://example.org/2023/05/19/centres";
  EXPECT_FALSE(IsCompared(JudgeRelevance(baseline, article, reading, {}).state));
}

TEST(EventGate, AConsequenceNeedsNoPlaceName) {
  EXPECT_TRUE(IsCompared(
      Judge("Training for 3,000 people from Central Asia will be paid by China within two years.\n"
            "Centres on poverty reduction, education exchange and desertification come on top.")
          .state));
}

TEST(EventGate, ALocalPaperThatOpensWithItsTownIsOn) {
  EXPECT_TRUE(IsCompared(
      Judge("Наш город попал в список побратимов, о которых говорили на саммите в Астане.\n"
            "Мэр подписал бумаги в присутствии журналистов.\n"
            "Школьники поедут учиться уже весной.\n"
            "Теперь у Китая и стран Центральной Азии больше ста таких пар.")
          .state));
}

TEST(EventGate, AnotherBodysSummitInTheSameCityIsNear) {
  EXPECT_FALSE(IsCompared(Judge("The Shanghai Cooperation Organisation held its summit in Astana.\n"
                                "China and the Central Asian members spoke of energy.")
                              .state));
}

TEST(EventGate, TwoStatementsThatAnyMinistryMakesTieNothing) {
  EXPECT_FALSE(IsCompared(Judge("В области откроют три центра переподготовки.\n"
                                "Обучение пройдут 3000 человек за два года.\n"
                                "Министр назвал шесть приоритетных направлений.")
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

// One statement that is true of any of their meetings, with the names of those who meet anywhere.
TEST(EventGate, ABilateralVisitIsNear) {
  EXPECT_FALSE(
      IsCompared(Judge("ASHGABAT - Xi Jinping and Serdar Berdimuhamedov signed a treaty on "
                       "friendship during a visit to Turkmenistan.\n"
                       "China is Turkmenistan's most important trade partner, Wang Yi said.")
                     .state));
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
