#include "plugins/extract/shingles.h"

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(Shingles, CoverIsTheShareOfRunsThatAreInTheOtherText) {
  const ShingleSet set("the six leaders signed a treaty in the capital", 3);
  EXPECT_DOUBLE_EQ(set.Cover("Six leaders signed a treaty"), 1.0);
  EXPECT_DOUBLE_EQ(set.Cover("leaders signed a paper"), 0.5);
  EXPECT_DOUBLE_EQ(set.Cover("nothing of this is there"), 0.0);
  EXPECT_DOUBLE_EQ(set.Cover(""), 0.0);
}

TEST(Shingles, PunctuationAndMarkupOfTheWordsDoNotCount) {
  const ShingleSet set("\"Trade,\" he said, grew", 3);
  EXPECT_DOUBLE_EQ(set.Cover("trade he said grew"), 1.0);
}

TEST(Shingles, AChineseCharacterIsAWord) {
  EXPECT_EQ(TextWordHashes("六国元首").size(), 4U);
  EXPECT_EQ(TextWordHashes("two words").size(), 2U);
}

TEST(Shingles, AlikeTextsAreNearOne) {
  const ShingleSet title("Summit ends in Astana", 1);
  EXPECT_DOUBLE_EQ(title.Alike("summit ends in astana"), 1.0);
  EXPECT_DOUBLE_EQ(title.Alike("Library vote"), 0.0);
  EXPECT_GT(title.Alike("Summit ends in Astana today"), 0.7);
}

TEST(Shingles, AnEmptySetCoversNothing) {
  const ShingleSet set;
  EXPECT_TRUE(set.empty());
  EXPECT_DOUBLE_EQ(set.Cover("words"), 0.0);
}

}  // namespace
}  // namespace claimwatch
