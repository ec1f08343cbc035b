// Which pager is meant, and that none stands between a program and its pipe.
#include "cli/pager.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "cli/style.h"

namespace claimwatch {
namespace {

class Pagers : public ::testing::Test {
 protected:
  Pagers() { Clear(); }

  ~Pagers() override { Clear(); }

  static void Clear() {
    for (const char* name : {"CLAIMWATCH_PAGER", "PAGER", kPagerColumns}) {
      unsetenv(name);
    }
  }
};

TEST_F(Pagers, TheOwnVariableWinsOverTheCommonOne) {
  setenv("PAGER", "more", 1);
  EXPECT_EQ(PagerCommand(), "more");
  setenv("CLAIMWATCH_PAGER", "less -S", 1);
  EXPECT_EQ(PagerCommand(), "less -S");
}

TEST_F(Pagers, NothingAndCatMeanNone) {
  setenv("PAGER", "", 1);
  EXPECT_EQ(PagerCommand(), "");
  setenv("PAGER", "cat", 1);
  EXPECT_EQ(PagerCommand(), "");
}

TEST_F(Pagers, TheTerminalBehindThePagerIsTheOneThatCounts) {
  setenv(kPagerColumns, "77", 1);
  EXPECT_TRUE(IsTerminal());
  EXPECT_EQ(TerminalWidth(), 77U);
  setenv(kPagerColumns, "none", 1);
  EXPECT_FALSE(IsTerminal()) << "the tests write to a pipe or a file";
}

TEST_F(Pagers, NoPagerStartsWithoutATerminal) {
  if (IsTerminal()) {
    GTEST_SKIP() << "the tests run on a terminal";
  }
  const Pager pager("exit 3");
  EXPECT_EQ(std::getenv(kPagerColumns), nullptr);
}

}  // namespace
}  // namespace claimwatch
