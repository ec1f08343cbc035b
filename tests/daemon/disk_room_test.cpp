#include "daemon/disk_room.h"

#include <gmock/gmock.h>

#include "tests/support/small_disk.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

StorageConfig Wanting(Bytes least, Bytes ballast) {
  StorageConfig config;
  config.disk_free_min = least;
  config.ballast = ballast;
  return config;
}

TEST(DiskRoom, WithPlentyHoldsTheBallastAndPausesNothing) {
  const TempFolder folder;
  const Room room = DiskRoom(folder.path(), Wanting(1_MiB, 1_MiB)).Look();
  EXPECT_FALSE(room.low);
  EXPECT_TRUE(room.ballast_held);
  EXPECT_TRUE(fs::exists(folder.path() / "ballast"));
}

TEST(DiskRoom, BelowTheWatermarkSaysWhichKeyAndTakesNoBallast) {
  const TempFolder folder;
  const Room room = DiskRoom(folder.path(), Wanting(Bytes{std::uint64_t{1} << 60U}, 1_MiB)).Look();
  EXPECT_TRUE(room.low);
  EXPECT_FALSE(room.ballast_held);
  EXPECT_THAT(room.words, HasSubstr("storage.disk_free_min"));
}

TEST(DiskRoom, WhereTheRoomCannotBeToldNothingPauses) {
  const Room room = DiskRoom("/nowhere/at/all", Wanting(1_MiB, 1_MiB)).Look();
  EXPECT_FALSE(room.low);
  EXPECT_EQ(room.words, "not known");
}

TEST(DiskRoom, GivesTheBallastUpWhenFullAndTakesItAgainBeforeFetchingGoesOn) {
  const TempFolder folder;
  const SmallDisk disk(folder.path(), 16);
  if (!disk.works()) {
    GTEST_SKIP() << "no right to mount a small disk";
  }
  const DiskRoom room(folder.path(), Wanting(1_MiB, 8_MiB));
  ASSERT_TRUE(room.Look().ballast_held);
  const Ballast stranger(folder.path() / "stranger", 7'680_KiB);
  ASSERT_TRUE(stranger.Hold().ok());
  const Room full = room.Look();
  EXPECT_TRUE(full.low);
  EXPECT_FALSE(full.ballast_held);
  EXPECT_TRUE(room.Look().low) << "the room that the ballast gave is not for fetching";
  ASSERT_TRUE(stranger.Release().ok());
  const Room again = room.Look();
  EXPECT_FALSE(again.low);
  EXPECT_TRUE(again.ballast_held);
}

}  // namespace
}  // namespace claimwatch::testing
