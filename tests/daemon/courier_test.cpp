#include "daemon/courier.h"

#include <functional>
#include <semaphore>

#include <gmock/gmock.h>

#include "daemon/dead_letters.h"
#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A sink that can be down.
class FakeSink final : public AlertSink {
 public:
  struct Log {
    std::vector<std::uint64_t> sequences;
    int calls = 0;
    int reopened = 0;
    bool down = false;
    bool cannot_open = false;
    std::binary_semaphore* delivered = nullptr;
    std::function<void()> at_delivery;
  };

  explicit FakeSink(Log& log) : log_(log) {}

  Status Deliver(const Alert& alert) override {
    ++log_.calls;
    if (log_.at_delivery) {
      log_.at_delivery();
    }
    if (log_.down) {
      return Error(Errc::kNetwork, "down");
    }
    log_.sequences.push_back(alert.sequence);
    if (log_.delivered != nullptr) {
      log_.delivered->release();
    }
    return Ok();
  }

  Status Reopen() override {
    ++log_.reopened;
    return log_.cannot_open ? Status(Error(Errc::kIo, "no descriptor left")) : Ok();
  }

 private:
  Log& log_;
};

SinkSlot Slot(const std::string& name, FakeSink::Log& log, Severity least = Severity::kLow) {
  SinkSlot slot;
  slot.name = name;
  slot.sink = std::make_unique<FakeSink>(log);
  slot.filter.min_severity = least;
  return slot;
}

class CourierTest : public ::testing::Test {
 protected:
  void Raise(int n, Severity severity = Severity::kHigh) {
    std::vector<Proposal> proposals;
    proposals.push_back(NumberedProposal(n, severity));
    ASSERT_TRUE(store_->Raise(std::move(proposals), clock_.Now()).ok());
  }

  std::unique_ptr<Courier> With(std::vector<SinkSlot> sinks) {
    return std::make_unique<Courier>(*store_, clock_, std::move(sinks));
  }

  // A sink "a" whose every delivery takes so long, and "b".
  std::unique_ptr<Courier> WithASlowOne(Duration takes) {
    a_.at_delivery = [this, takes] {
      clock_.Advance(takes);
    };
    return WithBoth();
  }

  // Sink a is down while one alert waits, and an hour goes by.
  void FailForAnHour(Courier& courier) {
    a_.down = true;
    Raise(1);
    for (int minute = 0; minute < 60; ++minute) {
      courier.RunOnce();
      clock_.Advance(std::chrono::minutes(1));
    }
  }

  std::unique_ptr<Courier> WithBoth() {
    std::vector<SinkSlot> sinks;
    sinks.push_back(Slot("a", a_));
    sinks.push_back(Slot("b", b_));
    return With(std::move(sinks));
  }

  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  FakeSink::Log a_;
  FakeSink::Log b_;
};

TEST_F(CourierTest, BringsEachAlertToEachSinkOnceAndInOrder) {
  const auto courier = WithBoth();
  Raise(1);
  Raise(2);
  courier->RunOnce();
  courier->RunOnce();
  EXPECT_THAT(a_.sequences, ElementsAre(1, 2));
  EXPECT_THAT(b_.sequences, ElementsAre(1, 2));
}

TEST_F(CourierTest, ASinkThatWasAddedGetsWhatIsRaisedFromThenOnAlsoAfterABadStart) {
  Raise(1);
  Raise(2);
  const auto slots = [this] {
    std::vector<SinkSlot> sinks;
    sinks.push_back(Slot("a", a_));
    sinks.back().owes = Owes::kFromNowOn;
    return sinks;
  };
  a_.down = true;
  const auto courier = With(slots());
  Raise(3);
  courier->RunOnce();
  a_.down = false;
  Raise(4);
  const auto later = With(slots());  // it has taken nothing yet
  later->RunOnce();
  EXPECT_THAT(a_.sequences, ElementsAre(3, 4));
}

TEST_F(CourierTest, ASinkThatIsDownBlocksNobodyAndGetsAllLaterInOrder) {
  const auto courier = WithBoth();
  a_.down = true;
  Raise(1);
  Raise(2);
  courier->RunOnce();
  EXPECT_THAT(a_.sequences, IsEmpty());
  EXPECT_THAT(b_.sequences, ElementsAre(1, 2));
  a_.down = false;
  Raise(3);
  clock_.Advance(std::chrono::minutes(1));
  courier->RunOnce();
  EXPECT_THAT(a_.sequences, ElementsAre(1, 2, 3));
  EXPECT_THAT(b_.sequences, ElementsAre(1, 2, 3));
}

TEST_F(CourierTest, TriesADeadSinkEverMoreRarely) {
  const auto courier = WithBoth();
  FailForAnHour(*courier);
  EXPECT_GT(a_.calls, 3);
  EXPECT_LT(a_.calls, 12) << "an hour of 60 chances, doubled waits";
  EXPECT_EQ(courier->Health().front().failures, a_.calls);
  EXPECT_EQ(courier->Health().front().last_error, "down");
}

TEST_F(CourierTest, SaysWhenItWantsToTryAgain) {
  const auto courier = WithBoth();
  EXPECT_FALSE(courier->RunOnce().has_value());
  a_.down = true;
  Raise(1);
  const std::optional<Duration> wait = courier->RunOnce();
  ASSERT_TRUE(wait.has_value());
  EXPECT_GE(*wait, std::chrono::seconds(4));
  EXPECT_LE(*wait, std::chrono::seconds(6));
}

TEST_F(CourierTest, AnotherLifeGoesOnWhereTheSinkStood) {
  Raise(1);
  WithBoth()->RunOnce();
  Raise(2);
  WithBoth()->RunOnce();
  EXPECT_THAT(a_.sequences, ElementsAre(1, 2));
}

TEST_F(CourierTest, ASinkSeesOnlyWhatIsSevereEnough) {
  std::vector<SinkSlot> sinks;
  sinks.push_back(Slot("a", a_, Severity::kHigh));
  const auto courier = With(std::move(sinks));
  Raise(1, Severity::kLow);
  Raise(2, Severity::kCritical);
  courier->RunOnce();
  EXPECT_THAT(a_.sequences, ElementsAre(2));
}

TEST_F(CourierTest, AReloadKeepsTheCursorOfANameThatStays) {
  const auto courier = WithBoth();
  Raise(1);
  courier->RunOnce();
  FakeSink::Log fresh;
  std::vector<SinkSlot> sinks;
  sinks.push_back(Slot("a", fresh));
  courier->Replace(std::move(sinks));
  Raise(2);
  courier->RunOnce();
  EXPECT_THAT(fresh.sequences, ElementsAre(2));
  EXPECT_THAT(b_.sequences, ElementsAre(1));
}

TEST_F(CourierTest, ReopensItsSinksWhenAsked) {
  const auto courier = WithBoth();
  courier->RunOnce();
  courier->ReopenSoon();
  courier->RunOnce();
  EXPECT_EQ(a_.reopened, 1);
  EXPECT_EQ(b_.reopened, 1);
}

TEST_F(CourierTest, WhatCouldNotBeOpenedIsTriedAgainAndThenWaitsForAlerts) {
  const auto courier = WithBoth();
  courier->RunOnce();
  a_.cannot_open = true;
  courier->ReopenSoon();
  courier->RunOnce();
  EXPECT_EQ(courier->Health().front().last_error, "no descriptor left");
  a_.cannot_open = false;
  clock_.Advance(std::chrono::minutes(1));
  EXPECT_FALSE(courier->RunOnce().has_value()) << "it would spin until there is an alert";
  EXPECT_EQ(a_.reopened, 2);
  EXPECT_EQ(courier->Health().front().failures, 0);
}

TEST_F(CourierTest, ASlowSinkHasItsTurnAndThenTheNextOneHas) {
  const auto courier = WithASlowOne(std::chrono::seconds(2));
  for (int n = 1; n <= 10; ++n) {
    Raise(n);
  }
  EXPECT_EQ(courier->RunOnce(), Duration::zero()) << "the rest has its turn at once";
  EXPECT_THAT(a_.sequences, ElementsAre(1));
  EXPECT_THAT(b_.sequences, SizeIs(10));
  for (int turn = 0; turn < 10; ++turn) {
    courier->RunOnce();
  }
  EXPECT_THAT(a_.sequences, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  EXPECT_FALSE(courier->RunOnce().has_value());
}

TEST_F(CourierTest, AStopWaitsForOneDeliveryAndNotForABacklog) {
  const auto courier = WithBoth();
  Raise(1);
  Raise(2);
  a_.at_delivery = [&courier] {
    courier->Stop();
  };
  courier->RunOnce();
  EXPECT_THAT(a_.sequences, ElementsAre(1));
  EXPECT_THAT(b_.sequences, IsEmpty());
}

TEST_F(CourierTest, WhatWasFailingInAnEarlierLifeIsWellOnceItDelivers) {
  {
    const auto courier = WithBoth();
    FailForAnHour(*courier);
  }
  ASSERT_TRUE(TroubleOf(*store_, "a").value());
  a_.down = false;
  const auto next_life = WithBoth();
  next_life->RunOnce();
  EXPECT_THAT(a_.sequences, ElementsAre(1));
  EXPECT_FALSE(TroubleOf(*store_, "a").value());
}

TEST_F(CourierTest, AReloadMakesNoDeadSinkYoung) {
  const auto route = [this] {
    std::vector<SinkSlot> sinks;
    sinks.push_back(Slot("a", a_));
    sinks.back().max_age = std::chrono::hours(3);
    return sinks;
  };
  const auto courier = With(route());
  a_.down = true;
  Raise(1);
  for (int hour = 0; hour < 5; ++hour) {
    courier->RunOnce();
    clock_.Advance(std::chrono::hours(1));
    courier->Replace(route());
  }
  EXPECT_EQ(courier->Health().front().dead, 1U) << "it was down for longer than max_age";
}

TEST_F(CourierTest, AReloadGivesAFailingSinkOneTryAndNoShorterWaits) {
  const auto courier = WithBoth();
  FailForAnHour(*courier);
  const int tries = a_.calls;
  std::vector<SinkSlot> sinks;
  sinks.push_back(Slot("a", a_));
  courier->Replace(std::move(sinks));
  courier->RunOnce();
  EXPECT_EQ(courier->Health().front().failures, tries + 1);
  clock_.Advance(std::chrono::minutes(1));
  courier->RunOnce();
  EXPECT_EQ(a_.calls, tries + 1);
}

TEST_F(CourierTest, ItsThreadDeliversWhenWoken) {
  std::binary_semaphore delivered(0);
  a_.delivered = &delivered;
  std::vector<SinkSlot> sinks;
  sinks.push_back(Slot("a", a_));
  const auto courier = With(std::move(sinks));
  courier->Start();
  Raise(1);
  courier->Wake();
  EXPECT_TRUE(delivered.try_acquire_for(std::chrono::seconds(10)));
  courier->Stop();
  EXPECT_THAT(a_.sequences, ElementsAre(1));
}

TEST_F(CourierTest, AStopServesLocalSinksOnceMoreAndLeavesRemoteOnesWaiting) {
  std::vector<SinkSlot> sinks;
  sinks.push_back(Slot("a", a_));
  sinks.push_back(Slot("b", b_));
  sinks.back().reach = Reach::kLocal;
  a_.down = true;
  b_.down = true;
  const auto courier = With(std::move(sinks));
  Raise(1);
  courier->RunOnce();
  a_.down = b_.down = false;
  courier->Start();  // both wait for their retry
  courier->Stop();
  EXPECT_THAT(a_.sequences, IsEmpty());
  EXPECT_THAT(b_.sequences, ElementsAre(1));
}

}  // namespace
}  // namespace claimwatch::testing
