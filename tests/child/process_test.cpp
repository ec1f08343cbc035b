// One process at the far end of pipes: the conversation, the errand, and the end of both.
#include "plugins/child/process.h"

#include <charconv>

#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Duration kPatience = std::chrono::seconds(30);  // never used up when all is well

Process Shell(const std::string& script) {
  return std::move(Process::Start({"/bin/sh", "-c", script})).value();
}

Status RunErrand(const std::string& script, Duration timeout = kPatience) {
  return std::move(Process::StartErrand({"/bin/sh", "-c", script}, {"CW_WORD=told"}))
      .value()
      .Finish("the input\n", timeout);
}

pid_t PidIn(std::string_view text) {
  pid_t pid = 0;
  std::from_chars(text.data(), text.data() + text.size(), pid);
  return pid;
}

// Watches a process that is no child of ours.
Descriptor Watched(pid_t pid) {
  return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

bool Ends(const Descriptor& watched, int milliseconds) {
  pollfd one = {watched.get(), POLLIN, 0};
  return ::poll(&one, 1, milliseconds) > 0;
}

TEST(Conversation, NeitherSideWaitsForTheOtherWithAFullPipe) {
  Process echo = std::move(Process::Start({"/bin/cat"})).value();
  const std::string line(std::size_t{4} << 20, 'x');
  const Result<std::string> answer = echo.Exchange(line + "\n", 8_MiB, kPatience);
  ASSERT_TRUE(answer.ok()) << answer.error().message();
  EXPECT_EQ(*answer, line);
}

TEST(Conversation, EndsWithWhyTheProcessEnded) {
  const auto why = [](const std::string& script) {
    const Result<std::string> answer = Shell(script).Exchange("?\n", 1_MiB, kPatience);
    EXPECT_EQ(answer.ok() ? Errc::kInvalid : answer.error().code(), Errc::kIo) << script;
    return answer.ok() ? "" : answer.error().message();
  };
  EXPECT_EQ(why("read -r line; exit 3"), "ended with status 3");
  EXPECT_EQ(why("kill -9 $$"), "killed by signal 9 (Killed)");
  EXPECT_EQ(why("exit 71"), "needs more memory than it may have");
  EXPECT_EQ(why("exec sleep 1000 >&- <&-"), "closed its pipes");
}

TEST(Conversation, KeepsTheLastLineOfStandardErrorForPeople) {
  Process process = Shell("read -r line; printf 'first\\nlast \\033[2J\\n' >&2; exit 1");
  EXPECT_FALSE(process.Exchange("?\n", 1_MiB, kPatience).ok());
  EXPECT_THAT(process.LastWords(),
              AllOf(HasSubstr("last "), Not(HasSubstr("first")), Not(HasSubstr("\x1b"))));
}

TEST(Conversation, KillsWithTheProcessAllThatItStarted) {
  std::optional<Process> process = Shell("read -r line; sleep 1000 & echo $!; wait");
  const Result<std::string> answer = process->Exchange("?\n", 1_MiB, kPatience);
  ASSERT_TRUE(answer.ok()) << answer.error().message();
  const Descriptor sleeper = Watched(PidIn(*answer));
  ASSERT_TRUE(sleeper.valid());
  EXPECT_FALSE(Ends(sleeper, 0));
  process.reset();
  EXPECT_TRUE(Ends(sleeper, 30'000));
}

TEST(Errand, HasItsInputToTheEndAndItsOwnWordInTheEnvironment) {
  EXPECT_TRUE(RunErrand("read -r a && [ \"$a\" = 'the input' ] && ! read -r b && "
                        "[ \"$CW_WORD\" = told ] && [ \"$PATH\" ] && [ \"$(pwd)\" = / ]")
                  .ok());
}

TEST(Errand, ThatEndsBadlySaysHow) {
  EXPECT_EQ(RunErrand("exit 71").error().message(), "ended with status 71");
  EXPECT_EQ(RunErrand("kill -15 $$").error().message(), "killed by signal 15 (Terminated)");
}

TEST(Errand, ThatTakesTooLongIsALimit) {
  const Status late = RunErrand("sleep 1000", std::chrono::milliseconds(50));
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code(), Errc::kLimit);
  EXPECT_EQ(late.error().message(), "killed after 50ms");
}

TEST(Errand, MayLeaveSomethingRunningBehindIt) {
  const TempFolder folder;
  const std::filesystem::path file = folder.path() / "pid";
  ASSERT_TRUE(RunErrand("sleep 1000 > /dev/null 2>&1 & echo $! > " + file.string()).ok());
  const pid_t pid = PidIn(ReadAll(file));
  ASSERT_GT(pid, 1);
  const Descriptor sleeper = Watched(pid);
  EXPECT_TRUE(sleeper.valid());
  EXPECT_FALSE(Ends(sleeper, 0));
  ::kill(pid, SIGKILL);
}

}  // namespace
}  // namespace claimwatch::testing
