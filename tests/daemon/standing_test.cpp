#include "daemon/standing.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::HasSubstr;

const Time kNow = *ParseTime("2025-06-19T04:00:00Z");

PolitenessConfig Config() {
  PolitenessConfig config;
  config.backoff.jitter = 0;
  return config;
}

Outcome Status(int status) {
  Outcome outcome;
  outcome.status = status;
  outcome.words = std::to_string(status) + " " + std::string(StatusPhrase(status));
  return outcome;
}

// The waits after the same outcome again and again.
std::vector<Duration> Waits(const Outcome& outcome, int times) {
  std::vector<Duration> waits;
  Standing standing;
  for (int i = 0; i < times; ++i) {
    standing = After(standing, outcome, Config(), kNow, "k");
    waits.push_back(standing.not_before - kNow);
  }
  return waits;
}

TEST(Standing, NotFoundBacksOffFromAnHourToADay) {
  EXPECT_THAT(Waits(Status(404), 6),
              ::testing::ElementsAre(hours(1), hours(2), hours(4), hours(8), hours(16), hours(24)));
}

TEST(Standing, ForbiddenAndUnauthorizedStartAtFourHours) {
  for (const int status : {401, 402, 403, 451}) {
    EXPECT_THAT(Waits(Status(status), 4),
                ::testing::ElementsAre(hours(4), hours(8), hours(16), hours(24)))
        << status;
  }
}

TEST(Standing, ABare429BacksOffFromAnHour) {
  EXPECT_THAT(Waits(Status(429), 2), ::testing::ElementsAre(hours(1), hours(2)));
}

TEST(Standing, ServerErrorsFollowTheConfiguredBackoff) {
  EXPECT_THAT(Waits(Status(500), 3), ::testing::ElementsAre(minutes(5), minutes(10), minutes(20)));
  EXPECT_EQ(Waits(Status(502), 40).back(), hours(24));
}

TEST(Standing, RetryAfterIsWaitedOutUpToItsCap) {
  Outcome outcome = Status(429);
  outcome.retry_after = seconds(3600);
  const Standing standing = After({}, outcome, Config(), kNow, "k");
  EXPECT_EQ(standing.not_before, kNow + hours(1));
  EXPECT_EQ(standing.firmness, Firmness::kTheirs);
  EXPECT_THAT(standing.reason, HasSubstr("Retry-After"));
  outcome.status = 503;
  outcome.retry_after = hours(24 * 3650);
  EXPECT_EQ(After({}, outcome, Config(), kNow, "k").not_before, kNow + hours(24));
}

TEST(Standing, RetryAfterOnAnotherStatusIsIgnored) {
  Outcome outcome = Status(404);
  outcome.retry_after = seconds(1);
  EXPECT_EQ(After({}, outcome, Config(), kNow, "k").not_before, kNow + hours(1));
}

TEST(Standing, FreshnessIsAFloorTheServerSets) {
  Outcome outcome = Status(304);
  outcome.fresh_for = hours(1);
  const Standing standing = After({}, outcome, Config(), kNow, "k");
  EXPECT_EQ(standing.not_before, kNow + hours(1));
  EXPECT_EQ(standing.firmness, Firmness::kTheirs);
  outcome.fresh_for = days(300);
  EXPECT_EQ(After({}, outcome, Config(), kNow, "k").not_before, kNow + hours(24));
}

TEST(Standing, AGoodAnswerForgetsAllFailures) {
  Standing standing = After({}, Status(500), Config(), kNow, "k");
  standing = After(standing, Status(200), Config(), kNow, "k");
  EXPECT_EQ(standing.failures, 0);
  EXPECT_EQ(standing.last_error, "");
  EXPECT_FALSE(standing.failing_since);
  EXPECT_EQ(standing.not_before, Time{});
}

TEST(Standing, GoneIsForGood) {
  const Standing standing = After({}, Status(410), Config(), kNow, "k");
  EXPECT_TRUE(standing.retired);
  EXPECT_THAT(standing.reason, HasSubstr("410 Gone"));
}

TEST(Standing, ThirtyDaysOfFailuresAreGivenUpWithTheLastError) {
  Standing standing = After({}, Status(500), Config(), kNow, "k");
  for (int day = 1; day < 30; ++day) {
    standing = After(standing, Status(500), Config(), kNow + days(day), "k");
  }
  EXPECT_FALSE(standing.retired);
  Outcome refused;
  refused.fault = FetchFault::kConnect;
  refused.words = "connection refused";
  standing = After(standing, refused, Config(), kNow + days(30), "k");
  EXPECT_TRUE(standing.retired);
  EXPECT_THAT(standing.reason, AllOf(HasSubstr("30 days"), HasSubstr("connection refused")));
}

TEST(Standing, AClockThatLeapsAheadIsNoMonthOfFailures) {
  Standing standing = After({}, Status(500), Config(), kNow, "k");
  standing = After(standing, Status(500), Config(), kNow + days(5 * 365), "k");
  EXPECT_FALSE(standing.retired);
}

TEST(Standing, OurOwnBackoffMayBeOverriddenTheirWishMayNot) {
  EXPECT_EQ(After({}, Status(500), Config(), kNow, "k").firmness, Firmness::kOurs);
  Outcome page = Status(200);
  page.unusable = true;
  EXPECT_EQ(After({}, page, Config(), kNow, "k").firmness, Firmness::kOurs);
  for (const int status : {403, 404, 429}) {
    EXPECT_EQ(After({}, Status(status), Config(), kNow, "k").firmness, Firmness::kTheirs) << status;
  }
}

TEST(Standing, JitterOnlyLengthensAndDiffersByKey) {
  PolitenessConfig config;
  config.backoff.jitter = 0.2;
  const Time a = After({}, Status(500), config, kNow, "source/a").not_before;
  const Time b = After({}, Status(500), config, kNow, "source/b").not_before;
  EXPECT_NE(a, b);
  EXPECT_EQ(a, After({}, Status(500), config, kNow, "source/a").not_before);
  for (const Time time : {a, b}) {
    EXPECT_GE(time, kNow + minutes(5));
    EXPECT_LE(time, kNow + minutes(6));
  }
}

TEST(Standing, ACancelledRequestChangesNothing) {
  const Standing before = After({}, Status(404), Config(), kNow, "k");
  Outcome cancelled;
  cancelled.fault = FetchFault::kCancelled;
  const Standing after = After(before, cancelled, Config(), kNow + hours(9), "k");
  EXPECT_EQ(after.not_before, before.not_before);
  EXPECT_EQ(after.failures, 1);
}

TEST(Standing, SurvivesTheWayThroughJson) {
  Standing standing = After({}, Status(404), Config(), kNow, "k");
  standing = After(standing, Status(403), Config(), kNow + hours(1), "k");
  const Standing back = StandingFromJson(StandingJson(standing));
  EXPECT_EQ(back.failures, 2);
  EXPECT_EQ(back.last_status, 403);
  EXPECT_EQ(back.last_error, standing.last_error);
  EXPECT_EQ(back.failing_since, standing.failing_since);
  EXPECT_EQ(back.not_before, standing.not_before);
  EXPECT_EQ(back.firmness, standing.firmness);
  EXPECT_EQ(back.reason, standing.reason);
  EXPECT_EQ(StandingFromJson(Json("nonsense")).failures, 0);
}

TEST(Outcome, NamesWhatHappenedInWordsWithoutTheAddress) {
  Fetched fetched;
  fetched.page.status = 404;
  EXPECT_EQ(OutcomeOf(fetched).words, "404 Not Found");
  fetched.page.status = 403;
  fetched.page.headers = {{"cf-mitigated", "challenge"}};
  EXPECT_EQ(OutcomeOf(fetched).words, "403 Forbidden (bot challenge)");
  fetched.fault = FetchFault::kConnect;
  fetched.error = "fetch http://x/: connection refused\x1b[31m" + std::string(500, 'y');
  EXPECT_THAT(OutcomeOf(fetched).words,
              AllOf(::testing::StartsWith("connection refused"), HasSubstr("\\x1b")));
  EXPECT_LE(OutcomeOf(fetched).words.size(), 210U);
}

}  // namespace
}  // namespace claimwatch
