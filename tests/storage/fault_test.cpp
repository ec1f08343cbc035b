// A disk that fails at any request, and a process that may open too few files or write too large
// ones: nothing acknowledged is lost, nothing stops the process, and the first refusal says why.
//
// Environment: CW_FAULT_POINTS for more points (0: every one).
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/wait.h>

#include "tests/storage/writer.h"
#include "tests/support/asked.h"
#include "tests/support/sanitized.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using Environment = std::vector<std::pair<std::string, std::string>>;

constexpr long kPoints = 24;

struct Total {
  long points = 0;
  long refused = 0;  // writers that met the fault
  std::uint64_t acknowledged = 0;
  std::uint64_t lost = 0;
  std::uint64_t doubled = 0;
  long stopped = 0;  // by a signal
};

class Faults : public ::testing::Test {
 protected:
  void SetUp() override {
    if (kSanitized) {
      GTEST_SKIP() << "a sanitizer wants to be the first library, and so does the one that fails";
    }
  }

  // A store with versions in tables and in the log, for runs that begin with one.
  void Seed() {
    Acks acks;
    const RefusedRun run = RunUntilRefused(seed_, {}, acks);
    ASSERT_EQ(run.status, 0);
    ASSERT_EQ(run.said, "");
    seeded_ = acks;
  }

  // One writer that meets the fault of `environment`, and what the next one finds.
  void Try(const std::string& name, const Environment& environment, bool fresh, Total& total) {
    const fs::path dir = folder_.path() / "store";
    fs::remove_all(dir);
    Acks acks;
    if (!fresh) {
      fs::copy(seed_, dir, fs::copy_options::recursive);
      acks = seeded_;
    }
    const std::uint64_t before = acks.count;
    const RefusedRun run = RunUntilRefused(dir, environment, acks);
    EXPECT_EQ(run.status, 0) << name << ": the process was stopped";
    const Losses losses = LossesIn(dir, acks);
    EXPECT_EQ(losses.problem, "") << name;
    EXPECT_EQ(losses.versions + losses.alerts, 0U) << name;
    EXPECT_EQ(losses.doubled, 0U) << name;
    EXPECT_THAT(run.said, ::testing::AnyOf("", ::testing::HasSubstr("store"))) << name;
    ++total.points;
    total.refused += run.said.empty() ? 0 : 1;
    total.stopped += WIFSIGNALED(run.status) ? 1 : 0;
    total.acknowledged += acks.count - before;
    total.lost += losses.versions + losses.alerts;
    total.doubled += losses.doubled;
  }

  static void Say(const char* what, const Total& total) {
    std::printf(
        "%s: %ld runs, %ld refused, %llu acknowledged, %llu lost, %llu doubled, %ld stopped\n",
        what, total.points, total.refused, static_cast<unsigned long long>(total.acknowledged),
        static_cast<unsigned long long>(total.lost), static_cast<unsigned long long>(total.doubled),
        total.stopped);
  }

  TempFolder folder_;
  fs::path seed_ = folder_.path() / "seed";
  Acks seeded_;
};

class FailingDisk : public Faults {
 protected:
  Environment At(long point, bool forever) const {
    Environment environment = {{"LD_PRELOAD", CW_DISK_FAULTS},
                               {"CW_FAULT_ROOT", (folder_.path() / "store").string()},
                               {"CW_FAULT_COUNT", (folder_.path() / "count").string()},
                               {"CW_FAULT_AT", std::to_string(point)}};
    if (forever) {
      environment.emplace_back("CW_FAULT_FOREVER", "1");
    }
    return environment;
  }

  // How many requests a run makes that meets no fault.
  long Requests(bool fresh) {
    Total total;
    Try("without a fault", At(0, false), fresh, total);
    EXPECT_EQ(total.refused, 0);
    long count = 0;
    std::ifstream(folder_.path() / "count") >> count;
    return count;
  }

  void TryPoints(bool fresh) {
    const long requests = Requests(fresh);
    ASSERT_GT(requests, 20) << "the library saw too little";
    const long points = Asked("CW_FAULT_POINTS", kPoints / 4);
    const long step = points == 0 ? 1 : std::max(1L, requests / points);
    Total once;
    Total forever;
    for (long point = 1; point <= requests && !HasFailure(); point += step) {
      Try(fmt::format("request {} of {} fails", point, requests), At(point, false), fresh, once);
      Try(fmt::format("all from {} of {} on fail", point, requests), At(point, true), fresh,
          forever);
    }
    Say("one request fails", once);
    Say("all fail from one on", forever);
    EXPECT_GT(forever.refused, forever.points / 2) << "the test would see no fault";
  }
};

TEST_F(FailingDisk, UnderANewStoreLosesNothingAcknowledged) {
  TryPoints(true);
}

TEST_F(FailingDisk, UnderAStoreThatIsThereLosesNothingAcknowledged) {
  ASSERT_NO_FATAL_FAILURE(Seed());
  TryPoints(false);
}

TEST_F(Faults, TooFewFilesLoseNothingAcknowledged) {
  ASSERT_NO_FATAL_FAILURE(Seed());
  Total total;
  for (int files = 8; files <= 44 && !HasFailure(); files += 4) {
    Try(fmt::format("{} files", files), {{"CW_WRITER_FILES", std::to_string(files)}}, false, total);
  }
  Say("too few files", total);
  EXPECT_GT(total.refused, 2);
}

TEST_F(Faults, TooLargeFilesLoseNothingAcknowledged) {
  Total total;
  for (int kilobytes = 64; kilobytes <= 1'024 && !HasFailure(); kilobytes *= 2) {
    Try(fmt::format("files of {} KiB", kilobytes),
        {{"CW_WRITER_KILOBYTES", std::to_string(kilobytes)}}, true, total);
  }
  Say("too large files", total);
  EXPECT_GT(total.refused, 2);
}

}  // namespace
}  // namespace claimwatch::testing
