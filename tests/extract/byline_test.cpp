#include "plugins/extract/byline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Byline, ALabelNamesWhatFollowsIt) {
  EXPECT_THAT(NamesInLine("By Ann Lee"), ElementsAre("Ann Lee"));
  EXPECT_THAT(NamesInLine("Von:\tAnn Lee\t,\tBo Chen"), ElementsAre("Ann Lee", "Bo Chen"));
  EXPECT_THAT(NamesInLine("Источник: Степной курьер"), ElementsAre("Степной курьер"));
}

TEST(Byline, BesideADateStandsWhoSigns) {
  EXPECT_THAT(NamesInLine("Ann Lee |\t05.04.2025 - 11:30"), ElementsAre("Ann Lee"));
  EXPECT_THAT(NamesInLine("Ann Lee | all rights"), IsEmpty());
}

TEST(Byline, WhatStandsBehindANameIsNoPartOfIt) {
  EXPECT_THAT(NamesInLine("By Ann Lee on Monday"), ElementsAre("Ann Lee"));
  EXPECT_THAT(NamesInLine("Von Ann Lee am Samstag"), ElementsAre("Ann Lee"));
  EXPECT_THAT(NamesInLine("By Ann Lee @annlee"), ElementsAre("Ann Lee"));
  EXPECT_THAT(NamesInLine("By Ann Lee, Ann Lee Ledger Staff"), ElementsAre("Ann Lee"));
  EXPECT_THAT(NamesInLine("By Ann, Ann Lee"), ElementsAre("Ann", "Ann Lee"));
}

TEST(Byline, NobodyIsNoName) {
  EXPECT_THAT(NamesInLine("By No Author"), IsEmpty());
  EXPECT_THAT(NamesInLine("By: Posted"), IsEmpty());
  EXPECT_THAT(NamesInLine("By May 5"), IsEmpty());
}

TEST(Byline, ASentenceIsNoByline) {
  EXPECT_THAT(NamesInText({"By 2030 the states want to double their trade, the minister said."}),
              IsEmpty());
  EXPECT_THAT(NamesInText({"By then the talks had ended"}), IsEmpty());
  EXPECT_THAT(NamesInText({"记者从会议上获悉，条约已经签署。"}), IsEmpty());
}

TEST(Byline, SignaturesAtTheEndsOfTheTextAreRead) {
  EXPECT_THAT(NamesInText({"By Ann Lee", "The leaders signed.", "They left."}),
              ElementsAre("Ann Lee"));
  EXPECT_THAT(NamesInText({"六国元首签署条约。（记者 周岚、陈一舟）"}),
              ElementsAre("周岚", "陈一舟"));
  EXPECT_THAT(NamesInText({"六国元首签署条约。（见习记者 周岚）"}), ElementsAre("周岚"));
  EXPECT_THAT(NamesInText({"They left.", "(Reporting by Ann Lee in Astana; editing by Cy Dent)"}),
              ElementsAre("Ann Lee"));
}

TEST(Byline, InTheMiddleOfTheTextNobodySigns) {
  EXPECT_THAT(NamesInText({"One.", "Two.", "Three.", "By Ann Lee", "Four.", "Five.", "Six."}),
              IsEmpty());
}

}  // namespace
}  // namespace claimwatch
