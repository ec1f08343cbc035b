// What becomes of alerts that a sink refuses or cannot take for too long.
#include "daemon/dead_letters.h"

#include <gmock/gmock.h>

#include "daemon/courier.h"
#include "tests/daemon/proposal_samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Takes alerts, refuses some, is down, or asks to be left alone.
class MoodySink final : public AlertSink {
 public:
  struct Mood {
    std::vector<std::uint64_t> got;
    std::vector<std::size_t> digests;
    std::vector<std::uint64_t> refuses;
    std::vector<std::uint64_t> poison;  // fails, as if the other side were down
    int calls = 0;
    bool down = false;
    Duration asks{};
  };

  explicit MoodySink(Mood& mood) : mood_(mood) {}

  Status Deliver(const Alert& alert) override {
    ++mood_.calls;
    if (mood_.down) {
      return Error(Errc::kNetwork, "down");
    }
    if (Among(mood_.refuses, alert)) {
      return Error(Errc::kRefused, "not that one");
    }
    if (Among(mood_.poison, alert)) {
      return Error(Errc::kNetwork, "it broke");
    }
    mood_.got.push_back(alert.sequence);
    return Ok();
  }

  Status DeliverDigest(const std::vector<Alert>& alerts) override {
    mood_.digests.push_back(alerts.size());
    for (const Alert& alert : alerts) {  // all or none
      if (Among(mood_.refuses, alert)) {
        return Error(Errc::kRefused, "not with that in it");
      }
    }
    return AlertSink::DeliverDigest(alerts);
  }

  Duration AskedToWait() const override { return mood_.asks; }

 private:
  static bool Among(const std::vector<std::uint64_t>& sequences, const Alert& alert) {
    return std::count(sequences.begin(), sequences.end(), alert.sequence) > 0;
  }

  Mood& mood_;
};

class DeadLettersTest : public ::testing::Test {
 protected:
  void Raise(int n, Severity severity = Severity::kHigh) {
    std::vector<Proposal> proposals;
    proposals.push_back(NumberedProposal(n, severity));
    ASSERT_TRUE(store_->Raise(std::move(proposals), clock_.Now()).ok());
  }

  void Open(const std::function<void(SinkSlot&)>& change = {}) {
    std::vector<SinkSlot> sinks(1);
    sinks[0].name = "desk";
    sinks[0].sink = std::make_unique<MoodySink>(mood_);
    if (change) {
      change(sinks[0]);
    }
    courier_ = std::make_unique<Courier>(*store_, clock_, std::move(sinks));
  }

  // A round every ten seconds for `time`.
  void Pass(Duration time) {
    for (Duration gone{}; gone < time; gone += std::chrono::seconds(10)) {
      courier_->RunOnce();
      clock_.Advance(std::chrono::seconds(10));
    }
    courier_->RunOnce();
  }

  std::vector<std::uint64_t> Dead() const {
    std::vector<std::uint64_t> sequences;
    const std::vector<DeadLetter> letters = DeadLetters(*store_, "desk").value();
    for (const DeadLetter& letter : letters) {
      sequences.push_back(letter.sequence);
    }
    return sequences;
  }

  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  MoodySink::Mood mood_;
  std::unique_ptr<Courier> courier_;
};

TEST_F(DeadLettersTest, ARefusedAlertIsPutAsideAndHoldsUpNobody) {
  Open();
  mood_.refuses = {2};
  Raise(1);
  Raise(2);
  Raise(3);
  Pass(std::chrono::minutes(2));
  EXPECT_THAT(mood_.got, ElementsAre(1, 3));
  EXPECT_THAT(Dead(), ElementsAre(2));
  EXPECT_EQ(courier_->Health().front().dead, 1U);
  EXPECT_EQ(courier_->Health().front().failures, 0);
}

TEST_F(DeadLettersTest, OneRefusalIsNotBelievedYet) {
  Open();
  mood_.refuses = {1};
  Raise(1);
  courier_->RunOnce();
  mood_.refuses = {};
  Pass(std::chrono::minutes(1));
  EXPECT_THAT(mood_.got, ElementsAre(1));
  EXPECT_THAT(Dead(), IsEmpty());
}

TEST_F(DeadLettersTest, AnotherTryIsMadeWhenAskedForAndOnlyThen) {
  Open();
  mood_.refuses = {1};
  Raise(1);
  Pass(std::chrono::minutes(2));
  mood_.refuses = {};
  Pass(std::chrono::hours(1));
  EXPECT_THAT(mood_.got, IsEmpty());
  EXPECT_EQ(RetryLetters(*store_, {"desk", 1}).value(), 1U);
  courier_->LettersChanged();
  courier_->RunOnce();
  EXPECT_THAT(mood_.got, ElementsAre(1));
  EXPECT_THAT(Dead(), IsEmpty());
}

// A receiver that answers 500 to one alert, or a script that dies of it.
TEST_F(DeadLettersTest, ALetterThatFailsWhileOthersPassHoldsUpNobody) {
  ASSERT_TRUE(Bury(*store_, {"desk", 1, "it broke", 3, Noon(), true}).ok());
  mood_.poison = {1};
  Raise(1);
  Raise(2);
  Open();
  ASSERT_TRUE(store_->AdvanceCursor("desk", 1).ok());
  courier_->RunOnce();
  EXPECT_THAT(mood_.got, ElementsAre(2));
  EXPECT_THAT(Dead(), ElementsAre(1));
  const int calls = mood_.calls;
  Pass(std::chrono::hours(1));
  EXPECT_EQ(mood_.calls, calls) << "it waits for another order";
  EXPECT_EQ(courier_->Health().front().failures, 0);
}

TEST_F(DeadLettersTest, ALetterThatFailsBecauseTheSinkIsDownIsTriedOn) {
  ASSERT_TRUE(Bury(*store_, {"desk", 1, "down", 3, Noon(), true}).ok());
  Raise(1);
  Raise(2);
  Open();
  ASSERT_TRUE(store_->AdvanceCursor("desk", 1).ok());
  mood_.down = true;
  Pass(std::chrono::minutes(1));
  EXPECT_THAT(Dead(), ElementsAre(1));
  mood_.down = false;
  Pass(std::chrono::minutes(6));
  EXPECT_THAT(mood_.got, UnorderedElementsAre(1, 2));
  EXPECT_THAT(Dead(), IsEmpty());
}

TEST_F(DeadLettersTest, WhatWaitsBehindAnAlertThatIsGivenUpOnGetsATry) {
  Open([](SinkSlot& slot) {
    slot.max_age = std::chrono::hours(2);
    slot.max_backoff = std::chrono::minutes(10);
  });
  mood_.poison = {1};
  Raise(1);
  Raise(2);
  Pass(std::chrono::hours(3));
  EXPECT_THAT(Dead(), ElementsAre(1));
  EXPECT_THAT(mood_.got, ElementsAre(2));
}

TEST_F(DeadLettersTest, OneRefusedAlertDoesNotTakeItsDigestWithIt) {
  Open([](SinkSlot& slot) {
    slot.digest = std::chrono::minutes(1);
    slot.one_message = true;
  });
  mood_.refuses = {2};
  Raise(1);
  Raise(2);
  Raise(3);
  Pass(std::chrono::minutes(5));
  EXPECT_THAT(Dead(), ElementsAre(2));
  EXPECT_THAT(mood_.got, ElementsAre(1, 3));
}

TEST_F(DeadLettersTest, AnOrderGivenWhileNoDaemonRanIsCarriedOutByTheNext) {
  Open();
  mood_.refuses = {1};
  Raise(1);
  Pass(std::chrono::minutes(2));
  courier_.reset();
  mood_.refuses = {};
  EXPECT_EQ(RetryLetters(*store_, {}).value(), 1U);
  Open();
  courier_->RunOnce();
  EXPECT_THAT(mood_.got, ElementsAre(1));
}

TEST_F(DeadLettersTest, ADroppedLetterIsForgotten) {
  Open();
  mood_.refuses = {1, 2};
  Raise(1);
  Raise(2);
  Pass(std::chrono::minutes(3));
  EXPECT_EQ(DropLetters(*store_, {"desk", 1}).value(), 1U);
  EXPECT_THAT(Dead(), ElementsAre(2));
  EXPECT_EQ(DropLetters(*store_, {"other", std::nullopt}).value(), 0U);
}

TEST_F(DeadLettersTest, ASinkDownForTooLongGivesUpWhatIsTooOldWithoutATryEach) {
  Open([](SinkSlot& slot) {
    slot.max_age = std::chrono::hours(2);
    slot.max_backoff = std::chrono::minutes(10);
  });
  mood_.down = true;
  for (int n = 1; n <= 40; ++n) {
    Raise(n);
  }
  Pass(std::chrono::hours(3));
  EXPECT_EQ(Dead().size(), 40U);
  EXPECT_LT(mood_.calls, 40);
  Raise(41);
  mood_.down = false;
  Pass(std::chrono::minutes(15));
  EXPECT_THAT(mood_.got, ElementsAre(41));
}

TEST_F(DeadLettersTest, ADigestThatIsGivenUpOnLeavesNothingToTry) {
  Open([](SinkSlot& slot) {
    slot.digest = std::chrono::minutes(1);
    slot.max_age = std::chrono::hours(2);
    slot.max_backoff = std::chrono::minutes(10);
  });
  mood_.down = true;
  Raise(1);
  Raise(2);
  Pass(std::chrono::hours(3));
  EXPECT_THAT(Dead(), ElementsAre(1, 2));
  clock_.Advance(std::chrono::minutes(15));
  EXPECT_FALSE(courier_->RunOnce().has_value()) << "it would spin until there is an alert";
}

TEST_F(DeadLettersTest, AnAlertThatTheStoreDroppedHoldsUpNobody) {
  ASSERT_TRUE(Bury(*store_, {"desk", 99, "refused", 3, Noon(), true}).ok());
  Open();
  Raise(1);
  courier_->RunOnce();
  EXPECT_THAT(mood_.got, ElementsAre(1));
  EXPECT_THAT(Dead(), IsEmpty());
  EXPECT_EQ(courier_->Health().front().dead, 0U);
}

TEST_F(DeadLettersTest, TheOtherSidesWishToBeLeftAloneIsHonoured) {
  Open();
  mood_.down = true;
  mood_.asks = std::chrono::minutes(20);
  Raise(1);
  Pass(std::chrono::minutes(19));
  EXPECT_EQ(mood_.calls, 1);
  mood_.down = false;
  Pass(std::chrono::minutes(2));
  EXPECT_THAT(mood_.got, ElementsAre(1));
}

TEST_F(DeadLettersTest, TroubleIsWrittenDownUntilItIsOver) {
  Open();
  mood_.down = true;
  Raise(1);
  courier_->RunOnce();
  const std::optional<SinkTrouble> trouble = TroubleOf(*store_, "desk").value();
  ASSERT_TRUE(trouble.has_value());
  EXPECT_EQ(trouble->failures, 1);
  EXPECT_EQ(trouble->since, Noon());
  EXPECT_EQ(trouble->error, "down");
  mood_.down = false;
  Pass(std::chrono::minutes(1));
  EXPECT_FALSE(TroubleOf(*store_, "desk").value().has_value());
}

TEST_F(DeadLettersTest, ASinkSeesOnlyItsTopicsSourcesAndTypes) {
  Open([](SinkSlot& slot) { slot.filter.types = {"removed_article"}; });
  Raise(1);
  courier_->RunOnce();
  Open([](SinkSlot& slot) {
    slot.name = "summit";
    slot.filter.types = {"changed_figure"};
    slot.filter.topics = {"summit"};
  });
  courier_->RunOnce();
  EXPECT_THAT(mood_.got, ElementsAre(1)) << "only through the second sink";
  EXPECT_EQ(store_->Cursor("desk").value(), 1U) << "what passes by is done with";
}

TEST_F(DeadLettersTest, ADigestWaitsForMoreAndSurvivesARestart) {
  const auto hourly = [](SinkSlot& slot) {
    slot.digest = std::chrono::hours(1);
  };
  Open(hourly);
  Raise(1);
  Raise(2);
  Pass(std::chrono::minutes(50));
  EXPECT_THAT(mood_.got, IsEmpty());
  Open(hourly);
  Raise(3);
  Pass(std::chrono::minutes(11));
  EXPECT_THAT(mood_.digests, ElementsAre(3U));
  EXPECT_THAT(mood_.got, ElementsAre(1, 2, 3));
}

TEST_F(DeadLettersTest, ACriticalAlertDoesNotWaitForADigest) {
  Open([](SinkSlot& slot) { slot.digest = std::chrono::hours(1); });
  Raise(1);
  Raise(2, Severity::kCritical);
  courier_->RunOnce();
  EXPECT_THAT(mood_.got, ElementsAre(1, 2));
}

}  // namespace
}  // namespace claimwatch::testing
