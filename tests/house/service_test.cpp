// The unit file as systemd itself reads it, and what goes with it.
#include <array>
#include <cstdio>

#include <gmock/gmock.h>

#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Answer {
  int status = -1;
  std::string text;
};

// `command` through the shell, with its standard error.
Answer Ask(const std::string& command) {
  Answer answer;
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) {
    return answer;
  }
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    answer.text.append(buffer.data(), n);
  }
  answer.status = ::pclose(pipe);
  return answer;
}

bool Has(const std::string& program) {
  return Ask("command -v " + program).status == 0;
}

std::string Unit() {
  return ReadAll(std::filesystem::path(CW_BINARY_DIR) / "claimwatchd.service");
}

// The unit with programs that exist, because verify looks whether they can be run.
std::filesystem::path UnitWithPrograms(const TempFolder& folder) {
  std::string unit = Unit();
  for (const std::string_view key : {"ExecStart=", "ExecReload="}) {
    for (std::size_t at = unit.find(key); at != std::string::npos; at = unit.find(key, at + 1)) {
      const std::size_t start = unit.find('/', at);
      unit.replace(start, unit.find(' ', start) - start, "/bin/true");
    }
  }
  folder.Write("claimwatch.socket", ReadAll(ProjectTop() / "systemd" / "claimwatch.socket"));
  return folder.Write("claimwatchd.service", unit);
}

TEST(Service, SystemdFindsNothingWrongWithTheUnit) {
  if (!Has("systemd-analyze")) {
    GTEST_SKIP() << "systemd-analyze is not installed";
  }
  const TempFolder folder;
  const Answer answer = Ask("systemd-analyze verify --man=no " + UnitWithPrograms(folder).string());
  EXPECT_EQ(answer.status, 0) << answer.text;
  EXPECT_THAT(answer.text, Not(HasSubstr("claimwatchd.service"))) << answer.text;
}

// The threshold is in tenths: 10 is an exposure of 1.0.
TEST(Service, ItsExposureIsAtMostOne) {
  if (!Has("systemd-analyze")) {
    GTEST_SKIP() << "systemd-analyze is not installed";
  }
  const TempFolder folder;
  const Answer answer = Ask("systemd-analyze security --offline=true --threshold=10 " +
                            UnitWithPrograms(folder).string());
  EXPECT_EQ(answer.status, 0) << answer.text;
  EXPECT_THAT(answer.text, HasSubstr("Overall exposure level"));
}

TEST(Service, TheSocketIsForItsGroupAloneAndGoesWithTheService) {
  const std::string socket = ReadAll(ProjectTop() / "systemd" / "claimwatch.socket");
  EXPECT_THAT(socket, HasSubstr("\nSocketMode=0660\n"));
  EXPECT_THAT(socket, HasSubstr("\nSocketGroup=claimwatch\n"));
  EXPECT_THAT(socket, HasSubstr("\nPartOf=claimwatchd.service\n"));
  EXPECT_THAT(Unit(), HasSubstr("\nSockets=claimwatch.socket\n"));
  EXPECT_THAT(Unit(), Not(HasSubstr("\nRuntimeDirectory="))) << "it would remove the socket";
}

// `systemctl reload` must fail when the configuration is bad.
TEST(Service, AReloadAsksTheDaemonAndWaitsForItsAnswer) {
  EXPECT_THAT(Unit(), HasSubstr("/claimwatch reload --quiet --config "));
}

TEST(Service, NothingIsLeftToFillIn) {
  EXPECT_THAT(Unit(), Not(HasSubstr("@CW_")));
  EXPECT_THAT(Unit(), Not(HasSubstr("@CMAKE_")));
}

TEST(Service, StartingAgainIsNotTriedWhereItCannotHelp) {
  const std::string unit = Unit();
  EXPECT_THAT(unit, HasSubstr("\nType=notify\n"));
  EXPECT_THAT(unit, HasSubstr("\nWatchdogSec="));
  EXPECT_THAT(unit, HasSubstr("\nRestart=on-failure\n"));
  EXPECT_THAT(unit, HasSubstr("\nRestartPreventExitStatus=64 65 78\n"));
}

TEST(Service, TheUserIsMadeBySysusers) {
  if (!Has("systemd-sysusers")) {
    GTEST_SKIP() << "systemd-sysusers is not installed";
  }
  const TempFolder folder;
  folder.Write("etc/passwd", "");
  folder.Write("etc/group", "");
  const Answer answer = Ask("systemd-sysusers --root=" + folder.path().string() + " " +
                            (ProjectTop() / "systemd" / "claimwatch.sysusers.conf").string());
  ASSERT_EQ(answer.status, 0) << answer.text;
  EXPECT_THAT(ReadAll(folder.path() / "etc/passwd"),
              HasSubstr(":/var/lib/claimwatch:/usr/sbin/nologin"));
}

// A copy that is cut off loses what was written between the copy and the cut.
TEST(Service, TheLogIsRotatedByRenaming) {
  const std::string rotate = ReadAll(ProjectTop() / "systemd" / "claimwatch.logrotate");
  EXPECT_THAT(rotate, HasSubstr("nocopytruncate"));
  EXPECT_THAT(rotate, HasSubstr("delaycompress"));
  EXPECT_THAT(rotate, HasSubstr("--signal=HUP claimwatchd.service"));
}

}  // namespace
}  // namespace claimwatch::testing
