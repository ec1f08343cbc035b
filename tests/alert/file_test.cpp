#include <csignal>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "plugins/alert/sinks.h"
#include "tests/alert/samples.h"
#include "tests/support/schema.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

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

TEST_F(AlertLog, AFolderInItsPlaceIsAClearError) {
  std::filesystem::create_directories(path());
  SinkOptions options;
  options.path = path();
  const auto sink = MakeFileSink(options);
  ASSERT_FALSE(sink.ok());
  EXPECT_THAT(sink.error().message(), HasSubstr("cannot open: Is a directory"));
}

}  // namespace
}  // namespace claimwatch::testing
