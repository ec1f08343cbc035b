#include <map>

#include <gmock/gmock.h>

#include "daemon/scheduler.h"

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;

class ArticleSchedule : public ::testing::Test {
 protected:
  ArticleSchedule() : scheduler_(PolitenessConfig(), RecheckConfig(), clock_) {
    scheduler_.AddArticle({"x", "http://a.example/story", "a", clock_.Now()});
  }

  ArticleVerdict Look(int status, const ArticleNews& news = {}) {
    EXPECT_THAT(scheduler_.TakeDue(9), SizeIs(1U));
    Answer answer;
    answer.outcome.status = status;
    answer.outcome.words = std::to_string(status);
    answer.when = clock_.Now();
    answer.given = {"\"e\"", "", "http://a.example/story", clock_.Now()};
    return scheduler_.ArticleAnswered("article/x", answer, news);
  }

  ArticleVerdict LookAgain(int status, const ArticleNews& news = {}) {
    clock_.Advance(scheduler_.NextIn().value_or(Duration::zero()));
    return Look(status, news);
  }

  // A save of the loop, after which nothing is asked.
  void LookAtNothing() {
    scheduler_.TakeChanged();
    EXPECT_THAT(scheduler_.TakeDue(9), SizeIs(0U));
  }

  std::string Why() { return std::string(scheduler_.Explain("article/x")["why"].AsString()); }

  ManualClock clock_{*ParseTime("2025-06-19T04:00:00Z")};
  Scheduler scheduler_;
};

TEST_F(ArticleSchedule, ANewEntryIsFetchedAtOnceAndOnlyOnce) {
  scheduler_.AddArticle({"x", "http://a.example/story", "a", clock_.Now()});
  const std::vector<Errand> due = scheduler_.TakeDue(9);
  ASSERT_THAT(due, SizeIs(1U));
  EXPECT_EQ(due[0].subject, Subject::kArticle);
  EXPECT_THAT(due[0].reason, HasSubstr("new entry of a"));
}

TEST_F(ArticleSchedule, RechecksSlowDownWithAge) {
  Look(200);
  int first_six_hours = 0;
  int first_day = 0;
  int first_month = 0;
  while (clock_.Steady() < days(30)) {
    LookAgain(304);
    first_six_hours += clock_.Steady() <= hours(6) ? 1 : 0;
    first_day += clock_.Steady() <= hours(24) ? 1 : 0;
    first_month += 1;
  }
  EXPECT_NEAR(first_six_hours, 24, 2);
  EXPECT_NEAR(first_day, 42, 3);
  EXPECT_NEAR(first_month, 78, 6);
  EXPECT_THAT(Why(), HasSubstr("re-check, 3"));
}

TEST_F(ArticleSchedule, BeyondTheLastStepThePaceGoesOnSlowing) {
  Look(200);
  clock_.Advance(days(60));
  Look(304);
  EXPECT_GE(*scheduler_.NextIn(), days(3));
  EXPECT_LE(*scheduler_.NextIn(), days(5));
  clock_.Advance(days(320));
  Look(304);
  EXPECT_FALSE(scheduler_.NextIn()) << "a year without an edit is enough";
  EXPECT_THAT(Why(), HasSubstr("not looked at again"));
}

TEST_F(ArticleSchedule, AnEditMakesItHotAgain) {
  Look(200);
  clock_.Advance(days(10));
  Look(304);
  EXPECT_GE(*scheduler_.NextIn(), days(1));
  ArticleNews edited;
  edited.changed = true;
  LookAgain(200, edited);
  EXPECT_LE(*scheduler_.NextIn(), minutes(16));
  EXPECT_THAT(Why(), HasSubstr("edited"));
}

TEST_F(ArticleSchedule, RemovalIsBelievedAfterSpacedConfirmationsAndToldOnce) {
  Look(200);
  EXPECT_EQ(LookAgain(404), ArticleVerdict::kNothing);
  EXPECT_EQ(*scheduler_.NextIn(), minutes(30));
  EXPECT_EQ(LookAgain(404), ArticleVerdict::kNothing);
  EXPECT_EQ(LookAgain(404), ArticleVerdict::kGone);
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(LookAgain(404), ArticleVerdict::kNothing);
  }
  EXPECT_EQ(LookAgain(200), ArticleVerdict::kNothing);
  EXPECT_FALSE(scheduler_.Explain("article/x")["gone"].AsBool());
}

TEST_F(ArticleSchedule, A404BetweenTwoGoodAnswersIsNothing) {
  Look(200);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(LookAgain(404), ArticleVerdict::kNothing);
    EXPECT_EQ(LookAgain(404), ArticleVerdict::kNothing);
    EXPECT_EQ(LookAgain(304), ArticleVerdict::kNothing);
  }
}

TEST_F(ArticleSchedule, Forced404sWithinTheGapCountOnce) {
  Look(200);
  LookAgain(404);
  for (int i = 0; i < 5; ++i) {
    scheduler_.PollNow(Firmness::kTheirs);
    EXPECT_EQ(Look(404), ArticleVerdict::kNothing);
  }
}

TEST_F(ArticleSchedule, AConfirmed410IsNotLookedAtAgain) {
  Look(200);
  LookAgain(410);
  LookAgain(410);
  EXPECT_EQ(LookAgain(410), ArticleVerdict::kGone);
  EXPECT_FALSE(scheduler_.NextIn());
}

TEST_F(ArticleSchedule, ASoftNotFoundCountsLikeOne) {
  ArticleNews soft;
  soft.soft_gone = true;
  Look(200);
  LookAgain(200, soft);
  LookAgain(200, soft);
  EXPECT_EQ(LookAgain(200, soft), ArticleVerdict::kGone);
}

TEST_F(ArticleSchedule, AWallInsteadOfTheArticleHoldsTheNextLookBack) {
  Look(200);
  ArticleNews wall;
  wall.accepted = false;
  wall.refused = "consent wall";
  LookAgain(200, wall);
  EXPECT_GE(*scheduler_.NextIn(), hours(1));
  EXPECT_THAT(Why(), HasSubstr("no article: consent wall"));
}

TEST_F(ArticleSchedule, APagesMaxAgeDoesNotHideItsEdits) {
  EXPECT_THAT(scheduler_.TakeDue(9), SizeIs(1U));
  Answer answer;
  answer.outcome.status = 200;
  answer.outcome.fresh_for = hours(24);
  scheduler_.ArticleAnswered("article/x", answer, {});
  EXPECT_LE(*scheduler_.NextIn(), minutes(16));
}

TEST_F(ArticleSchedule, ARestartKeepsAgeEditsAndRemovals) {
  Look(200);
  ArticleNews edited;
  edited.changed = true;
  LookAgain(200, edited);
  LookAgain(404);
  LookAgain(404);
  Scheduler later(PolitenessConfig(), RecheckConfig(), clock_);
  for (const auto& [key, value] : scheduler_.TakeChanged()) {
    later.Restore(key, Json::Parse(value).Take());
  }
  const Json before = scheduler_.Explain("article/x");
  const Json after = later.Explain("article/x");
  for (const char* field : {"due", "why", "first_seen", "changed", "gone", "url"}) {
    EXPECT_EQ(after[field].Dump(), before[field].Dump()) << field;
  }
  clock_.Advance(*later.NextIn());
  EXPECT_THAT(later.TakeDue(9), SizeIs(1U));
  Answer answer;
  answer.outcome.status = 404;
  EXPECT_EQ(later.ArticleAnswered("article/x", answer, {}), ArticleVerdict::kGone);
}

TEST_F(ArticleSchedule, WhatIsFinishedLeavesMemoryAndStore) {
  Look(200);
  std::map<std::string, std::string> records;
  for (int looks = 0; scheduler_.NextIn() && looks < 5000; ++looks) {
    EXPECT_TRUE(scheduler_.Knows("article/x"));
    LookAgain(304);
    for (auto& [key, value] : scheduler_.TakeChanged()) {
      records[key] = std::move(value);
    }
  }
  ASSERT_FALSE(scheduler_.NextIn()) << "its time is over";
  LookAtNothing();
  EXPECT_FALSE(scheduler_.Knows("article/x"));
  EXPECT_EQ(records["article/x"], "") << "a start would read it for as long as the store lives";
}

TEST_F(ArticleSchedule, AFinishedArticleOfAnOlderStoreIsDroppedAtItsFirstStart) {
  scheduler_.Restore("article/old", *Json::Parse(R"({"url":"http://a.example/old","source":"a",
      "first_seen":"2025-01-01T00:00:00Z","asked":9,"why":"not looked at again"})"));
  EXPECT_EQ(scheduler_.Explain("article/old")["state"].AsString(), "finished");
  EXPECT_THAT(scheduler_.TakeChanged(), Contains(Pair("article/old", "")));
  EXPECT_FALSE(scheduler_.Knows("article/old"));
}

TEST_F(ArticleSchedule, WhatTheFeedChangesAfterItsTimeIsLookedAtOnceMore) {
  Look(200);
  const Time seen = clock_.Now();
  clock_.Advance(RecheckConfig().stop_after + days(1));
  LookAgain(304);
  scheduler_.AddArticle({"x", "http://a.example/story", "a", seen});
  EXPECT_EQ(scheduler_.NextIn(), Duration::zero()) << "also before the next save";
  Look(304);
  LookAtNothing();
  scheduler_.AddArticle({"x", "http://a.example/story", "a", seen});
  Look(304);
  EXPECT_FALSE(scheduler_.NextIn());
}

TEST_F(ArticleSchedule, HowLongThePageCallsItselfFreshHidesNoChangeThatTheFeedAnnounces) {
  scheduler_.AddArticle({"x", "http://a.example/story", "a", clock_.Now()});
  ASSERT_THAT(scheduler_.TakeDue(9), SizeIs(1U));
  Answer answer;
  answer.outcome.status = 200;
  answer.outcome.fresh_for = hours(24);
  answer.when = clock_.Now();
  scheduler_.ArticleAnswered("article/x", answer, {});
  EXPECT_EQ(scheduler_.PollNow(Firmness::kOurs, "article/x"), 1U);
}

TEST_F(ArticleSchedule, AJumpOfWallTimeMakesNoArticleOldOrYoung) {
  Look(200);
  LookAgain(304);
  const Duration before = *scheduler_.NextIn();
  for (const Duration jump : {Duration(hours(1)), Duration(-hours(2)), Duration(days(5 * 365)),
                              Duration(-days(10 * 365))}) {
    clock_.Jump(jump);
    LookAgain(304);
    ASSERT_TRUE(scheduler_.NextIn()) << "finished before its time";
    EXPECT_LE(*scheduler_.NextIn(), 2 * before);
  }
}

TEST_F(ArticleSchedule, ADroppedArticleLeavesAnEmptyRecord) {
  scheduler_.TakeChanged();
  scheduler_.Drop("article/x");
  const auto changed = scheduler_.TakeChanged();
  ASSERT_THAT(changed, SizeIs(1U));
  EXPECT_EQ(changed[0].first, "article/x");
  EXPECT_EQ(changed[0].second, "");
  EXPECT_FALSE(scheduler_.NextIn());
}

}  // namespace
}  // namespace claimwatch
