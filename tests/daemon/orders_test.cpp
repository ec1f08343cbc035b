#include "daemon/orders.h"

#include <gmock/gmock.h>

#include "core/clock.h"
#include "daemon/acks.h"
#include "daemon/dead_letters.h"
#include "daemon/garbage.h"
#include "storage/store.h"
#include "tests/daemon/proposal_samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

class OrdersTest : public ::testing::Test {
 protected:
  OrdersTest() {
    std::vector<Proposal> proposals;
    proposals.push_back(NumberedProposal(1));
    EXPECT_TRUE(store_->Raise(std::move(proposals), Noon()).ok());
  }

  Result<Json> Give(const Json& order, Trust trust = Trust::kOwner) {
    return CarryOut(order, trust,
                    {*store_,
                     clock_,
                     {},
                     [this] { return reload_; },
                     [this] {
                       ++told_;
                     }});
  }

  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  Status reload_;
  int told_ = 0;
};

TEST_F(OrdersTest, AnAckKeepsWhoWhenAndWhy) {
  const Result<Json> done = Give(Json::Of(
      {{"verb", "ack"}, {"alert", 1}, {"by", "Anna"}, {"why", "called the press office"}}));
  ASSERT_TRUE(done.ok()) << done.error().message();
  const Result<std::map<std::uint64_t, Ack>> acks = Acks(*store_);
  ASSERT_TRUE(acks.ok() && acks->contains(1));
  EXPECT_EQ(acks->at(1).by, "Anna");
  EXPECT_EQ(acks->at(1).why, "called the press office");
  EXPECT_EQ(acks->at(1).when, Noon());
}

// Two installations on one machine may have the same socket.
TEST_F(OrdersTest, AnOrderForAnotherStoreIsNotCarriedOut) {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path() / "a");
  std::filesystem::create_directories(folder.path() / "b");
  std::filesystem::create_directory_symlink(folder.path() / "a", folder.path() / "also-a");
  const auto give = [&](const std::string& name) {
    return CarryOut(Json::Of({{"verb", "ack"},
                              {"alert", 1},
                              {"by", "Anna"},
                              {"store", StoreName(folder.path() / name)}}),
                    Trust::kOwner, {*store_, clock_, {}, {}, {}, {}, folder.path() / "a"});
  };
  const Result<Json> wrong = give("b");
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code(), Errc::kNetwork);
  EXPECT_THAT(wrong.error().message(), HasSubstr("runs on the store"));
  EXPECT_TRUE(Acks(*store_)->empty());
  EXPECT_TRUE(give("a").ok());
  EXPECT_TRUE(give("also-a").ok());
}

TEST_F(OrdersTest, GarbageIsDroppedAtOnceOrByTheDaemonInItsOwnTime) {
  Page wall;
  wall.fetched = Noon();
  ASSERT_TRUE(store_->KeepCapture(wall).ok());
  Json order =
      Json::Of({{"verb", "gc"},
                {"limits", RetentionJson({.refused_before = Noon() + std::chrono::hours(1)})}});
  OrderDesk desk = {*store_, clock_, {}, {}, {}};
  std::optional<Time> wanted;
  desk.collect = [&](std::optional<Time> refused_before) {
    wanted = refused_before;
    return Result<std::string>("7");
  };
  EXPECT_EQ(CarryOut(order, Trust::kMember, desk).error().code(), Errc::kRefused);
  EXPECT_EQ((*CarryOut(order, Trust::kOwner, desk))["ticket"].AsString(), "7");
  EXPECT_FALSE(wanted) << "the daemon's own limits hold";
  EXPECT_EQ(store_->GetStatus()->captures, 1U);
  EXPECT_EQ((*Give(order))["captures"].AsInt(), 1) << "nobody runs";
  EXPECT_EQ(store_->GetStatus()->captures, 0U);
  order.Set("before", FormatTime(Noon()));
  ASSERT_TRUE(CarryOut(order, Trust::kOwner, desk).ok());
  EXPECT_EQ(wanted, Noon());
  EXPECT_EQ(Give(order.Set("before", "soon")).error().code(), Errc::kInvalid);
}

TEST_F(OrdersTest, AnAckOfNothingOrByNobodyIsRefused) {
  EXPECT_EQ(Give(Json::Of({{"verb", "ack"}, {"alert", 7}, {"by", "Anna"}})).error().code(),
            Errc::kNotFound);
  EXPECT_THAT(Give(Json::Of({{"verb", "ack"}, {"alert", 1}})).error().message(), HasSubstr("--by"));
  EXPECT_EQ(Give(Json::Of({{"verb", "ack"}, {"by", "Anna"}})).error().code(), Errc::kInvalid);
}

TEST_F(OrdersTest, TheAlertItselfDoesNotChangeByAnAck) {
  const std::string before = store_->FindAlert("1")->record.Dump();
  ASSERT_TRUE(Give(Json::Of({{"verb", "ack"}, {"alert", 1}, {"by", "Anna"}})).ok());
  EXPECT_EQ(store_->FindAlert("1")->record.Dump(), before);
}

TEST_F(OrdersTest, MembersMayAcknowledgeButNotReloadNorDrop) {
  EXPECT_TRUE(Give(Json::Of({{"verb", "ack"}, {"alert", 1}, {"by", "Anna"}}), Trust::kMember).ok());
  for (const char* verb : {"reload", "retry", "drop"}) {
    const Result<Json> refused = Give(Json::Of({{"verb", verb}}), Trust::kMember);
    ASSERT_FALSE(refused.ok()) << verb;
    EXPECT_EQ(refused.error().code(), Errc::kRefused) << verb;
  }
}

TEST_F(OrdersTest, AReloadHandsOnWhatIsWrong) {
  reload_ = Error(Errc::kConfig, "a.toml:1:1: unknown key");
  const Result<Json> done = Give(Json::Of({{"verb", "reload"}}));
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code(), Errc::kConfig);
  EXPECT_THAT(done.error().message(), HasSubstr("a.toml:1:1"));
}

TEST_F(OrdersTest, ARetryMarksTheLetterAndTellsTheCourier) {
  ASSERT_TRUE(Bury(*store_, {"hook", 1, "400", 3, Noon(), false}).ok());
  const Result<Json> done = Give(Json::Of({{"verb", "retry"}, {"sink", "hook"}}));
  ASSERT_TRUE(done.ok());
  EXPECT_EQ((*done)["count"].AsInt(), 1);
  EXPECT_EQ(told_, 1);
  EXPECT_TRUE(DeadLetters(*store_, "hook")->front().again);
}

TEST_F(OrdersTest, AnUnknownOrderIsSaidSo) {
  EXPECT_THAT(Give(Json::Of({{"verb", "dance"}})).error().message(), HasSubstr("no order 'dance'"));
}

TEST_F(OrdersTest, WithoutADaemonNothingIsReloaded) {
  const Result<Json> done =
      CarryOut(Json::Of({{"verb", "reload"}}), Trust::kOwner, {*store_, clock_, {}, {}, {}});
  EXPECT_EQ(done.error().code(), Errc::kUnsupported);
}

}  // namespace
}  // namespace claimwatch::testing
