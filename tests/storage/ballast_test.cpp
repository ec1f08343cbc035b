#include "storage/ballast.h"

#include <gmock/gmock.h>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

class BallastFile : public ::testing::Test {
 protected:
  TempFolder folder_;
  fs::path file_ = folder_.path() / "ballast";
};

TEST_F(BallastFile, TakesTheRoomAndGivesItBack) {
  const Ballast ballast(file_, 1_MiB);
  EXPECT_FALSE(ballast.IsHeld());
  ASSERT_TRUE(ballast.Hold().ok());
  EXPECT_TRUE(ballast.IsHeld());
  EXPECT_EQ(fs::file_size(file_), 1U << 20U);
  ASSERT_TRUE(ballast.Release().ok());
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(BallastFile, IsFoundAgainByTheNextLife) {
  ASSERT_TRUE(Ballast(file_, 1_MiB).Hold().ok());
  EXPECT_TRUE(Ballast(file_, 1_MiB).IsHeld());
  EXPECT_TRUE(Ballast(file_, 1_MiB).Hold().ok()) << "holding twice is no error";
}

TEST_F(BallastFile, GrowsWhenMoreIsWanted) {
  ASSERT_TRUE(Ballast(file_, 1_MiB).Hold().ok());
  EXPECT_FALSE(Ballast(file_, 2_MiB).IsHeld());
  ASSERT_TRUE(Ballast(file_, 2_MiB).Hold().ok());
  EXPECT_TRUE(Ballast(file_, 2_MiB).IsHeld());
}

TEST_F(BallastFile, WithoutASizeIsNoFile) {
  const Ballast ballast(file_, {});
  EXPECT_TRUE(ballast.IsHeld());
  ASSERT_TRUE(ballast.Hold().ok());
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_TRUE(ballast.Release().ok());
}

TEST_F(BallastFile, WhatTheDiskHasNoRoomForLeavesNothing) {
  const Ballast ballast(file_, Bytes{std::uint64_t{1} << 50U});
  const Status held = ballast.Hold();
  ASSERT_FALSE(held.ok());
  EXPECT_THAT(held.error().message(), ::testing::HasSubstr(file_.string()));
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(BallastFile, WhereNoFileCanBeMadeSaysSo) {
  const Ballast ballast(folder_.path() / "nowhere" / "ballast", 1_MiB);
  EXPECT_FALSE(ballast.Hold().ok());
  EXPECT_TRUE(ballast.Release().ok()) << "there is nothing to give back";
}

}  // namespace
}  // namespace claimwatch::testing
