// The power goes at any moment: nothing acknowledged is lost, nothing is told twice.
//
// A writer runs with the recorder in front of its disk; from the record many cuts are made, and the
// store each one leaves is opened and checked. The next writer goes on from the last of them. The
// same record on a disk that forgets the syncs of the write-ahead log is the control: there
// acknowledged versions must be missing, else the test would prove nothing. Environment:
// CW_CUT_ROUNDS for more writers (ten cuts each).
#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>

#include "tests/storage/erasing_writer.h"
#include "tests/storage/recorded_disk.h"
#include "tests/storage/writer.h"
#include "tests/support/asked.h"
#include "tests/support/sanitized.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 6;
constexpr int kErasingRounds = 3;  // each cut is looked through three times
constexpr int kCutsPerRound = 10;

struct Total {
  std::uint64_t cuts = 0;
  std::uint64_t acknowledged = 0;
  std::uint64_t lost = 0;
  std::uint64_t doubled = 0;
  std::uint64_t unreadable = 0;
};

class PowerCut : public ::testing::Test {
 protected:
  void SetUp() override {
    if (kSanitized) {
      GTEST_SKIP() << "a sanitizer wants to be the first library, and so does the recorder";
    }
    fs::create_directories(disk_);
  }

  // A writer on the disk as it is; answers what it asked of it.
  std::vector<DiskEvent> Record(const char* writer = kForeverTest) {
    fs::remove(log_);
    Acks told;
    RunAndKill(disk_ / "store", 10 + random_() % 120, static_cast<unsigned>(random_() % 30'000),
               told,
               {{"LD_PRELOAD", CW_DISK_RECORDER},
                {"CW_DISK_ROOT", disk_.string()},
                {"CW_DISK_LOG", log_.string()}},
               writer);
    return ReadDiskEvents(log_);
  }

  // The record begins on the disk as the last cut left it, so it is kept aside meanwhile.
  std::vector<DiskEvent> RecordAndForget(const char* writer = kForeverTest) {
    const fs::path before = folder_.path() / "before";
    fs::remove_all(before);
    fs::copy(disk_, before, fs::copy_options::recursive);
    std::vector<DiskEvent> events = Record(writer);
    fs::remove_all(disk_);
    fs::rename(before, disk_);
    return events;
  }

  std::vector<std::size_t> Moments(std::size_t events) {
    std::vector<std::size_t> moments;
    for (int i = 0; i < kCutsPerRound; ++i) {
      moments.push_back(random_() % events);
    }
    std::sort(moments.begin(), moments.end());
    return moments;
  }

  // Cuts at each of the moments. `before` is what was acknowledged before the record began; answers
  // what was by the last cut, whose disk is left in `cut_`.
  Acks CutAt(const std::vector<DiskEvent>& events, const std::vector<std::size_t>& moments,
             Obeys obeys, const Acks& before, Total& total) {
    RecordedDisk disk(disk_, obeys);
    Acks acks = before;
    std::string buffer;
    std::size_t at = 0;
    for (const std::size_t moment : moments) {
      for (; at < moment; ++at) {
        disk.Take(events[at]);
        buffer += events[at].kind == 'A' ? events[at].bytes : "";
      }
      TakeAcks(buffer, acks);
      disk.CutTo(cut_, random_);
      const Losses losses = LossesIn(cut_ / "store", acks);
      if (obeys == Obeys::kEverySync) {
        EXPECT_EQ(losses.problem, "") << "event " << moment << " of " << events.size();
        EXPECT_EQ(losses.versions + losses.alerts, 0U) << "event " << moment;
        EXPECT_EQ(losses.doubled, 0U);
      }
      ++total.cuts;
      total.lost += losses.versions + losses.alerts;
      total.doubled += losses.doubled;
      total.unreadable += losses.problem.empty() ? 0U : 1U;
    }
    total.acknowledged += acks.count - before.count;
    return acks;
  }

  void Say(const char* what, const Total& total) {
    std::printf("%s: %llu power cuts, %llu acknowledged, %llu lost, %llu doubled, %llu refused\n",
                what, static_cast<unsigned long long>(total.cuts),
                static_cast<unsigned long long>(total.acknowledged),
                static_cast<unsigned long long>(total.lost),
                static_cast<unsigned long long>(total.doubled),
                static_cast<unsigned long long>(total.unreadable));
  }

  std::mt19937 random_{20250619};  // NOLINT(cert-msc51-cpp): the same choices each time
  TempFolder folder_;
  fs::path disk_ = folder_.path() / "disk";
  fs::path cut_ = folder_.path() / "cut";
  fs::path log_ = folder_.path() / "log";
};

TEST_F(PowerCut, LosesNothingAcknowledgedAndRepeatsNothing) {
  const int rounds = Asked("CW_CUT_ROUNDS", kRounds);
  Acks acks;
  Total total;
  Total control;
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    const std::vector<DiskEvent> events = RecordAndForget();
    ASSERT_FALSE(events.empty()) << "the recorder recorded nothing";
    const std::vector<std::size_t> moments = Moments(events.size());
    CutAt(events, moments, Obeys::kNoSyncOfLogs, acks, control);
    acks = CutAt(events, moments, Obeys::kEverySync, acks, total);
    fs::remove_all(disk_);
    fs::rename(cut_, disk_);
  }
  Say("as it is", total);
  Say("control, a disk that forgets", control);
  EXPECT_GT(total.acknowledged, total.cuts);
  EXPECT_GT(control.lost + control.unreadable, control.cuts / 2) << "the test would see no loss";
}

TEST_F(PowerCut, LeavesAnErasureWhollyDoneOrNotBegun) {
  const int rounds = Asked("CW_CUT_ROUNDS", kErasingRounds);
  Acks acks;
  std::uint64_t erased = 0;
  int cuts = 0;
  int words = 0;
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    const std::vector<DiskEvent> events = RecordAndForget(kErasingTest);
    ASSERT_FALSE(events.empty()) << "the recorder recorded nothing";
    RecordedDisk disk(disk_, Obeys::kEverySync);
    std::string buffer;
    std::size_t at = 0;
    for (const std::size_t moment : Moments(events.size())) {
      for (; at < moment; ++at) {
        disk.Take(events[at]);
        buffer += events[at].kind == 'A' ? events[at].bytes : "";
      }
      TakeAcks(buffer, acks);
      disk.CutTo(cut_, random_);
      const Finisher finisher = ++cuts % 2 == 0 ? Finisher::kStart : Finisher::kGarbage;
      const ErasureCheck check = ErasuresIn(cut_ / "store", acks, finisher);
      EXPECT_EQ(check.problem, "") << "round " << round << ", event " << moment;
      erased = check.erased;
      words += check.words ? 1 : 0;
    }
    fs::remove_all(disk_);
    fs::rename(cut_, disk_);
  }
  std::printf("%d power cuts, %llu erased; %d times the files still held words\n", cuts,
              static_cast<unsigned long long>(erased), words);
  EXPECT_GT(words, cuts / 10) << "the cuts came too late to say anything";
}

}  // namespace
}  // namespace claimwatch::testing
