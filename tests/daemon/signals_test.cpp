#include "daemon/signals.h"

#include <csignal>

#include <gtest/gtest.h>
#include <unistd.h>

namespace claimwatch::testing {
namespace {

// In a child process: dispositions and masks belong to the whole process.
[[noreturn]] void MeetBoth() {
  std::signal(SIGXFSZ, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
  const Result<Signals> signals = Signals::Make();
  std::raise(SIGXFSZ);
  std::raise(SIGPIPE);
  ::_exit(signals.ok() ? 0 : 1);
}

TEST(Signals, AFileAtItsLimitOrAClosedPipeDoesNotEndTheProcess) {
  EXPECT_EXIT(MeetBoth(), ::testing::ExitedWithCode(0), "");
}

TEST(Signals, ATerminationIsReadWhenItIsAskedFor) {
  const auto terminated = [] {
    const Result<Signals> signals = Signals::Make();
    const bool quiet = !signals->Next();
    std::raise(SIGTERM);
    ::_exit(quiet && signals->Next() == SIGTERM && !signals->Next() ? 0 : 1);
  };
  EXPECT_EXIT(terminated(), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace claimwatch::testing
