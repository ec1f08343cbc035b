// More alerts of one source than people can read (WISHES 25).
#include "daemon/flood.h"

#include <functional>

#include <gmock/gmock.h>

#include "daemon/courier.h"
#include "daemon/groups.h"
#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Each delivery with the sequences that it held.
class MessageSink final : public AlertSink {
 public:
  struct Log {
    std::vector<std::vector<std::uint64_t>> messages;
    bool down = false;
    int tries = 0;
    std::function<void()> at_delivery;
  };

  explicit MessageSink(Log& log) : log_(log) {}

  Status Deliver(const Alert& alert) override { return DeliverDigest({alert}); }

  Status DeliverDigest(const std::vector<Alert>& alerts) override {
    ++log_.tries;
    if (log_.at_delivery) {
      log_.at_delivery();
    }
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
    slots[0].max_age = std::chrono::hours(2);
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

TEST_F(FloodTest, ALargeFloodLetsTheOtherSinksHaveTheirTurns) {
  for (int i = 0; i < 203; ++i) {
    Raise("herald");
  }
  log_.at_delivery = [this] {
    clock_.Advance(std::chrono::seconds(2));
  };
  clock_.Advance(std::chrono::minutes(11));
  EXPECT_EQ(courier_->RunOnce(), Duration::zero());
  EXPECT_THAT(log_.messages, SizeIs(3 + 1));
  for (int turn = 0; turn < 4; ++turn) {
    courier_->RunOnce();
  }
  EXPECT_THAT(log_.messages, SizeIs(3 + 4));
  EXPECT_THAT(Delivered(), SizeIs(203));
  Raise("herald");
  EXPECT_THAT(log_.messages.back(), ElementsAre(204)) << "heard as before";
}

TEST_F(FloodTest, WhatIsGivenUpOnCostsTwoTriesAndLeavesNothingToTry) {
  for (int i = 0; i < 203; ++i) {
    Raise("herald");
  }
  log_.down = true;
  Pass(std::chrono::minutes(11));
  Pass(std::chrono::hours(3));
  EXPECT_EQ(log_.tries, 3 + 3) << "the second try shows that it is not the message";
  EXPECT_EQ(courier_->Health().front().dead, 200U);
  clock_.Advance(std::chrono::hours(1));
  EXPECT_FALSE(courier_->RunOnce().has_value()) << "it would spin until there is an alert";
}

// Nothing is lost, and each can be looked up: by its id while it waits, and after it went out.
TEST_F(FloodTest, WhatIsHeldBackIsListedWithItsReasonAndId) {
  for (int i = 0; i < 8; ++i) {
    Raise("herald");
  }
  const std::vector<Json> waiting = Silenced(*store_).value();
  ASSERT_THAT(waiting, SizeIs(5));
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const Alert alert = store_->FindAlert(waiting[i]["id"].AsString()).value();
    EXPECT_EQ(alert.sequence, i + 4);
    EXPECT_THAT(waiting[i]["why"].AsString(),
                HasSubstr("herald raised more than 3 alerts in 10m: waits for the digest of sink "
                          "mail at 2025-06-20T12:10"));
  }
  Pass(std::chrono::minutes(11));
  const std::vector<Json> sent = Silenced(*store_).value();
  ASSERT_THAT(sent, SizeIs(5));
  for (const Json& one : sent) {
    EXPECT_THAT(one["why"].AsString(), HasSubstr("went out in a digest of sink mail at"));
    EXPECT_THAT(log_.messages.back(), Contains(static_cast<std::uint64_t>(one["alert"].AsInt())));
  }
}

TEST_F(FloodTest, WhatWentOutLongAgoIsForgotten) {
  for (int i = 0; i < 8; ++i) {
    Raise("herald");
  }
  Pass(std::chrono::minutes(11));
  Pass(std::chrono::hours(24 * 31));
  for (int i = 0; i < 5; ++i) {
    Raise("herald");
  }
  Pass(std::chrono::minutes(11));
  EXPECT_THAT(Silenced(*store_).value(), SizeIs(2));
}

// No alert may be missing from messages and digests together, whatever the limit and the pace.
TEST_F(FloodTest, EveryAlertIsInExactlyOneMessageAtAnyPace) {
  std::uint64_t seed = 7;
  for (int i = 0; i < 500; ++i) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    Raise((seed >> 60U) % 3 == 0 ? "steppe" : "herald",
          (seed >> 50U) % 7 == 0 ? Severity::kCritical : Severity::kHigh);
    if ((seed >> 40U) % 20 == 0) {
      Pass(std::chrono::minutes(static_cast<int>((seed >> 30U) % 15)));
    }
    if ((seed >> 20U) % 50 == 0) {
      Open();  // another life
    }
  }
  Pass(std::chrono::minutes(11));
  Pass(std::chrono::minutes(11));
  std::multiset<std::uint64_t> all;
  for (std::uint64_t sequence = 1; sequence <= 500; ++sequence) {
    all.insert(sequence);
  }
  EXPECT_EQ(Delivered(), all);
}

TEST_F(FloodTest, AClockThatIsSetBackKeepsNoDigestWaiting) {
  for (int i = 0; i < 6; ++i) {
    Raise("herald");
  }
  clock_.Jump(-std::chrono::hours(24 * 365 * 5));
  Pass(std::chrono::minutes(1));
  EXPECT_THAT(Delivered(), SizeIs(6));
  Pass(std::chrono::minutes(11));
  Raise("herald");
  EXPECT_THAT(log_.messages.back(), ElementsAre(7)) << "alerts of a time to come are no flood";
}

// The name of another sink may go on after a slash.
TEST_F(FloodTest, EachSinkHasItsOwn) {
  const Alert one = *NumberedProposal(1).alert;
  ASSERT_TRUE(HoldBack(*store_, "a/b", one, Noon(), "many").ok());
  EXPECT_THAT(HeldFor(*store_, "a").value(), IsEmpty());
  EXPECT_THAT(HeldFor(*store_, "a/b").value(), SizeIs(1));
  ASSERT_TRUE(Release(*store_, "a/b", {one.sequence}, Noon()).ok());
  ASSERT_TRUE(ForgetDigests(*store_, "a", Noon() + std::chrono::hours(1)).ok());
  EXPECT_THAT(Silenced(*store_).value(), SizeIs(1));
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
