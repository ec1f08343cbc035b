#include "plugins/extract/phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::ElementsAre;

TEST(Phrases, EachIsFoundWhereverItStands) {
  PhraseSet phrases;
  EXPECT_EQ(phrases.Add("log in"), 0U);
  EXPECT_EQ(phrases.Add("log in to read"), 1U);
  EXPECT_EQ(phrases.Add("注册"), 2U);
  EXPECT_EQ(phrases.Add("day"), 3U);
  EXPECT_THAT(phrases.FoundIn("please log in today"), ElementsAre(true, false, false, true));
  EXPECT_THAT(phrases.FoundIn("请注册"), ElementsAre(false, false, true, false));
  EXPECT_THAT(phrases.FoundIn("lo"), ElementsAre(false, false, false, false));
  EXPECT_THAT(phrases.FoundIn(""), ElementsAre(false, false, false, false));
}

TEST(Phrases, TheSamePhraseHasOneNumber) {
  PhraseSet phrases;
  EXPECT_EQ(phrases.Add("log in"), phrases.Add("log in"));
  EXPECT_EQ(phrases[0], "log in");
}

}  // namespace
}  // namespace claimwatch
