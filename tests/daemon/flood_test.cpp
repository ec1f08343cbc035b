// More alerts of one source than people can read (WISHES 25).
#include "daemon/flood.h"

#include <gmock/gmock.h>

#include "daemon/courier.h"
#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Each delivery with the sequences that it held.
class MessageSink final : public AlertSink {
 public:
  struct Log {
    std::vector<std::vector<std::uint64_t>> messages;
    bool down = false;
  };

  explicit MessageSink(Log& log) : log_(log) {}

  Status Deliver(const Alert& alert) override { return DeliverDigest({alert}); }

  Status DeliverDigest(const std::vector<Alert>& alerts) override {
    if (log_.down) {
      return Error(Errc::kNetwork, "down");
    }
    std::vector<std::uint64_t>& message = log_.messages.emplace_back();
    for (const Alert& alert : alerts) {
      message.push_back(alert.sequence);
    }
    return Ok();
  }

 private:
  Log& log_;
};

class FloodTest : public ::testing::Test {
 protected:
  FloodTest() { Open(); }

  // A courier with a limit of three alerts in ten minutes; again for another life.
  void Open() {
    std::vector<SinkSlot> slots(1);
    slots[0].name = "mail";
    slots[0].sink = std::make_unique<MessageSink>(log_);
    slots[0].flood = {3, std::chrono::minutes(10)};
    courier_ = std::make_unique<Courier>(*store_, clock_, std::move(slots));
  }

  void Raise(const std::string& source, Severity severity = Severity::kHigh) {
    Proposal proposal = NumberedProposal(++raised_, severity);
    proposal.alert->source = source;
    proposal.alert->time = clock_.Now();
    proposal.alert->record.Set("@timestamp", FormatTime(clock_.Now()));
    proposal.alert->record.Edit("labels").Set("source", source);
    std::vector<Proposal> proposals;
    proposals.push_back(std::move(proposal));
    ASSERT_TRUE(store_->Raise(std::move(proposals), clock_.Now()).ok());
    courier_->RunOnce();
  }

  void Pass(Duration time) {
    clock_.Advance(time);
    courier_->RunOnce();
  }

  // All sequences that went out, however often.
  std::multiset<std::uint64_t> Delivered() const {
    std::multiset<std::uint64_t> all;
    for (const std::vector<std::uint64_t>& message : log_.messages) {
      all.insert(message.begin(), message.end());
    }
    return all;
  }

  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  MessageSink::Log log_;
  std::unique_ptr<Courier> courier_;
  int raised_ = 0;
};

TEST_F(FloodTest, TheFirstGoOutAsTheyAreAndTheRestTogether) {
  for (int i = 0; i < 8; ++i) {
    Raise("herald");
  }
  EXPECT_THAT(log_.messages, SizeIs(3));
  Pass(std::chrono::minutes(11));
  EXPECT_THAT(log_.messages, SizeIs(4));
  EXPECT_THAT(log_.messages.back(), ElementsAre(4, 5, 6, 7, 8));
}

TEST_F(FloodTest, AnotherSourceIsNotHeldBackByIt) {
  for (int i = 0; i < 5; ++i) {
    Raise("herald");
  }
  Raise("steppe");
  EXPECT_THAT(log_.messages.back(), ElementsAre(6));
}

TEST_F(FloodTest, WhatIsCriticalDoesNotWait) {
  for (int i = 0; i < 5; ++i) {
    Raise("herald");
  }
  Raise("herald", Severity::kCritical);
  EXPECT_THAT(log_.messages.back(), ElementsAre(6));
}

TEST_F(FloodTest, ASlowSourceIsNeverAFlood) {
  for (int i = 0; i < 20; ++i) {
    Raise("herald");
    Pass(std::chrono::minutes(5));
  }
  EXPECT_THAT(log_.messages, SizeIs(20));
}

TEST_F(FloodTest, AfterItsDigestASourceIsHeardAsBefore) {
  for (int i = 0; i < 5; ++i) {
    Raise("herald");
  }
  Pass(std::chrono::minutes(11));
  Raise("herald");
  EXPECT_THAT(log_.messages.back(), ElementsAre(6));
}

TEST_F(FloodTest, AnotherLifeSendsWhatWasHeldBackOnce) {
  for (int i = 0; i < 6; ++i) {
    Raise("herald");
  }
  Open();
  courier_->RunOnce();
  EXPECT_THAT(log_.messages, SizeIs(3));
  Pass(std::chrono::minutes(11));
  EXPECT_THAT(log_.messages.back(), ElementsAre(4, 5, 6));
  Pass(std::chrono::hours(1));
  EXPECT_THAT(Delivered(), SizeIs(6));
}

TEST_F(FloodTest, ADigestThatFailsIsTriedAgainAndNothingIsDoubled) {
  for (int i = 0; i < 6; ++i) {
    Raise("herald");
  }
  log_.down = true;
  Pass(std::chrono::minutes(11));
  log_.down = false;
  Pass(std::chrono::hours(1));
  EXPECT_THAT(Delivered(), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(FloodTest, ALargeFloodGoesOutInSeveralMessages) {
  for (int i = 0; i < 203; ++i) {
    Raise("herald");
  }
  Pass(std::chrono::minutes(11));
  EXPECT_THAT(log_.messages, SizeIs(3 + 4));
  EXPECT_THAT(Delivered(), SizeIs(203));
}

TEST(FloodGate, WithoutALimitNothingIsHeldBack) {
  FloodGate gate({});
  for (int n = 1; n < 100; ++n) {
    const Alert alert = *NumberedProposal(n).alert;
    EXPECT_FALSE(gate.HoldsBack(alert));
    gate.Passed(alert);
  }
}

}  // namespace
}  // namespace claimwatch::testing
