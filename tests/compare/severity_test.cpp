#include "plugins/compare/severity.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

Figure Amount(long value, std::string_view unit = "") {
  Figure figure;
  figure.value = Decimal(value);
  figure.unit = unit;
  return figure;
}

Finding Changed(long before, long now) {
  Finding finding;
  finding.type = FindingType::kChangedFigure;
  finding.confidence = 1;
  finding.sentence = {"The centres will train 3,000 people.", {0, 36}, 5};
  finding.figure = Amount(now);
  finding.other_figure = Amount(before);
  return finding;
}

double Score(Finding finding) {
  Grade(finding);
  return finding.score;
}

TEST(Severity, AnAccusationWeighsMoreThanNews) {
  Finding news = Changed(100, 120);
  news.type = FindingType::kNewFigure;
  news.other_figure.reset();
  EXPECT_GT(Score(Changed(100, 120)), Score(news));
}

TEST(Severity, ALargerChangeWeighsMore) {
  EXPECT_GT(Score(Changed(100, 1'000)), Score(Changed(100, 150)));
  EXPECT_GT(Score(Changed(100, 150)), Score(Changed(100, 101)));
}

TEST(Severity, ATurnedSignWeighsMost) {
  EXPECT_GT(Score(Changed(5, -5)), Score(Changed(5, 6)));
}

TEST(Severity, WhatABoundAllowsIsLowHoweverFarItIs) {
  Finding allowed = Changed(80, 400);
  allowed.other_figure->comparator = Comparator::kMore;
  allowed.signals.emplace_back("verdict=beyond_suggestion");
  Finding raised = allowed;  // "more than 400": the bound itself is another
  raised.figure->comparator = Comparator::kMore;
  Grade(allowed);
  Grade(raised);
  EXPECT_EQ(allowed.severity, Severity::kLow);
  EXPECT_EQ(raised.severity, Severity::kCritical);
}

TEST(Severity, TheLeadWeighsMoreThanTheRest) {
  Finding lead = Changed(100, 150);
  lead.sentence.paragraph = 0;
  EXPECT_GT(Score(lead), Score(Changed(100, 150)));
}

TEST(Severity, WhatIsHardlyCheckableWeighsLess) {
  Finding vague = Changed(100, 150);
  vague.confidence = 0.2;
  EXPECT_LT(Score(vague), Score(Changed(100, 150)));
}

TEST(Severity, ASecondIndependentOutletWeighsMore) {
  Finding confirmed = Changed(100, 101);
  confirmed.signals.emplace_back("independent=2");
  EXPECT_GT(Score(confirmed), Score(Changed(100, 101)));
}

TEST(Severity, AMorePreciseFigureIsLow) {
  Finding precise = Changed(100, 110);
  precise.type = FindingType::kMorePrecise;
  Grade(precise);
  EXPECT_EQ(precise.severity, Severity::kLow);
}

TEST(Severity, GradingAgainChangesNothing) {
  Finding once = Changed(100, 1'000);
  Grade(once);
  Finding twice = once;
  Grade(twice);
  EXPECT_EQ(twice.score, once.score);
  EXPECT_EQ(twice.severity, once.severity);
  EXPECT_EQ(twice.signals, once.signals);
}

}  // namespace
}  // namespace claimwatch
