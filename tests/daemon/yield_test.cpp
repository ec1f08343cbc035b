#include "daemon/yield.h"

#include <gmock/gmock.h>

#include "storage/store.h"
#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

class YieldTest : public ::testing::Test {
 protected:
  std::optional<Time> Bad(int minute) {
    return *yield_.Note("s", Yield::Of::kPages, "consent wall", Yield::Sign::kOne,
                        Noon() + std::chrono::minutes(minute));
  }

  void Good() {
    EXPECT_FALSE(yield_.Note("s", Yield::Of::kPages, "", Yield::Sign::kOne, Noon())->has_value());
  }

  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  Yield yield_{*store_};
};

TEST_F(YieldTest, AFewBadPagesAreNoNews) {
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(Bad(i), std::nullopt);
  }
  Good();
  EXPECT_EQ(Bad(9), std::nullopt) << "counting starts anew after a good page";
}

TEST_F(YieldTest, ManyInARowAreSaidUntilTold) {
  for (int i = 0; i < 4; ++i) {
    Bad(i);
  }
  EXPECT_EQ(Bad(4), Noon()) << "since the first bad page";
  EXPECT_EQ(Bad(5), Noon()) << "nobody was told yet: a crash came between";
  EXPECT_TRUE(yield_.Told("s", Yield::Of::kPages).ok());
  EXPECT_EQ(Bad(6), std::nullopt);
}

TEST_F(YieldTest, ARecoveredSourceCanDegradeAnew) {
  for (int i = 0; i < 5; ++i) {
    Bad(i);
  }
  EXPECT_TRUE(yield_.Told("s", Yield::Of::kPages).ok());
  Good();
  for (int i = 10; i < 14; ++i) {
    EXPECT_EQ(Bad(i), std::nullopt);
  }
  EXPECT_EQ(Bad(14), Noon() + std::chrono::minutes(10));
}

TEST_F(YieldTest, AFeedThatIsReadSaysNothingOfPagesThatAreWalls) {
  Bad(0);
  EXPECT_TRUE(yield_.Note("s", Yield::Of::kFeed, "", Yield::Sign::kOne, Noon()).ok());
  EXPECT_EQ((*Yield::Trouble(*store_, "s"))["problem"].AsString(), "consent wall");
  Good();
  EXPECT_TRUE(Yield::Trouble(*store_, "s")->IsNull());
}

TEST_F(YieldTest, ASureSignNeedsNoCounting) {
  EXPECT_EQ(*yield_.Note("s", Yield::Of::kPages, "410 Gone", Yield::Sign::kSure, Noon()), Noon());
}

}  // namespace
}  // namespace claimwatch::testing
