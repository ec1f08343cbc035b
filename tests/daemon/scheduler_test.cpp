#include "daemon/scheduler.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

SourceConfig Source(std::string id, std::string url, Duration interval = minutes(15)) {
  SourceConfig source;
  source.id = std::move(id);
  source.url = std::move(url);
  source.interval = interval;
  return source;
}

Answer Answered(int status, Time when, std::string url = "http://a.example/feed") {
  Answer answer;
  answer.outcome.status = status;
  answer.outcome.words = std::to_string(status) + " " + std::string(StatusPhrase(status));
  answer.given.etag = "\"e\"";
  answer.given.url = url;
  answer.given.full_since = when;
  answer.final_url = std::move(url);
  answer.when = when;
  return answer;
}

class SchedulerTest : public ::testing::Test {
 protected:
  SchedulerTest() {
    politeness_.backoff.jitter = 0;
    scheduler_ = Make();
    scheduler_->SetSources({Source("a", "http://a.example/feed")});
  }

  std::unique_ptr<Scheduler> Make() {
    return std::make_unique<Scheduler>(politeness_, RecheckConfig(), clock_);
  }

  Answer Good(int status = 200) { return Answered(status, clock_.Now()); }

  // Takes the one errand that is due and reports `answer`.
  SourceVerdict Poll(const Answer& answer, const SourceNews& news = {}) {
    const std::vector<Errand> due = scheduler_->TakeDue(9);
    EXPECT_THAT(due, SizeIs(1U));
    return due.empty() ? SourceVerdict::kNothing
                       : scheduler_->SourceAnswered(due[0].key, answer, news);
  }

  Duration Next() { return scheduler_->NextIn().value_or(Duration::max()); }

  std::string Why(const std::string& key = "source/a") {
    return std::string(scheduler_->Explain(key)["why"].AsString());
  }

  PolitenessConfig politeness_;
  ManualClock clock_{*ParseTime("2025-06-19T04:00:00Z")};
  std::unique_ptr<Scheduler> scheduler_;
};

TEST_F(SchedulerTest, AFewNewSourcesAreAskedAtOnceAndWithoutValidators) {
  const std::vector<Errand> due = scheduler_->TakeDue(9);
  ASSERT_THAT(due, SizeIs(1U));
  EXPECT_EQ(due[0].key, "source/a");
  EXPECT_EQ(due[0].url, "http://a.example/feed");
  EXPECT_TRUE(due[0].validators.empty());
  EXPECT_THAT(scheduler_->TakeDue(9), IsEmpty()) << "it is out";
  EXPECT_EQ(scheduler_->Out(), 1U);
}

TEST_F(SchedulerTest, TheNextPollIsTheIntervalAwayGiveOrTakeFivePercent) {
  Poll(Good());
  EXPECT_GE(Next(), minutes(15) * 95 / 100);
  EXPECT_LE(Next(), minutes(15) * 105 / 100);
  EXPECT_THAT(Why(), HasSubstr("interval 15m"));
}

// Our parser was killed, the disk was full: the feed is well and is asked again as ever, without
// the validators of an answer that nobody read.
TEST_F(SchedulerTest, AFailureOfOursIsNoneOfTheSources) {
  SourceNews news;
  news.accepted = false;
  news.ours = true;
  Poll(Good(), news);
  EXPECT_LE(Next(), minutes(15) * 105 / 100);
  EXPECT_EQ(scheduler_->Explain("source/a")["failures"].AsInt(), 0);
  clock_.Advance(Next());
  const std::vector<Errand> due = scheduler_->TakeDue(9);
  ASSERT_THAT(due, SizeIs(1U));
  EXPECT_TRUE(due[0].validators.empty());
}

TEST_F(SchedulerTest, ValidatorsComeBackWithTheNextErrand) {
  Poll(Good());
  clock_.Advance(Next());
  const std::vector<Errand> due = scheduler_->TakeDue(9);
  ASSERT_THAT(due, SizeIs(1U));
  EXPECT_EQ(due[0].validators.etag, "\"e\"");
}

TEST_F(SchedulerTest, OnceADayTheWholeBodyIsAskedFor) {
  Poll(Good());
  for (int i = 0; i < 200 && clock_.Steady() < hours(25); ++i) {
    clock_.Advance(Next());
    const std::vector<Errand> due = scheduler_->TakeDue(9);
    ASSERT_THAT(due, SizeIs(1U));
    if (due[0].validators.empty()) {
      EXPECT_GT(clock_.Steady(), hours(24));
      return;
    }
    scheduler_->SourceAnswered("source/a", Good(304), {});
  }
  FAIL() << "a server with a constant ETag would never be found out";
}

TEST_F(SchedulerTest, ErrorsAndUnreadableAnswersKeepTheValidators) {
  Poll(Good());
  for (const int status : {500, 200}) {
    clock_.Advance(Next());
    SourceNews news;
    news.accepted = false;
    Answer answer = Good(status);
    answer.given.etag = "\"other\"";
    Poll(answer, news);
  }
  clock_.Advance(Next());
  EXPECT_EQ(scheduler_->TakeDue(1).at(0).validators.etag, "\"e\"");
}

TEST_F(SchedulerTest, ServerFloorsLengthenAndSayWhy) {
  Answer fresh = Good();
  fresh.outcome.fresh_for = hours(2);
  Poll(fresh);
  EXPECT_GE(Next(), hours(2));
  EXPECT_LE(Next(), hours(2) + minutes(6));
  EXPECT_THAT(Why(), HasSubstr("fresh for 2h"));
}

TEST_F(SchedulerTest, AShortMaxAgeDoesNotShortenTheInterval) {
  Answer fresh = Good();
  fresh.outcome.fresh_for = seconds(10);
  Poll(fresh);
  EXPECT_GE(Next(), minutes(14));
}

TEST_F(SchedulerTest, TtlIsAFloorOfAtMostADay) {
  SourceNews news;
  news.ttl = hours(1);
  Poll(Good(), news);
  EXPECT_EQ(Next(), hours(1));
  EXPECT_THAT(Why(), HasSubstr("ttl"));
  clock_.Advance(Next());
  news.ttl = days(30);
  Poll(Good(), news);
  EXPECT_EQ(Next(), hours(24));
}

TEST_F(SchedulerTest, SkippedHoursAndDaysAreLeftOut) {
  SourceNews news;
  news.skip_hours = {4, 5, 6};  // it is 04:00 GMT
  Poll(Good(), news);
  EXPECT_EQ(clock_.Now() + Next(), *ParseTime("2025-06-19T07:00:00Z"));
  clock_.Advance(Next());
  news.skip_hours.clear();
  news.skip_days = {4};  // a Thursday
  Poll(Good(), news);
  EXPECT_GE(clock_.Now() + Next(), *ParseTime("2025-06-20T00:00:00Z"));
}

TEST_F(SchedulerTest, EverythingSkippedStillMeansOnceADay) {
  SourceNews news;
  for (int hour = 0; hour < 24; ++hour) {
    news.skip_hours.push_back(hour);
  }
  Poll(Good(), news);
  EXPECT_LE(Next(), hours(25));
}

TEST_F(SchedulerTest, GoneIsNeverAskedAgainAndToldOnce) {
  EXPECT_EQ(Poll(Good(410)), SourceVerdict::kRetired);
  EXPECT_FALSE(scheduler_->NextIn());
  EXPECT_EQ(scheduler_->Explain("source/a")["state"].AsString(), "retired");
  EXPECT_EQ(scheduler_->PollNow(Firmness::kOurs), 0U);
  EXPECT_EQ(scheduler_->PollNow(Firmness::kTheirs), 1U) << "the operator may insist";
}

TEST_F(SchedulerTest, AForcedPollOverridesOurBackoffButNotTheServersWish) {
  Poll(Good(500));
  EXPECT_EQ(scheduler_->PollNow(Firmness::kOurs), 1U);
  Answer slow = Good(429);
  slow.outcome.retry_after = hours(1);
  Poll(slow);
  EXPECT_EQ(scheduler_->PollNow(Firmness::kOurs), 0U);
  EXPECT_GE(Next(), hours(1));
}

TEST_F(SchedulerTest, OneAddressOfTwoSourcesIsAskedOnce) {
  scheduler_->SetSources(
      {Source("a", "http://a.example/feed"), Source("b", "http://a.example/feed")});
  EXPECT_THAT(scheduler_->TakeDue(9), SizeIs(1U));
}

TEST_F(SchedulerTest, ManyNewSourcesAreSpreadOverMinutes) {
  std::vector<SourceConfig> sources;
  for (int i = 0; i < 500; ++i) {
    sources.push_back(
        Source("s" + std::to_string(i), "http://s" + std::to_string(i) + ".example/feed"));
  }
  scheduler_->SetSources(sources);
  std::size_t taken = 0;
  for (int minute = 0; minute < 5; ++minute) {
    clock_.Advance(minutes(1));
    const std::size_t now = scheduler_->TakeDue(1000).size();
    EXPECT_GE(now, 60U) << minute;
    EXPECT_LE(now, 140U) << minute;
    taken += now;
  }
  EXPECT_EQ(taken, 500U);
}

TEST_F(SchedulerTest, AReloadKeepsTimesDropsRemovedAndAddsNew) {
  Poll(Good());
  clock_.Advance(minutes(10));
  const Duration before = Next();
  scheduler_->SetSources(
      {Source("a", "http://a.example/feed"), Source("b", "http://b.example/feed")});
  EXPECT_THAT(scheduler_->TakeDue(9), SizeIs(1U)) << "only the new one";
  EXPECT_EQ(Next(), before);
  scheduler_->SetSources({Source("b", "http://b.example/feed")});
  EXPECT_FALSE(scheduler_->Knows("source/a"));
}

TEST_F(SchedulerTest, AMoveIsAdoptedAndUndoneWhenTheNewAddressDiesSoon) {
  politeness_.redirect_confirm_count = 2;
  politeness_.redirect_confirm_over = minutes(1);
  scheduler_->Configure(politeness_, RecheckConfig());
  Answer moved = Good();
  moved.permanent_target = "http://a.example/new";
  EXPECT_EQ(Poll(moved), SourceVerdict::kNothing);
  clock_.Advance(Next());
  moved.when = clock_.Now();
  EXPECT_EQ(Poll(moved), SourceVerdict::kMoved);
  clock_.Advance(Next());
  EXPECT_EQ(scheduler_->Explain("source/a")["url"].AsString(), "http://a.example/new");
  Poll(Good(410));
  EXPECT_EQ(scheduler_->Explain("source/a")["url"].AsString(), "http://a.example/feed");
  EXPECT_TRUE(scheduler_->NextIn());
}

TEST_F(SchedulerTest, AMoveToAnotherDomainIsToldOnceAndNotFollowed) {
  politeness_.redirect_confirm_count = 1;
  politeness_.redirect_confirm_over = Duration::zero();
  scheduler_->Configure(politeness_, RecheckConfig());
  Answer moved = Good();
  moved.permanent_target = "http://parked.test/";
  EXPECT_EQ(Poll(moved), SourceVerdict::kSuspicious);
  clock_.Advance(Next());
  EXPECT_EQ(Poll(moved), SourceVerdict::kNothing);
  clock_.Advance(Next());
  EXPECT_EQ(scheduler_->TakeDue(1).at(0).url, "http://a.example/feed");
}

TEST_F(SchedulerTest, WhoWaitedLongestGoesFirst) {
  scheduler_->SetSources({Source("a", "http://a.example/1"), Source("b", "http://a.example/2"),
                          Source("c", "http://a.example/3")});
  std::vector<Errand> due = scheduler_->TakeDue(9);
  ASSERT_THAT(due, SizeIs(3U));
  scheduler_->SourceAnswered(due[0].key, Good(), {});
  scheduler_->PutBack(due[1].key, minutes(20), "host busy");
  scheduler_->PutBack(due[2].key, minutes(20), "host busy");
  EXPECT_THAT(Why("source/b"), HasSubstr("host busy"));
  clock_.Advance(minutes(20));
  due = scheduler_->TakeDue(2);
  ASSERT_THAT(due, SizeIs(2U));
  EXPECT_EQ(due[0].key, "source/a");
  due = scheduler_->TakeDue(9);
  EXPECT_THAT(due, SizeIs(1U));
}

TEST_F(SchedulerTest, OnABusySiteFeedsGoFirstAndThenWhatWasNeverRead) {
  scheduler_->SetSources({Source("z", "http://a.example/feed")});
  scheduler_->Restore("article/again",
                      *Json::Parse(R"({"url":"http://a.example/1","source":"z","asked":3,
                          "first_seen":"2025-06-19T00:00:00Z","due":"2025-06-19T00:00:00Z"})"));
  scheduler_->AddArticle({"new", "http://a.example/2", "z", clock_.Now()});
  clock_.Advance(minutes(10));
  for (const Errand& errand : scheduler_->TakeDue(9)) {
    scheduler_->PutBack(errand.key, minutes(1), "host busy");
    clock_.Advance(std::chrono::microseconds(20));  // time goes on between two of them
  }
  clock_.Advance(minutes(2));
  const std::vector<Errand> due = scheduler_->TakeDue(9);
  ASSERT_THAT(due, SizeIs(3U));
  EXPECT_EQ(due[0].key, "source/z");
  EXPECT_EQ(due[1].key, "article/new");
}

TEST_F(SchedulerTest, AClockThatWasYearsAheadSilencesNobody) {
  Poll(Good());
  clock_.Jump(hours(24 * 365 * 5));
  const auto records = scheduler_->TakeChanged();
  std::string state = records.at(0).second;
  auto later = Make();
  later->SetSources({Source("a", "http://a.example/feed")});
  clock_.Advance(Next());
  Poll(Good());
  for (const auto& [key, value] : scheduler_->TakeChanged()) {
    state = value;
  }
  clock_.Jump(-hours(24 * 365 * 5));
  later->Restore("source/a", Json::Parse(state).Take());
  EXPECT_LE(later->NextIn(), minutes(5));
}

TEST_F(SchedulerTest, AJumpOfWallTimeMovesNoDueTime) {
  Poll(Good());
  const Duration before = Next();
  clock_.Jump(hours(100));
  EXPECT_EQ(Next(), before);
  EXPECT_THAT(scheduler_->TakeDue(9), IsEmpty());
}

TEST_F(SchedulerTest, ARestartPollsOnlyWhatIsDueAndSpreadsIt) {
  std::vector<SourceConfig> sources;
  for (int i = 0; i < 100; ++i) {
    sources.push_back(
        Source("s" + std::to_string(i), "http://s" + std::to_string(i) + ".example/feed"));
  }
  scheduler_->SetSources(sources);
  clock_.Advance(minutes(5));
  for (const Errand& errand : scheduler_->TakeDue(1000)) {
    scheduler_->SourceAnswered(errand.key, Answered(200, clock_.Now(), errand.url), {});
  }
  const auto records = scheduler_->TakeChanged();
  const auto restart = [&] {
    auto later = Make();
    later->SetSources(sources);
    for (const auto& [key, value] : records) {
      if (!value.empty()) {
        later->Restore(key, Json::Parse(value).Take());
      }
    }
    return later;
  };
  EXPECT_THAT(restart()->TakeDue(1000), IsEmpty()) << "nothing is due yet";
  clock_.Advance(hours(2));
  auto later = restart();
  EXPECT_LE(later->TakeDue(1000).size(), 3U) << "all are overdue";
  clock_.Advance(minutes(5));
  EXPECT_GE(later->TakeDue(1000).size(), 97U);
}

TEST_F(SchedulerTest, StateSurvivesARestartWithValidatorsAndReasons) {
  Answer slow = Good(503);
  slow.outcome.retry_after = hours(3);
  Poll(Good());
  clock_.Advance(Next());
  Poll(slow);
  auto later = Make();
  later->SetSources({Source("a", "http://a.example/feed")});
  for (const auto& [key, value] : scheduler_->TakeChanged()) {
    later->Restore(key, Json::Parse(value).Take());
  }
  EXPECT_GE(later->NextIn(), hours(3));
  EXPECT_THAT(std::string(later->Explain("source/a")["why"].AsString()), HasSubstr("Retry-After"));
  clock_.Advance(hours(4));
  EXPECT_EQ(later->TakeDue(1).at(0).validators.etag, "\"e\"");
}

// Polled until its rates are believed, it brings nothing: as long as an operator allows it to wait.
TEST_F(SchedulerTest, AQuietSourceWaitsNoLongerThanItsOperatorAllows) {
  SourceConfig quiet = Source("a", "http://a.example/feed");
  for (int i = 0; i < 40; ++i) {
    clock_.Advance(Next());
    Poll(Good());
  }
  EXPECT_GT(Next(), hours(4)) << "the usual ceiling is six hours";
  quiet.longest_interval = minutes(40);
  auto later = Make();
  later->SetSources({quiet});
  later->Restore("source/a", Json::Parse(scheduler_->TakeChanged().at(0).second).Take());
  EXPECT_LE(later->NextIn(), minutes(60)) << "after a restart";
  scheduler_->SetSources({quiet});
  EXPECT_LE(Next(), minutes(60)) << "after a reload";
  const Duration planned = Next();
  quiet.longest_interval = hours(12);
  scheduler_->SetSources({quiet});
  EXPECT_EQ(Next(), planned) << "what was promised sooner comes sooner";
}

TEST_F(SchedulerTest, AnAddressChangedByTheOperatorForgetsTheOldOnesState) {
  Poll(Good());
  const auto records = scheduler_->TakeChanged();
  auto later = Make();
  later->SetSources({Source("a", "http://a.example/other")});
  later->Restore("source/a", Json::Parse(records.at(0).second).Take());
  const std::vector<Errand> due = later->TakeDue(9);
  ASSERT_THAT(due, SizeIs(1U));
  EXPECT_EQ(due[0].url, "http://a.example/other");
  EXPECT_TRUE(due[0].validators.empty());
}

TEST_F(SchedulerTest, ExplainNamesTheFloorAndWhoSetIt) {
  Answer slow = Good(429);
  slow.outcome.retry_after = hours(1);
  Poll(slow);
  const Json why = scheduler_->Explain("source/a");
  EXPECT_EQ(why["state"].AsString(), "waiting");
  EXPECT_EQ(why.At("floor.by").AsString(), "the server");
  EXPECT_THAT(std::string(why.At("floor.reason").AsString()), HasSubstr("429"));
  EXPECT_EQ(why["last_status"].AsInt(), 429);
  EXPECT_TRUE(scheduler_->Explain("source/none").IsNull());
  EXPECT_EQ(scheduler_->KeyForUrl("http://www.a.example/feed?utm_source=x"), "source/a");
}

TEST_F(SchedulerTest, TenThousandSourcesAreDealtWithInTheirTime) {
  std::vector<SourceConfig> sources;
  for (int i = 0; i < 10'000; ++i) {
    sources.push_back(
        Source("s" + std::to_string(i), "http://s" + std::to_string(i) + ".example/feed"));
  }
  scheduler_->SetSources(sources);
  std::size_t asked = 0;
  for (int minute = 0; minute < 25; ++minute) {
    clock_.Advance(minutes(1));
    for (const Errand& errand : scheduler_->TakeDue(1'000'000)) {
      scheduler_->SourceAnswered(errand.key, Answered(304, clock_.Now(), errand.url), {});
      ++asked;
    }
  }
  EXPECT_GE(asked, 20'000U);
  EXPECT_LE(asked, 26'000U);
}

}  // namespace
}  // namespace claimwatch
