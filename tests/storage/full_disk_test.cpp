// A disk that is full to the last byte, at many moments of a writer's life: nothing acknowledged is
// lost, nothing stops the process, readers go on, and writing goes on once there is room.
//
// Environment: CW_FULL_ROUNDS for more sizes of the disk.
#include <cstdlib>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>

#include "storage/engine.h"
#include "storage/store.h"
#include "tests/storage/writer.h"
#include "tests/support/asked.h"
#include "tests/support/small_disk.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRounds = 10;
constexpr std::size_t kAtOnce = 5;
constexpr std::uint64_t kSmallest =
    12;  // MiB: less than the buffers hold, so that the log fills it
constexpr std::uint64_t kStep = 5;
constexpr std::uint64_t kLarge = 400;
constexpr std::chrono::seconds kSoon{10};

// One writer's meeting with a disk of `mebibytes`.
struct Meeting {
  bool could_mount = true;
  std::uint64_t acknowledged = 0;
  std::chrono::milliseconds resumed{};
};

Meeting MeetFullDisk(std::uint64_t mebibytes) {
  const TempFolder folder;
  const SmallDisk disk(folder.path(), mebibytes);
  if (!disk.works()) {
    return {false, 0, {}};
  }
  const fs::path dir = folder.path() / "store";
  Acks acks;
  const auto look_and_make_room = [&] {
    const Result<std::unique_ptr<Store>> reader = Store::OpenReader(dir);
    ASSERT_TRUE(reader.ok()) << reader.error().message();
    EXPECT_GE((*reader)->GetStatus()->versions, acks.versions) << "readers go on";
    ASSERT_TRUE(disk.Resize(kLarge));
  };
  const FullRun run = FillDisk(dir, look_and_make_room, acks);
  EXPECT_TRUE(run.was_full) << mebibytes;
  EXPECT_EQ(run.status, 0) << mebibytes << " MiB: the writer did not end as it should";
  EXPECT_LT(run.resumed, kSoon) << mebibytes;
  const Losses losses = LossesIn(dir, acks);
  EXPECT_EQ(losses.problem, "") << mebibytes;
  EXPECT_EQ(losses.versions + losses.alerts + losses.doubled, 0U) << mebibytes;
  return {true, acks.count, run.resumed};
}

// Several at a time: RocksDB looks for room every five seconds, and that is a wait.
TEST(FullDisk, LosesNothingStopsNothingAndWritesOnWithoutARestart) {
  const std::size_t rounds = Asked("CW_FULL_ROUNDS", kRounds);
  std::vector<Meeting> meetings(rounds);
  for (std::size_t first = 0; first < rounds && !HasFailure(); first += kAtOnce) {
    std::vector<std::jthread> threads;
    for (std::size_t i = first; i < std::min(rounds, first + kAtOnce); ++i) {
      threads.emplace_back([&meetings, i] { meetings[i] = MeetFullDisk(kSmallest + kStep * i); });
    }
  }
  std::chrono::milliseconds longest{};
  std::uint64_t acknowledged = 0;
  for (const Meeting& meeting : meetings) {
    if (!meeting.could_mount) {
      GTEST_SKIP() << "no right to mount a small disk";
    }
    longest = std::max(longest, meeting.resumed);
    acknowledged += meeting.acknowledged;
  }
  std::printf("%zu full disks, %llu acknowledged, writing again after at most %lld ms\n", rounds,
              static_cast<unsigned long long>(acknowledged),
              static_cast<long long>(longest.count()));
}

// RocksDB begins a new log after the failure only when it has a buffer to put away.
TEST(FullDisk, GoesOnWhenTheFirstRecordOfANewLogFindsNoRoom) {
  const TempFolder folder;
  const SmallDisk disk(folder.path(), kLarge / 10);
  if (!disk.works()) {
    GTEST_SKIP() << "no right to mount a small disk";
  }
  const std::unique_ptr<Engine> engine = std::move(Engine::Open(folder.path() / "db")).value();
  Batch first;
  first.Put(Family::kIndex, "first", "1");
  ASSERT_TRUE(engine->WriteAside(first).ok());  // empties all buffers
  {
    std::ofstream stranger(folder.path() / "stranger");
    const std::string block(4096, 'x');
    while (stranger.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }
  Batch second;
  second.Put(Family::kIndex, "second", "2");
  const Status refused = engine->Write(second);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code(), Errc::kBusy);
  fs::remove(folder.path() / "stranger");
  const auto since = std::chrono::steady_clock::now();
  while (!engine->Write(second).ok() && std::chrono::steady_clock::now() - since < kSoon) {
    std::this_thread::yield();
  }
  EXPECT_EQ(engine->Get(Family::kIndex, "first")->value_or(""), "1");
  EXPECT_EQ(engine->Get(Family::kIndex, "second")->value_or(""), "2");
}

}  // namespace
}  // namespace claimwatch::testing
