#include "cli/alert_view.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::HasSubstr;

Alert SomeAlert() {
  Alert alert;
  alert.sequence = 17;
  alert.time = ParseTime("2025-06-20T04:12:09Z").value();
  alert.type = FindingType::kChangedFigure;
  alert.severity = Severity::kCritical;
  alert.source = "steppe";
  alert.version = 2;
  alert.record =
      Json::Parse(
          R"({"message":"changed_figure: 3,000 -> 30,000","event":{"reason":"counts the same thing, ten times as many"},
          "rule":{"id":"CW-FIG-001","name":"Figure differs from the baseline"},"url":{"full":"https://a.example/x"},
          "claimwatch":{"article":{"headline":"Leaders meet"},"finding":{"confidence":0.97},
          "evidence":{"sentence":{"text":"China gives 30,000 places.","start":10,"end":36,"paragraph":1},
          "baseline_sentence":{"text":"China gives 3,000 places.","start":5,"end":30,"paragraph":0},"signals":["counted=place"]},
          "figure":{"text":"30,000","start":22,"end":28,"value":30000,"comparator":"=","kind":"count","counted":"place"}}})")
          .value();
  return alert;
}

const Style kPlain(Colour::kNever);

TEST(AlertView, TheCardMarksTheChangedWordsOfTwoLikeSentences) {
  const std::string card = AlertCard(SomeAlert(), kPlain);
  EXPECT_THAT(card, HasSubstr("#17 critical changed_figure  Leaders meet"));
  EXPECT_THAT(card, HasSubstr("China gives [-3,000-]{+30,000+} places."));
  EXPECT_THAT(card, HasSubstr("counts the same thing, ten times as many"));
  EXPECT_THAT(card, HasSubstr("https://a.example/x"));
}

TEST(AlertView, TheExplanationNamesRuleSpansAndValues) {
  const std::string text = AlertExplanation(SomeAlert(), kPlain);
  EXPECT_THAT(text, HasSubstr("CW-FIG-001"));
  EXPECT_THAT(text, HasSubstr("bytes 10–36, paragraph 2"));
  EXPECT_THAT(text, HasSubstr("30,000 (= 30000 place)"));
  EXPECT_THAT(text, HasSubstr("counted=place"));
}

TEST(AlertView, AConfidenceHasNoMoreDigitsThanItMeans) {
  Alert alert = SomeAlert();
  alert.record.Edit("claimwatch").Edit("finding").Set("confidence", 0.6933333333333334);
  EXPECT_THAT(AlertExplanation(alert, kPlain), HasSubstr("confidence 0.69\n"));
}

TEST(AlertView, ADisclosureByTheDateAloneIsSaidToBeOne) {
  Alert alert = SomeAlert();
  alert.record.Edit("claimwatch")
      .Set("disclosure", Json::Of({{"status", "disclosed"}, {"date_modified_advanced", true}}));
  EXPECT_THAT(AlertExplanation(alert, kPlain),
              HasSubstr("disclosed: the page's own date of change moved"));
}

TEST(AlertView, AnOmissionShowsWhatIsGone) {
  Alert alert = SomeAlert();
  alert.record.Edit("claimwatch").Edit("evidence").Set("sentence", Json());
  EXPECT_THAT(AlertCard(alert, kPlain), HasSubstr("gone\n    China gives 3,000 places."));
}

TEST(AlertView, OfSentencesInOtherWordsOnlyTheFiguresAreMarked) {
  Alert alert = SomeAlert();
  Json& facts = alert.record.Edit("claimwatch");
  facts.Edit("evidence").Edit("sentence").Set("text", "Китай выделит 30 000 мест.");
  facts.Edit("figure").Set("text", "30 000");
  facts.Set("baseline_figure", Json::Of({{"text", "3,000"}}));
  const std::string card = AlertCard(alert, kPlain);
  EXPECT_THAT(card, HasSubstr("there\n    China gives [-3,000-] places.\n"));
  EXPECT_THAT(card, HasSubstr("here\n    Китай выделит {+30 000+} мест.\n"));
}

TEST(AlertView, TheLineNamesTheTypeOnce) {
  EXPECT_THAT(AlertLine(SomeAlert(), kPlain),
              HasSubstr("#17 critical changed_figure  3,000 -> 30,000\n"));
}

TEST(AlertView, TheLineIsOneLine) {
  Alert alert = SomeAlert();
  alert.record.Set("message", "a\nb\x1b[2J");
  const std::string line = AlertLine(alert, kPlain);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
}

TEST(AlertNumber, IsWhatTheListPrints) {
  EXPECT_EQ(*AlertNumber("17"), 17U);
  EXPECT_EQ(*AlertNumber("#17"), 17U);
}

TEST(AlertNumber, AnythingElseIsSaidToBeNone) {
  for (const char* text : {"", "#", "17x", "-1", "99999999999999999999999"}) {
    EXPECT_FALSE(AlertNumber(text).ok()) << text;
  }
}

TEST(AlertView, ASilencedFindingNamesItsReasonAndTheAlertThatSpeaksForIt) {
  const Json group = Json::Of({{"time", "2025-06-20T04:12:09Z"},
                               {"why", "the same change on 40 pages of a.example"},
                               {"host", "a.example"},
                               {"type", "new_claim"},
                               {"alert", 17},
                               {"sentence", "A new line\x1b[31m on every page."}});
  const std::string line = SilencedLine(group, kPlain);
  EXPECT_THAT(line, HasSubstr("the same change on 40 pages of a.example (alert #17)"));
  EXPECT_EQ(line.find('\x1b'), std::string::npos) << "others' text steers no terminal";
}

}  // namespace
}  // namespace claimwatch
