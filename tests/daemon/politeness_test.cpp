#include "daemon/politeness.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::HasSubstr;

Url At(const std::string& text) {
  return Url::Parse(text).Take();
}

Outcome Status(int status, std::optional<Duration> retry_after = std::nullopt) {
  Outcome outcome;
  outcome.status = status;
  outcome.retry_after = retry_after;
  return outcome;
}

Outcome Refused() {
  Outcome outcome;
  outcome.fault = FetchFault::kConnect;
  outcome.words = "connection refused";
  return outcome;
}

class PolitenessTest : public ::testing::Test {
 protected:
  PolitenessTest() { config_.backoff.jitter = 0; }

  Politeness Make() { return Politeness(config_, clock_); }

  void Ask(Politeness& politeness, const std::string& url, const Outcome& outcome) {
    politeness.Started(At(url));
    politeness.Ended(At(url), outcome);
  }

  PolitenessConfig config_;
  ManualClock clock_{*ParseTime("2025-06-19T04:00:00Z")};
};

TEST_F(PolitenessTest, ThreeHundredFeedsOnOneHostNeverExceedTheRateInAnyWindow) {
  Politeness politeness = Make();
  std::vector<Duration> starts;
  for (int second = 0; second < 1800; ++second) {
    const Url url = At("http://feeds.example.org/" + std::to_string(second % 300));
    if (politeness.MayAsk(url).Now()) {
      politeness.Started(url);
      politeness.Ended(url, Status(200));
      starts.push_back(clock_.Steady());
    }
    clock_.Advance(seconds(1));
  }
  EXPECT_GE(starts.size(), 170U) << "the allowance is used";
  for (std::size_t i = 6; i < starts.size(); ++i) {
    EXPECT_GE(starts[i] - starts[i - 6], minutes(1));
  }
}

TEST_F(PolitenessTest, TheWaitItNamesIsExactlyEnough) {
  Politeness politeness = Make();
  for (int i = 0; i < 20; ++i) {
    const Permission permission = politeness.MayAsk(At("http://a.example.org/"));
    clock_.Advance(permission.wait);
    ASSERT_TRUE(politeness.MayAsk(At("http://a.example.org/")).Now()) << permission.reason;
    Ask(politeness, "http://a.example.org/", Status(200));
  }
  EXPECT_GE(clock_.Steady(), minutes(3));
  EXPECT_LE(clock_.Steady(), minutes(4));
}

TEST_F(PolitenessTest, RequestsToOneSiteAreASecondApart) {
  Politeness politeness = Make();
  Ask(politeness, "http://www.bbc.co.uk/a", Status(200));
  const Permission permission = politeness.MayAsk(At("https://feeds.bbc.co.uk/b"));
  EXPECT_EQ(permission.wait, seconds(1));
  EXPECT_THAT(permission.reason, HasSubstr("bbc.co.uk"));
  EXPECT_TRUE(politeness.MayAsk(At("https://itv.co.uk/b")).Now()) << "co.uk is no site";
}

TEST_F(PolitenessTest, OneRequestAtATimePerSite) {
  Politeness politeness = Make();
  politeness.Started(At("http://a.example.org/1"));
  clock_.Advance(minutes(2));
  EXPECT_THAT(politeness.MayAsk(At("http://b.example.org/2")).reason, HasSubstr("under way"));
  politeness.Ended(At("http://a.example.org/1"), Status(200));
  EXPECT_TRUE(politeness.MayAsk(At("http://b.example.org/2")).Now());
}

TEST_F(PolitenessTest, A429WithRetryAfterSilencesTheWholeSiteForItsTime) {
  Politeness politeness = Make();
  Ask(politeness, "http://a.example.org/1", Status(429, seconds(3600)));
  const Permission permission = politeness.MayAsk(At("http://b.example.org/2"));
  EXPECT_EQ(permission.wait, hours(1));
  EXPECT_THAT(permission.reason,
              AllOf(HasSubstr("example.org"), HasSubstr("429"), HasSubstr("Retry-After")));
  EXPECT_TRUE(politeness.MayAsk(At("http://other.example/")).Now());
  clock_.Advance(hours(1) - seconds(1));
  EXPECT_FALSE(politeness.MayAsk(At("http://b.example.org/2")).Now());
  clock_.Advance(seconds(1));
  EXPECT_TRUE(politeness.MayAsk(At("http://b.example.org/2")).Now());
}

TEST_F(PolitenessTest, A429ThatAsksForNoWaitIsBelievedOnceForAMinute) {
  Politeness politeness = Make();
  Ask(politeness, "http://a.example.org/", Status(429, seconds(0)));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, minutes(1));
  clock_.Advance(minutes(1));
  for (const int expected : {2, 4}) {
    Ask(politeness, "http://a.example.org/", Status(429, seconds(1)));
    EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, hours(expected));
    clock_.Advance(hours(expected));
  }
}

TEST_F(PolitenessTest, RetryAfterIsCappedByTheConfiguration) {
  Politeness politeness = Make();
  Ask(politeness, "http://a.example.org/", Status(503, hours(24 * 3650)));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, hours(24));
}

TEST_F(PolitenessTest, Bare429sDoubleFromAnHourUntilSomethingGoodComes) {
  Politeness politeness = Make();
  for (const int expected : {1, 2, 4, 8, 16, 24, 24}) {
    Ask(politeness, "http://a.example.org/", Status(429));
    EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, hours(expected));
    clock_.Advance(hours(expected));
  }
  Ask(politeness, "http://a.example.org/", Status(200));
  clock_.Advance(minutes(1));
  Ask(politeness, "http://a.example.org/", Status(429));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, hours(1));
}

TEST_F(PolitenessTest, ABurstOf403sSlowsTheWholeSite) {
  Politeness politeness = Make();
  for (int i = 0; i < 2; ++i) {
    Ask(politeness, "http://a.example.org/" + std::to_string(i), Status(403));
    clock_.Advance(minutes(1));
  }
  EXPECT_TRUE(politeness.MayAsk(At("http://a.example.org/x")).Now()) << "one closed page is no ban";
  Ask(politeness, "http://a.example.org/3", Status(403));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/x")).wait, hours(1));
  EXPECT_THAT(politeness.MayAsk(At("http://a.example.org/x")).reason, HasSubstr("403"));
}

TEST_F(PolitenessTest, ADeadHostIsLeftAloneAndItsNeighboursAreNot) {
  Politeness politeness = Make();
  for (int i = 0; i < 3; ++i) {
    Ask(politeness, "http://dead.example.org/", Refused());
    clock_.Advance(minutes(1));
  }
  const Permission permission = politeness.MayAsk(At("http://dead.example.org/"));
  EXPECT_EQ(permission.wait, minutes(4));
  EXPECT_THAT(permission.reason, HasSubstr("connection refused"));
  EXPECT_TRUE(politeness.MayAsk(At("http://alive.example.org/")).Now());
}

TEST_F(PolitenessTest, OneRequestTriesADeadHostAndItsSuccessOpensIt) {
  config_.per_host_parallel = 5;
  Politeness politeness = Make();
  for (int i = 0; i < 3; ++i) {
    Ask(politeness, "http://dead.example.org/", Refused());
  }
  clock_.Advance(minutes(5));
  ASSERT_TRUE(politeness.MayAsk(At("http://dead.example.org/")).Now());
  politeness.Started(At("http://dead.example.org/"));
  clock_.Advance(minutes(1));
  EXPECT_THAT(politeness.MayAsk(At("http://dead.example.org/")).reason,
              HasSubstr("one request tries it"));
  politeness.Ended(At("http://dead.example.org/"), Status(200));
  EXPECT_TRUE(politeness.MayAsk(At("http://dead.example.org/")).Now());
}

TEST_F(PolitenessTest, AFailedTryDoublesTheWait) {
  Politeness politeness = Make();
  for (int i = 0; i < 4; ++i) {
    Ask(politeness, "http://dead.example.org/", Refused());
  }
  EXPECT_EQ(politeness.MayAsk(At("http://dead.example.org/")).wait, minutes(10));
}

TEST_F(PolitenessTest, CrawlDelayIsGrantedUpToThirtySeconds) {
  Politeness politeness = Make();
  politeness.SetCrawlDelay(At("http://a.example.org/"), seconds(20));
  Ask(politeness, "http://a.example.org/", Status(200));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, seconds(20));
  politeness.SetCrawlDelay(At("http://a.example.org/"), hours(9));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, seconds(30));
}

TEST_F(PolitenessTest, ARestartForgetsNeitherSilenceNorTheWindow) {
  Politeness before = Make();
  for (int i = 0; i < 6; ++i) {
    Ask(before, "http://a.example.org/", Status(200));
    clock_.Advance(seconds(2));
  }
  Ask(before, "http://b.example.net/", Status(429, seconds(600)));
  EXPECT_THAT(before.TakeChanged(), ::testing::ElementsAre("example.net", "example.org"));
  Politeness after = Make();
  after.Restore("example.org", before.State("example.org"));
  after.Restore("example.net", before.State("example.net"));
  EXPECT_EQ(after.MayAsk(At("http://a.example.org/")).wait, seconds(48));
  EXPECT_EQ(after.MayAsk(At("http://b.example.net/")).wait, seconds(600));
  EXPECT_THAT(after.MayAsk(At("http://b.example.net/")).reason, HasSubstr("429"));
}

TEST_F(PolitenessTest, AJumpOfWallTimeMovesNoWait) {
  Politeness politeness = Make();
  Ask(politeness, "http://a.example.org/", Status(429, seconds(600)));
  clock_.Jump(hours(5));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, seconds(600));
  clock_.Jump(-hours(50));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, seconds(600));
}

TEST_F(PolitenessTest, SitesWithoutAPastAreForgottenOnceThereAreMany) {
  Politeness politeness = Make();
  Ask(politeness, "http://banned.example/", Status(429));
  Ask(politeness, "http://slow.example/", Status(200));
  politeness.SetCrawlDelay(At("http://slow.example/"), seconds(20));
  for (int i = 0; i < 5000; ++i) {
    Ask(politeness, "http://site" + std::to_string(i) + ".example/", Status(200));
    clock_.Advance(seconds(30));
    if (i % 100 == 0) {
      politeness.TakeChanged();
    }
  }
  politeness.TakeChanged();
  EXPECT_TRUE(politeness.State("site7.example").IsNull()) << "its record can go";
  EXPECT_FALSE(politeness.State("banned.example").IsNull());
  EXPECT_FALSE(politeness.State("slow.example").IsNull());
  Ask(politeness, "http://slow.example/", Status(200));
  EXPECT_EQ(politeness.MayAsk(At("http://slow.example/")).wait, seconds(20));
}

TEST_F(PolitenessTest, AFastRateIsNotHeldBackByTheSecondOfSpacing) {
  config_.per_host_rate = {100, seconds(1)};
  Politeness politeness = Make();
  Ask(politeness, "http://a.example.org/", Status(200));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, std::chrono::milliseconds(10));
}

TEST_F(PolitenessTest, ARefusalOfOursSaysNothingAboutTheHost) {
  Politeness politeness = Make();
  Outcome refused;
  refused.fault = FetchFault::kRefused;
  for (int i = 0; i < 5; ++i) {
    Ask(politeness, "http://a.example.org/", refused);
    clock_.Advance(minutes(1));
  }
  EXPECT_TRUE(politeness.MayAsk(At("http://a.example.org/")).Now());
}

TEST_F(PolitenessTest, AProbeThatTheGuardRefusesIsNotTheLastOne) {
  Politeness politeness = Make();
  const std::string url = "http://a.example.org/";
  for (int i = 0; i < 3; ++i) {
    Ask(politeness, url, Refused());
  }
  clock_.Advance(hours(1));
  Outcome by_guard;
  by_guard.fault = FetchFault::kRefused;
  Ask(politeness, url, by_guard);
  clock_.Advance(hours(1));
  EXPECT_TRUE(politeness.MayAsk(At(url)).Now()) << politeness.MayAsk(At(url)).reason;
}

TEST_F(PolitenessTest, ACrawlDelayThatIsTakenAwayCountsNoLonger) {
  Politeness politeness = Make();
  politeness.SetCrawlDelay(At("http://a.example.org/"), seconds(20));
  politeness.SetCrawlDelay(At("http://www.a.example.org/"), Duration::zero());
  Ask(politeness, "http://a.example.org/", Status(200));
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, seconds(20))
      << "another host of the site says nothing of this one";
  politeness.SetCrawlDelay(At("http://a.example.org/"), Duration::zero());
  EXPECT_EQ(politeness.MayAsk(At("http://a.example.org/")).wait, seconds(1));
}

}  // namespace
}  // namespace claimwatch
