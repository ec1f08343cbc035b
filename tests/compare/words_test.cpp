#include "plugins/compare/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::ElementsAre;

std::string Joined(const std::vector<WordEdit>& edits, char without) {
  std::string text;
  for (const WordEdit& edit : edits) {
    text += edit.op != without ? edit.text : "";
  }
  return text;
}

TEST(WordDiff, ShowsTheOneWordThatChanged) {
  EXPECT_THAT(WordDiff("more than 100 pairs", "more than 120 pairs"),
              ElementsAre(WordEdit{'=', "more than "}, WordEdit{'-', "100"}, WordEdit{'+', "120"},
                          WordEdit{'=', " pairs"}));
}

TEST(WordDiff, AFigureIsOneWordWhateverItsSeparators) {
  EXPECT_EQ(
      WordDiff("give 3,000 places", "give 30,000 places"),
      (std::vector<WordEdit>{{'=', "give "}, {'-', "3,000"}, {'+', "30,000"}, {'=', " places"}}));
  EXPECT_EQ(WordDiff("94.8 billion.", "95.8 billion."),
            (std::vector<WordEdit>{{'-', "94.8"}, {'+', "95.8"}, {'=', " billion."}}));
}

TEST(WordDiff, ChineseIsComparedSignBySign) {
  EXPECT_THAT(WordDiff("增长三成", "下降三成"),
              ElementsAre(WordEdit{'-', "增长"}, WordEdit{'+', "下降"}, WordEdit{'=', "三成"}));
}

TEST(WordDiff, NeighbouringChangedWordsAreOneEdit) {
  EXPECT_THAT(WordDiff("a treaty was signed", "a treaty had failed"),
              ElementsAre(WordEdit{'=', "a treaty "}, WordEdit{'-', "was signed"},
                          WordEdit{'+', "had failed"}));
}

TEST(WordDiff, EqualTextsAreOneStretchAndEmptyOnesNone) {
  EXPECT_THAT(WordDiff("same", "same"), ElementsAre(WordEdit{'=', "same"}));
  EXPECT_TRUE(WordDiff("", "").empty());
  EXPECT_THAT(WordDiff("", "new"), ElementsAre(WordEdit{'+', "new"}));
  EXPECT_THAT(WordDiff("old", ""), ElementsAre(WordEdit{'-', "old"}));
}

TEST(WordDiff, GivesBothTextsBackByteForByte) {
  const std::string before = "Xi said:\n\n\"3,000  places\u00a0…\"\nПодписали договор.";
  const std::string after = "Wang said:\n\"30,000 places\"\n\nНе подписали договор!";
  const std::vector<WordEdit> edits = WordDiff(before, after);
  EXPECT_EQ(Joined(edits, '+'), before);
  EXPECT_EQ(Joined(edits, '-'), after);
}

TEST(WordDiff, LongTextsStayExactAndBounded) {
  std::string before;
  std::string after;
  for (int i = 0; i < 20'000; ++i) {
    before += "word" + std::to_string(i) + (i % 10 == 0 ? "\n" : " ");
    after += "word" + std::to_string(i % 777 == 0 ? i + 1 : i) + (i % 10 == 0 ? "\n" : " ");
  }
  const std::vector<WordEdit> edits = WordDiff(before, after);
  EXPECT_EQ(Joined(edits, '+'), before);
  EXPECT_EQ(Joined(edits, '-'), after);
  EXPECT_GT(edits.size(), 40U);
}

TEST(WordOverlap, CountsWordsAndNotMarks) {
  EXPECT_DOUBLE_EQ(WordOverlap("The treaty, signed.", "the treaty signed"), 1.0);
  EXPECT_DOUBLE_EQ(WordOverlap("treaty", "weather"), 0.0);
  EXPECT_GT(WordOverlap("六国元首签署条约", "六国元首未签署条约"), 0.6);
}

TEST(PairSentences, AMovedSentenceKeepsItsPartner) {
  EXPECT_THAT(
      PairSentences({"One is here.", "Two stays there."}, {"Two stays there.", "One is here."}),
      ElementsAre(std::pair(std::optional<std::size_t>(1), std::optional<std::size_t>(0)),
                  std::pair(std::optional<std::size_t>(0), std::optional<std::size_t>(1))));
}

TEST(PairSentences, AnEditedSentenceIsPairedAndNewAndGoneOnesStandAlone) {
  const auto pairs = PairSentences(
      {"Three centres were opened in Astana.", "Queues last three days."},
      {"Four centres were opened in Astana.", "Farmers near the river oppose the plan."});
  EXPECT_THAT(pairs,
              ElementsAre(std::pair(std::optional<std::size_t>(0), std::optional<std::size_t>(0)),
                          std::pair(std::optional<std::size_t>(), std::optional<std::size_t>(1)),
                          std::pair(std::optional<std::size_t>(1), std::optional<std::size_t>())));
}

}  // namespace
}  // namespace claimwatch
