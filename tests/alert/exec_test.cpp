#include <csignal>

#include <gmock/gmock.h>
#include <unistd.h>

#include "plugins/alert/sinks.h"
#include "tests/alert/samples.h"
#include "tests/support/schema.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

class ExecSink : public ::testing::Test {
 protected:
  ExecSink() { std::signal(SIGPIPE, SIG_IGN); }  // as the daemon does

  Status Run(const std::string& script, Duration timeout = std::chrono::seconds(4)) {
    SinkOptions options;
    options.command = {"/bin/sh", "-c", script, "sh", (folder_.path() / "out").string()};
    options.timeout = timeout;
    return (*MakeExecSink(options))->Deliver(StampedAlert(1));
  }

  std::string Out() const { return ReadFile(folder_.path() / "out"); }

  ScratchFolder folder_;
};

TEST_F(ExecSink, GivesTheRecordAsOneLineOnStandardInput) {
  EXPECT_TRUE(Run("cat > $1").ok());
  const Result<Json> record = Json::Parse(Out());
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(AlertComplaints(*record), "");
}

TEST_F(ExecSink, NamesTheAlertInTheEnvironment) {
  EXPECT_TRUE(Run("printf %s \"$CLAIMWATCH_ALERT_ID\" > $1").ok());
  EXPECT_EQ(Out(), StampedAlert(1).id);
}

TEST_F(ExecSink, ACommandInheritsNoDescriptor) {
  const int open = ::dup(STDERR_FILENO);  // without O_CLOEXEC
  EXPECT_TRUE(
      Run("for n in 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && printf %s $n; done > $1; true")
          .ok());
  ::close(open);
  EXPECT_EQ(Out(), "");
}

TEST_F(ExecSink, AFailingCommandIsNotADelivery) {
  const Status status = Run("exit 3");
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message(), HasSubstr("ended with status 3"));
}

TEST_F(ExecSink, AStatusOf65RefusesTheAlertForGood) {
  EXPECT_EQ(Run("cat >/dev/null; exit 65").error().code(), Errc::kRefused);
  EXPECT_EQ(Run("cat >/dev/null; exit 1").error().code(), Errc::kIo);
}

TEST_F(ExecSink, ACommandThatReadsNothingMayStillSucceed) {
  EXPECT_TRUE(Run("exec 0<&-; exit 0").ok());
}

TEST_F(ExecSink, AHangingCommandIsKilledWithItsChildren) {
  const Status status = Run("sleep 60 & wait", std::chrono::milliseconds(200));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code(), Errc::kLimit);
}

TEST_F(ExecSink, AMissingCommandIsAClearError) {
  SinkOptions options;
  options.command = {"/nonexistent/notifier"};
  const Status status = (*MakeExecSink(options))->Deliver(StampedAlert(1));
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message(), HasSubstr("exec /nonexistent/notifier: No such file"));
  EXPECT_FALSE(MakeExecSink(SinkOptions()).ok());
}

}  // namespace
}  // namespace claimwatch::testing
