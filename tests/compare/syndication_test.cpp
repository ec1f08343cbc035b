#include "plugins/compare/syndication.h"

#include <string>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

const std::string kReport =
    "Leaders of six states signed a treaty on Tuesday after two days of talks in the capital. The "
    "document turns the principle of lasting friendship into law, the ministry said. Parliament "
    "will "
    "vote on it in autumn. A railway to the border is to open in three years, and each side will "
    "pay "
    "for its own part of the line.";

TEST(Syndication, ACopyWithAnotherBeginningIsACopy) {
  EXPECT_TRUE(AreSyndicated(kReport, "ALMATY (own report) - A pact is done. " + kReport));
}

TEST(Syndication, AThirdOfAReportIsACopy) {
  EXPECT_TRUE(AreSyndicated(kReport, kReport.substr(0, kReport.size() / 3)));
}

TEST(Syndication, AnotherReportOnTheSameIsNone) {
  EXPECT_FALSE(AreSyndicated(
      kReport,
      "Six presidents put their names to a pact this week. According to the ministry it makes "
      "friendship binding. Lawmakers take it up after the summer, and the new line to the border "
      "should carry trains within three years, with the cost shared."));
}

TEST(Syndication, AQuotedSentenceMakesNoCopy) {
  EXPECT_FALSE(AreSyndicated(kReport,
                             "Farmers near the frontier have other worries, from water to seed "
                             "prices, and few of them had "
                             "heard of the treaty. Parliament will vote on it in autumn. What "
                             "counts here is whether lorries "
                             "still wait for days at the gate, says one of them, who sells apples "
                             "and has lost half of this "
                             "year's harvest in the queue."));
}

TEST(Syndication, ChineseTextsAreComparedBySigns) {
  const std::string report = "六国元首周二签署条约，外交部表示该文件以法律形式确立世代友好的原则。";
  EXPECT_TRUE(AreSyndicated(report, "本报讯 " + report));
  EXPECT_FALSE(AreSyndicated(report, "农民更关心水费和种子价格，很少有人听说过这份文件的内容。"));
}

TEST(Syndication, EmptyTextsAreNobodysCopies) {
  EXPECT_FALSE(AreSyndicated("", ""));
  EXPECT_FALSE(AreSyndicated(kReport, "Treaty signed."));
}

}  // namespace
}  // namespace claimwatch
