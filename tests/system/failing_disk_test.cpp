// A disk that refuses everything from one request on: the service ends by itself with the status
// that starts it again, and no moment of its end stops it otherwise.
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "tests/support/sanitized.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kTryAgain = 75;
constexpr int kStep = 16;  // of about 150 requests; the last few may come after all work is done

class FailingDisk : public ::testing::Test {
 protected:
  // One pass over a feed that nobody serves, with request number `point` and all after it refused;
  // 0 refuses none. As waitpid tells it.
  int Pass(long point) const {
    const fs::path state = folder_.path() / std::to_string(point);
    fs::create_directories(state);
    const std::string command = fmt::format(
        "LD_PRELOAD={} CW_FAULT_ROOT={} CW_FAULT_COUNT={} CW_FAULT_AT={} CW_FAULT_FOREVER=1 "
        "{}/claimwatchd --once --feeds {} --state {} > {} 2>&1",
        CW_DISK_FAULTS, state.string(), Count().string(), point, CW_BINARY_DIR,
        folder_.Write("feeds.txt", "http://127.0.0.1:9/feed.xml\n").string(), state.string(),
        (folder_.path() / "output").string());
    return std::system(command.c_str());  // NOLINT(cert-env33-c): our own words
  }

  fs::path Count() const { return folder_.path() / "count"; }

  TempFolder folder_;
};

TEST_F(FailingDisk, TheServiceEndsByItselfToBeStartedAgain) {
  if (kSanitized) {
    GTEST_SKIP() << "a sanitizer wants to be the first library, and so does the one that fails";
  }
  ASSERT_EQ(Pass(0), 0);
  long requests = 0;
  std::ifstream(Count()) >> requests;
  ASSERT_GT(requests, 2 * kStep) << "the library saw too little";
  for (long point = kStep / 2; point < requests - kStep; point += kStep) {
    const int status = Pass(point);
    ASSERT_TRUE(WIFEXITED(status)) << "stopped at request " << point;
    EXPECT_EQ(WEXITSTATUS(status), kTryAgain) << "at request " << point << " of " << requests;
  }
}

}  // namespace
}  // namespace claimwatch::testing
