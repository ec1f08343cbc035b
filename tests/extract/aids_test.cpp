#include "plugins/extract/aids.h"

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(ReadingAids, ATimeToReadIsOneInManyForms) {
  EXPECT_TRUE(IsReadingAid("12 min read"));
  EXPECT_TRUE(IsReadingAid("Reading time: 3 minutes"));
  EXPECT_TRUE(IsReadingAid("Temps de lecture : 4 min."));
  EXPECT_TRUE(IsReadingAid("Время чтения: 5 мин."));
  EXPECT_TRUE(IsReadingAid("阅读时间：7分钟"));
}

TEST(ReadingAids, AnAskToShareIsOne) {
  EXPECT_TRUE(IsReadingAid("Sharing is caring!"));
  EXPECT_TRUE(IsReadingAid("Поделиться"));
}

TEST(ReadingAids, WhatIsLeftForThoseWhoPayIsOne) {
  EXPECT_TRUE(IsReadingAid("Il vous reste 57.09% de cet article à lire."));
}

TEST(Credits, NameThoseWhoWorkedOnIt) {
  EXPECT_TRUE(IsCredit("(Reporting by Ann Lee in Astana; editing by Cy Dent)"));
  EXPECT_TRUE(IsCredit("— Additional reporting by Bo Roe"));
  EXPECT_TRUE(IsCredit("Harbour News writer Bo Roe in Astana contributed to this report."));
  EXPECT_FALSE(IsCredit("Reporting by the Courier had found that the line lost its passengers."));
  EXPECT_FALSE(IsCredit("Reporting by Ann Lee was cited by 35 Courts"));
  EXPECT_FALSE(IsCredit("Bo Roe contributed 300 crowns."));
  EXPECT_FALSE(IsCredit(""));
}

TEST(Marks, AreOfOwnersAndOfMachines) {
  EXPECT_TRUE(IsMark("© Harbour Agency, ha:230428-99-483045/5"));
  EXPECT_TRUE(IsMark("(END) Updated 2025-09-01T09:20:00Z | Job No. 90214"));
  EXPECT_FALSE(IsMark("The letter of 2025-09-01 was read aloud."));
  EXPECT_FALSE(IsMark("2025-09-01T09:2"));
  EXPECT_FALSE(IsMark(""));
}

TEST(ReadingAids, ASentenceThatSpeaksOfEitherIsNone) {
  EXPECT_FALSE(IsReadingAid("The letter is a 12 min read, the minister said."));
  EXPECT_FALSE(IsReadingAid("Share of votes: 12"));
  EXPECT_FALSE(IsReadingAid(""));
}

}  // namespace
}  // namespace claimwatch
