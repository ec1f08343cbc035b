// A configuration tried on the past.
#include "daemon/backtest.h"

#include <gmock/gmock.h>

#include "plugins/registry.h"
#include "storage/erasure.h"
#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

constexpr const char* kFirst = "http://herald.example/world/summit";
constexpr const char* kSecond = "http://herald.example/world/leaders";

// A desk that has seen two reports with falsified figures, one of them edited later.
class Backtesting : public ::testing::Test {
 protected:
  Backtesting() {
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss("http://herald.example/feed.xml",
                      RssOf({{kFirst, "Summit ends in Astana"}, {kSecond, "Six leaders meet"}}));
    desk_.site.SetHtml(kFirst, ArticlePage(kFirst, "Summit ends in Astana", SummitStory("30,000")));
    desk_.site.SetHtml(kSecond,
                       ArticlePage(kSecond, "Six leaders meet", SummitStory("3,000", "60")));
    desk_.Open();
    desk_.Settle();
    desk_.site.SetHtml(kFirst, ArticlePage(kFirst, "Summit ends in Astana", SummitStory("50,000")));
    desk_.Pass(std::chrono::hours(6));
    EXPECT_GT(desk_.alerts.size(), 1U);
  }

  BacktestReport Try(const Config& config, Time since = Time()) {
    const std::vector<Topic> topics =
        LoadTopics(config, desk_.store(), desk_.clock, *desk_.parser).value();
    const Registry plugins;
    return RunBacktest({config, topics, plugins, desk_.store()}, since, {}).value();
  }

  Desk desk_;
};

TEST_F(Backtesting, TheConfigurationInForceBringsBackTheLog) {
  const std::uint64_t alerts = desk_.store().GetStatus()->alerts;
  const BacktestReport report = Try(desk_.config);
  EXPECT_TRUE(report.NoDifference());
  EXPECT_EQ(report.same, desk_.alerts.size());
  EXPECT_EQ(report.versions, 3U);
  EXPECT_EQ(desk_.store().GetStatus()->alerts, alerts);
}

TEST_F(Backtesting, AlsoFromTheMiddleOn) {
  const BacktestReport report = Try(desk_.config, *ParseTime("2025-06-18T12:10:00Z"));
  EXPECT_EQ(report.versions, 1U);
  EXPECT_TRUE(report.NoDifference());
}

TEST_F(Backtesting, WhatIsErasedIsLeftOut) {
  ErasureOrder order;
  order.article_id = desk_.store().FindArticle(kFirst)->id;
  order.numbers = {2};
  order.reason = "a court said so";
  order.by = "anna";
  order.now = desk_.clock.Now();
  ASSERT_TRUE(desk_.store().Erase(order).ok());
  const BacktestReport report = Try(desk_.config);
  EXPECT_EQ(report.versions, 2U);
  EXPECT_THAT(report.dropped, IsEmpty());
}

TEST_F(Backtesting, ADisabledRuleDropsItsAlerts) {
  Config config = desk_.config;
  const std::string rule(desk_.alerts.front().record.At("rule.id").AsString());
  config.rules.disable = {rule};
  const BacktestReport report = Try(config);
  ASSERT_FALSE(report.dropped.empty());
  for (const Alert& alert : report.dropped) {
    EXPECT_EQ(alert.record.At("rule.id").AsString(), rule);
  }
  EXPECT_EQ(report.same + report.dropped.size(), desk_.alerts.size());
}

TEST_F(Backtesting, AnotherSeverityIsSaid) {
  Config config = desk_.config;
  const Alert& first = desk_.alerts.front();
  const Severity other = first.severity == Severity::kLow ? Severity::kHigh : Severity::kLow;
  config.rules.severity = {{std::string(first.record.At("rule.id").AsString()), other}};
  const BacktestReport report = Try(config);
  ASSERT_FALSE(report.moved.empty());
  EXPECT_EQ(report.moved.front().second.severity, other);
  // Of two findings on one claim the other one may be the graver now.
  EXPECT_EQ(report.dropped.size(), report.added.size());
}

TEST_F(Backtesting, WithoutATopicAllIsDroppedAndATopicOfAnotherNameIsNew) {
  Config config = desk_.config;
  config.topics.front().id = "other";
  const BacktestReport report = Try(config);
  EXPECT_EQ(report.dropped.size(), desk_.alerts.size());
  EXPECT_THAT(report.added, ::testing::Each(Field(&Alert::topic, "other")));
  EXPECT_FALSE(report.added.empty());
}

}  // namespace
}  // namespace claimwatch::testing
