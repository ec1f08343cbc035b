#include "plugins/compare/blame.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

Article Text(std::vector<std::string> paragraphs) {
  Article article;
  article.paragraphs = std::move(paragraphs);
  return article;
}

// "sentence first gone" per row.
std::vector<std::string> Rows(const std::vector<Article>& versions) {
  std::vector<std::string> rows;
  for (const BlamedSentence& sentence : Blame(versions)) {
    rows.push_back(sentence.text + " " + std::to_string(sentence.first) + "-" +
                   (sentence.gone ? std::to_string(*sentence.gone) : ""));
  }
  return rows;
}

using ::testing::ElementsAre;

TEST(Blame, AChangedSentenceIsNewAndTheOldOneGone) {
  EXPECT_THAT(Rows({Text({"China gives 3,000 places.", "The treaty has 15 articles."}),
                    Text({"China gives 30,000 places.", "The treaty has 15 articles."})}),
              ElementsAre("China gives 3,000 places. 1-2", "China gives 30,000 places. 2-",
                          "The treaty has 15 articles. 1-"));
}

TEST(Blame, AddedAndRemovedSentencesCarryTheirVersions) {
  EXPECT_THAT(Rows({Text({"One stays here."}), Text({"One stays here.", "Two came later today."}),
                    Text({"One stays here."})}),
              ElementsAre("One stays here. 1-", "Two came later today. 2-3"));
}

TEST(Blame, AMovedSentenceIsNotNew) {
  EXPECT_THAT(
      Rows({Text({"First of all.", "Second of all.", "Third of all."}),
            Text({"Third of all.", "First of all.", "Second of all."})}),
      testing::UnorderedElementsAre("Third of all. 1-", "First of all. 1-", "Second of all. 1-"));
}

// Random histories: the living sentences are exactly the latest text, and "first" is the start of
// the last unbroken run of versions that have the sentence.
TEST(Blame, AgreesWithBruteForceOnRandomHistories) {
  const std::vector<std::string> pool = {"Leaders met in Astana.",
                                         "China gives 3,000 places.",
                                         "Trade passed 94.8 billion dollars.",
                                         "The treaty was signed by six.",
                                         "Wang Yi spoke to reporters.",
                                         "Sister cities exceeded one hundred."};
  std::mt19937 random(20250619);
  for (int round = 0; round < 300; ++round) {
    std::vector<Article> versions;
    for (int v = 0; v < 6; ++v) {
      std::vector<std::string> chosen;
      for (const std::string& sentence : pool) {
        if (random() % 3 != 0) {
          chosen.push_back(sentence);
        }
      }
      versions.push_back(Text(chosen));
    }
    std::vector<std::string> living;
    for (const BlamedSentence& sentence : Blame(versions)) {
      if (sentence.gone) {
        continue;
      }
      living.push_back(sentence.text);
      std::uint32_t first = 6;
      while (first > 1 && std::ranges::count(versions[first - 2].paragraphs, sentence.text) > 0) {
        --first;
      }
      EXPECT_EQ(sentence.first, first) << sentence.text;
    }
    EXPECT_EQ(living, versions.back().paragraphs);
  }
}

}  // namespace
}  // namespace claimwatch
