#include "daemon/caretaker.h"

#include <gmock/gmock.h>

#include "config/config.h"
#include "core/clock.h"
#include "daemon/garbage.h"
#include "storage/store.h"
#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

using std::chrono::hours;

// The record of the collection that is under way; waits for its thread.
Json RecordOf(Caretaker& caretaker) {
  for (;;) {
    if (std::optional<Json> record = caretaker.TakeRecord()) {
      return *std::move(record);
    }
    std::this_thread::yield();
  }
}

class CaretakerTest : public ::testing::Test {
 protected:
  void Keep(Time fetched) {
    Page wall;
    wall.body = FormatTime(fetched);
    wall.fetched = fetched;
    ASSERT_TRUE(store_->KeepCapture(wall).ok());
  }

  std::uint64_t Captures() const { return store_->GetStatus()->captures; }

  std::function<Retention(Time)> Limits() const {
    return [this](Time now) {
      return RetentionOf(config_, now);
    };
  }

  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  StorageConfig config_;
};

TEST_F(CaretakerTest, WhatIsKeptNoLongerGoesOnceADayAlsoOverRestarts) {
  Keep(Noon() - hours(24 * 31));
  Keep(Noon() - hours(24 * 29));
  {
    Caretaker caretaker(*store_, clock_);
    caretaker.CollectWhenDue(hours(24), Limits());
    EXPECT_EQ(RecordOf(caretaker)["captures"].AsInt(), 1);
    EXPECT_EQ(Captures(), 1U);
  }
  clock_.Advance(hours(23));
  Keep(Noon() - hours(24 * 40));
  Caretaker next_life(*store_, clock_);
  next_life.CollectWhenDue(hours(24), Limits());
  EXPECT_EQ(Captures(), 2U) << "not due yet";
  clock_.Advance(hours(24));
  next_life.CollectWhenDue(hours(24), Limits());
  EXPECT_EQ(RecordOf(next_life)["captures"].AsInt(), 2);
  EXPECT_EQ(Captures(), 0U);
}

TEST_F(CaretakerTest, ZeroMeansOnlyByHand) {
  Keep(Noon() - hours(24 * 400));
  Caretaker caretaker(*store_, clock_);
  caretaker.CollectWhenDue(Duration::zero(), Limits());
  const std::string ticket =
      caretaker.Collect(RetentionOf(config_, clock_.Now()), Sweep::kDropAndRewrite).value();
  const Json record = RecordOf(caretaker);
  EXPECT_EQ(record["captures"].AsInt(), 1) << "the one that was asked for found it";
  EXPECT_EQ(record["ticket"].AsString(), ticket);
  EXPECT_EQ(**store_->GetState(kCollectedKey), record.Dump());
}

// A machine that comes up in 2038 keeps what it has.
TEST_F(CaretakerTest, AClockThatLeapsAheadDropsNoMoreThanAWeekMore) {
  Keep(Noon() - hours(24 * 31));
  Keep(Noon() - hours(24 * 20));
  {
    Caretaker caretaker(*store_, clock_);
    caretaker.CollectWhenDue(hours(24), Limits());
    EXPECT_EQ(RecordOf(caretaker)["captures"].AsInt(), 1);
  }
  clock_.Advance(hours(24 * 365 * 12));
  Caretaker wrong(*store_, clock_);
  wrong.CollectWhenDue(hours(24), Limits());
  EXPECT_EQ(RecordOf(wrong)["captures"].AsInt(), 0);
  EXPECT_EQ(Captures(), 1U);
}

TEST(Retentions, AnOrderSaysWhatWasMeant) {
  StorageConfig config;
  config.keep_alerts = hours(48);
  Retention wanted = RetentionOf(config, Noon());
  EXPECT_EQ(wanted.alerts_before, Noon() - hours(48));
  EXPECT_FALSE(wanted.raw_before);
  wanted.sinks = {"file"};
  const Retention read = ReadRetention(RetentionJson(wanted)).value();
  EXPECT_EQ(read.refused_before, wanted.refused_before);
  EXPECT_EQ(read.alerts_before, wanted.alerts_before);
  EXPECT_EQ(read.raw_before, wanted.raw_before);
  EXPECT_EQ(read.sinks, wanted.sinks);
}

}  // namespace
}  // namespace claimwatch::testing
