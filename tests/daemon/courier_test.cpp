#include "daemon/courier.h"

#include <semaphore>

#include <gmock/gmock.h>

#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A sink that can be down.
class FakeSink final : public AlertSink {
 public:
  struct Log {
    std::vector<std::uint64_t> sequences;
    int calls = 0;
    int reopened = 0;
    bool down = false;
    std::binary_semaphore* delivered = nullptr;
  };

  explicit FakeSink(Log& log) : log_(log) {}

  Status Deliver(const Alert& alert) override {
    ++log_.calls;
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
    return Ok();
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
  a_.down = true;
  Raise(1);
  for (int minute = 0; minute < 60; ++minute) {
    courier->RunOnce();
    clock_.Advance(std::chrono::minutes(1));
  }
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
