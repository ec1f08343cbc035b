#include "plugins/extract/text_facts.h"

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(TextFacts, CountsSentencesInAnyScript) {
  EXPECT_EQ(CountText("One. Two! Three?").sentence_ends, 3U);
  EXPECT_EQ(CountText("Trade grew by 3.5 percent to 1.2 billion").sentence_ends, 0U);
}

TEST(TextFacts, KnowsHowATextEnds) {
  EXPECT_TRUE(CountText("He said \"yes.\"").ends_sentence);
  EXPECT_FALSE(CountText("Summit ends in Astana").ends_sentence);
  EXPECT_TRUE(CountText("The list:").ends_colon);
}

TEST(TextFacts, CountsWordsAndDigits) {
  const TextFacts facts = CountText("The leaders' 3,000 places");
  EXPECT_EQ(facts.digits, 4U);
  EXPECT_EQ(facts.upper, 1U);
  EXPECT_EQ(CountText("六国元首").words, 2U);
}

TEST(TextFacts, ProseIsASentenceOfSomeLength) {
  EXPECT_TRUE(
      CountText("The six leaders signed a treaty in the capital on Tuesday, officials said.")
          .IsProse());
  EXPECT_FALSE(CountText("Read more.").IsProse());
  EXPECT_FALSE(CountText("Home World Business Sport Opinion Culture Weather Video Photo Shop Jobs "
                         "Archive Contact")
                   .IsProse());
}

TEST(TextFacts, NothingHasNoFacts) {
  const TextFacts facts = CountText("");
  EXPECT_EQ(facts.words, 0U);
  EXPECT_FALSE(facts.ends_sentence);
}

}  // namespace
}  // namespace claimwatch
