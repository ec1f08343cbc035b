#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "plugins/alert/sinks.h"
#include "tests/alert/samples.h"
#include "tests/support/asked.h"
#include "tests/support/schema.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Whether `sink` takes `alert` on a thread for which the kernel answers a system call with EIO.
bool DeliversWithout(unsigned call, AlertSink& sink, const Alert& alert) {
  bool delivered = false;
  std::thread([&] {
    sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EIO),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program = {std::size(steps), steps};
    ASSERT_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    ASSERT_EQ(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0), 0);
    delivered = sink.Deliver(alert).ok();
  }).join();
  return delivered;
}

class AlertLog : public ::testing::Test {
 protected:
  std::unique_ptr<AlertSink> Open() {
    SinkOptions options;
    options.path = path();
    Result<std::unique_ptr<AlertSink>> sink = MakeFileSink(options);
    EXPECT_TRUE(sink.ok());
    return std::move(sink).value();
  }

  std::filesystem::path path() const { return folder_.path() / "log" / "alerts.jsonl"; }

  // Sequences of the whole lines of `file`; every line is held against the schema.
  static std::vector<std::int64_t> Sequences(const std::filesystem::path& file) {
    std::vector<std::int64_t> sequences;
    const std::string text = ReadFile(file);
    for (const std::string_view line : Split(text, '\n')) {
      if (!line.empty()) {
        const Result<Json> record = Json::Parse(line);
        EXPECT_TRUE(record.ok()) << line;
        EXPECT_EQ(AlertComplaints(*record), "");
        sequences.push_back(record->At("event.sequence").AsInt());
      }
    }
    return sequences;
  }

  std::vector<std::int64_t> Sequences() const { return Sequences(path()); }

  void Append(std::string_view bytes) const { std::ofstream(path(), std::ios::app) << bytes; }

  ScratchFolder folder_;
};

TEST_F(AlertLog, HoldsOneLinePerAlertInOrder) {
  const auto sink = Open();
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

TEST_F(AlertLog, SkipsWhatAnEarlierLifeAlreadyWrote) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  const auto again = Open();
  EXPECT_TRUE(again->Deliver(StampedAlert(1)).ok());
  EXPECT_TRUE(again->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

TEST_F(AlertLog, DropsATornLineAndWritesItsAlertAgain) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  Append(StampedAlert(2).record.Dump().substr(0, 200));
  EXPECT_TRUE(Open()->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

TEST_F(AlertLog, ALineThatLacksOnlyItsBreakIsTornToo) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  Append(StampedAlert(2).record.Dump());
  EXPECT_TRUE(Open()->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

TEST_F(AlertLog, RotationLosesAndRepeatsNothing) {
  const auto sink = Open();
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  const std::filesystem::path rotated = path().string() + ".1";
  std::filesystem::rename(path(), rotated);
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok()) << "still the old file";
  EXPECT_TRUE(sink->Reopen().ok());
  EXPECT_TRUE(sink->Deliver(StampedAlert(3)).ok());
  EXPECT_THAT(Sequences(rotated), ElementsAre(1, 2));
  EXPECT_THAT(Sequences(), ElementsAre(3));
}

TEST_F(AlertLog, ADeletedLogIsBegunAnew) {
  const auto sink = Open();
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  std::filesystem::remove(path());
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(2));
}

TEST_F(AlertLog, ACrashRightAfterRotationRepeatsNothing) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  std::filesystem::rename(path(), path().string() + ".1");
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  EXPECT_THAT(Sequences(), ElementsAre());
}

TEST_F(AlertLog, AnotherStoresAlertOfTheSameNumberIsNotLost) {
  Alert other = StampedAlert(1);
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  other.id = std::string(32, 'f');
  EXPECT_TRUE(Open()->Deliver(other).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 1));
}

TEST_F(AlertLog, AForeignLineAtTheEndIsLeftAlone) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  Append("written by somebody else\n");
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  EXPECT_THAT(ReadFile(path()), HasSubstr("somebody else\n"));
}

TEST_F(AlertLog, AFullDiskIsAnErrorAndLeavesNoHalfLine) {
  const auto sink = Open();
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = std::filesystem::file_size(path()) + 100;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Status full = sink->Deliver(StampedAlert(2));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(full.ok());
  EXPECT_THAT(full.error().message(), HasSubstr("cannot write"));
  EXPECT_THAT(Sequences(), ElementsAre(1));
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

// The kernel tells once of pages that it could not write, then it takes them for written.
TEST_F(AlertLog, ALineThatCouldNotBeSyncedIsWrittenAnew) {
  const auto sink = Open();
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  EXPECT_FALSE(DeliversWithout(SYS_fdatasync, *sink, StampedAlert(2)));
  EXPECT_THAT(Sequences(), ElementsAre(1));
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

TEST_F(AlertLog, ALineOfAnEarlierLifeThatCouldNotBeSyncedIsWrittenAnew) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  EXPECT_TRUE(Open()->Deliver(StampedAlert(2)).ok());
  const auto sink = Open();
  EXPECT_FALSE(DeliversWithout(SYS_fdatasync, *sink, StampedAlert(1)));
  EXPECT_THAT(Sequences(), ElementsAre(1, 2)) << "only the last line may be in doubt";
  EXPECT_FALSE(DeliversWithout(SYS_fdatasync, *sink, StampedAlert(2)));
  EXPECT_THAT(Sequences(), ElementsAre(1));
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

TEST_F(AlertLog, AnEndThatCannotBeReadCostsNoLine) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  const auto sink = Open();
  EXPECT_FALSE(DeliversWithout(SYS_pread64, *sink, StampedAlert(2)));
  EXPECT_THAT(Sequences(), ElementsAre(1));
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2));
}

// A reload makes a sink while the one before still writes.
TEST_F(AlertLog, IsNotCutBeforeTheFirstAlertOfANewSink) {
  EXPECT_TRUE(Open()->Deliver(StampedAlert(1)).ok());
  const std::string line = StampedAlert(2).record.Dump();
  Append(line.substr(0, 200));
  const auto next = Open();
  Append(line.substr(200) + "\n");
  EXPECT_TRUE(next->Deliver(StampedAlert(3)).ok());
  EXPECT_THAT(Sequences(), ElementsAre(1, 2, 3));
}

TEST_F(AlertLog, AFolderInItsPlaceIsAClearError) {
  std::filesystem::create_directories(path());
  SinkOptions options;
  options.path = path();
  const auto sink = MakeFileSink(options);
  ASSERT_FALSE(sink.ok());
  EXPECT_THAT(sink.error().message(), HasSubstr("cannot open: Is a directory"));
}

// R14 of the reliability table, with a tenth of its lines: CW_ROTATION_LINES=200000 runs all of
// them.
TEST_F(AlertLog, FiftyRotationsByRenamingUnderLoadLoseNoLine) {
  constexpr int kRotations = 50;
  const int lines = Asked("CW_ROTATION_LINES", 20'000);
  SinkOptions options;
  options.path = path();
  options.sync = Sync::kNever;
  const auto sink = std::move(MakeFileSink(options)).value();
  const Alert alert = StampedAlert(1);
  Alert next = alert;
  int rotated = 0;
  for (int n = 1; n <= lines; ++n) {
    next.sequence = static_cast<std::uint64_t>(n);
    next.id = std::to_string(n);
    ASSERT_TRUE(sink->Deliver(next).ok());
    if (n % (lines / kRotations) == 0) {
      std::filesystem::rename(path(), path().string() + "." + std::to_string(++rotated));
      ASSERT_TRUE(sink->Deliver(next).ok()) << "between the rename and the signal";
      ASSERT_TRUE(sink->Reopen().ok());
    }
  }
  std::int64_t found = 0;
  for (int number = 0; number <= rotated; ++number) {
    const std::string text =
        ReadFile(number == 0 ? path().string() : path().string() + "." + std::to_string(number));
    found += std::count(text.begin(), text.end(), '\n');
  }
  EXPECT_EQ(rotated, kRotations);
  EXPECT_EQ(found, lines) << "each line once";
}

// A log that rotates itself: small enough that every few alerts do it.
class SelfRotation : public AlertLog {
 protected:
  std::unique_ptr<AlertSink> OpenSmall(int keep = 100) {
    SinkOptions options;
    options.path = path();
    options.sync = Sync::kNever;
    options.rotate_size = 16_KiB;
    options.rotate_keep = keep;
    Result<std::unique_ptr<AlertSink>> sink = MakeFileSink(options);
    EXPECT_TRUE(sink.ok());
    return std::move(sink).value();
  }

  std::filesystem::path Rotated(int number) const {
    return path().string() + "." + std::to_string(number);
  }

  int RotatedLogs() const {
    int number = 0;
    while (std::filesystem::exists(Rotated(number + 1))) {
      ++number;
    }
    return number;
  }

  // All logs, the oldest first.
  std::vector<std::int64_t> EverySequence() const {
    std::vector<std::int64_t> all;
    for (int number = RotatedLogs(); number > 0; --number) {
      const std::vector<std::int64_t> some = Sequences(Rotated(number));
      all.insert(all.end(), some.begin(), some.end());
    }
    const std::vector<std::int64_t> last = Sequences();
    all.insert(all.end(), last.begin(), last.end());
    return all;
  }
};

TEST_F(SelfRotation, LosesAndDoublesNothing) {
  std::vector<std::int64_t> wanted;
  const auto sink = OpenSmall();
  for (int n = 1; n <= 200; ++n) {
    ASSERT_TRUE(sink->Deliver(StampedAlert(static_cast<std::uint64_t>(n))).ok());
    wanted.push_back(n);
  }
  EXPECT_GT(RotatedLogs(), 5);
  EXPECT_EQ(EverySequence(), wanted);
}

TEST_F(SelfRotation, AnotherLifeRightAfterARotationWritesNothingAgain) {
  for (int n = 1; n <= 60; ++n) {
    const auto sink = OpenSmall();  // a life for each
    ASSERT_TRUE(sink->Deliver(StampedAlert(static_cast<std::uint64_t>(n))).ok());
    ASSERT_TRUE(OpenSmall()->Deliver(StampedAlert(static_cast<std::uint64_t>(n))).ok());
  }
  EXPECT_THAT(EverySequence(), ::testing::SizeIs(60));
}

TEST_F(SelfRotation, ALogThatIsGoneOrCannotBeMadeCostsNoRotatedOne) {
  const auto sink = OpenSmall(3);
  std::uint64_t next = 0;
  while (RotatedLogs() < 2 || std::filesystem::file_size(path()) < (16_KiB).count) {
    ASSERT_TRUE(sink->Deliver(StampedAlert(++next)).ok());
  }
  const std::string first = ReadFile(Rotated(1));
  const std::string second = ReadFile(Rotated(2));
  std::filesystem::rename(path(), folder_.path() / "by hand");
  std::filesystem::create_directory(path());
  for (int i = 0; i < 4; ++i) {
    EXPECT_FALSE(sink->Deliver(StampedAlert(next + 1)).ok());
  }
  std::filesystem::remove(path());
  EXPECT_TRUE(sink->Deliver(StampedAlert(++next)).ok());
  EXPECT_EQ(RotatedLogs(), 2);
  EXPECT_EQ(ReadFile(Rotated(1)), first);
  EXPECT_EQ(ReadFile(Rotated(2)), second);
  EXPECT_THAT(Sequences(), ElementsAre(static_cast<std::int64_t>(next)));
}

TEST_F(SelfRotation, ANumberThatIsMissingIsFilledBeforeAnyLogIsDropped) {
  const auto sink = OpenSmall(3);
  std::uint64_t next = 0;
  while (RotatedLogs() < 3) {
    ASSERT_TRUE(sink->Deliver(StampedAlert(++next)).ok());
  }
  const std::string third = ReadFile(Rotated(3));
  std::filesystem::remove(Rotated(1));
  while (!std::filesystem::exists(Rotated(1))) {
    ASSERT_TRUE(sink->Deliver(StampedAlert(++next)).ok());
  }
  EXPECT_EQ(ReadFile(Rotated(3)), third);
}

TEST_F(SelfRotation, KeepsAsManyLogsAsItIsTold) {
  const auto sink = OpenSmall(2);
  for (int n = 1; n <= 200; ++n) {
    ASSERT_TRUE(sink->Deliver(StampedAlert(static_cast<std::uint64_t>(n))).ok());
  }
  EXPECT_EQ(RotatedLogs(), 2);
  EXPECT_EQ(Sequences().empty() ? 200 : Sequences().back(), 200);
}

}  // namespace
}  // namespace claimwatch::testing
