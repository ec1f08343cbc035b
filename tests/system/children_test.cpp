// The children of a real claimwatchd: plugins that are refused, and none that outlives it.
#include <csignal>
#include <fstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/daemon/desk.h"
#include "tests/system/service.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kStory = "http://herald.example/world/summit";

std::string PluginTable(const std::string& name, const std::string& command) {
  return "[[plugin]]\nname = \"" + name + "\"\nstage = \"analyzer\"\ncommand = [" + command +
         "]\ntimeout = \"500ms\"\n\n";
}

std::string Example(const std::string& file) {
  return std::string("\"") + CW_SOURCE_DIR "/tests/plugin/" + file + "\"";
}

class ChildrenOfTheDaemon : public ::testing::Test {
 protected:
  ChildrenOfTheDaemon() {
    service_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
    std::vector<std::string> story = SummitStory("30,000");
    story.push_back("Observers called the meeting a GREAT BIG SUCCESS for the whole region.");
    service_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", story));
  }

  std::vector<pid_t> Children() const {
    const std::string pid = std::to_string(service_.pid());
    std::ifstream list("/proc/" + pid + "/task/" + pid + "/children");
    return {std::istream_iterator<pid_t>(list), std::istream_iterator<pid_t>()};
  }

  Service service_;
};

TEST_F(ChildrenOfTheDaemon, AGoodPluginsFindingIsDelivered) {
  service_.Configure({"herald.example"}, PluginTable("shouting", Example("shouting.py")));
  EXPECT_EQ(service_.Run({"--once"}), 0) << service_.Log();
  EXPECT_THAT(ReadFile(service_.alert_log()), HasSubstr("CW-XSHOUTING-001"));
}

TEST_F(ChildrenOfTheDaemon, EveryPluginThatIsWrongIsNamedAndTheDaemonDoesNotStart) {
  service_.Configure({"herald.example"},
                     PluginTable("new", Example("hostile.py") + ", \"api\"") +
                         PluginTable("gone", Example("hostile.py") + ", \"leave\""));
  for (const std::vector<std::string>& options : {std::vector<std::string>{"--check"}, {}}) {
    EXPECT_EQ(service_.Run(options), 78);
    EXPECT_THAT(service_.Log(), HasSubstr("plugin 'new': speaks plugin API 2"));
    EXPECT_THAT(service_.Log(), HasSubstr("plugin 'gone': ended with status 3"));
  }
}

TEST_F(ChildrenOfTheDaemon, APluginThatHangsCostsItsFindingsAndIsSaidInTheLog) {
  service_.Configure({"herald.example"},
                     PluginTable("hanging", Example("hostile.py") + ", \"hang\""));
  EXPECT_EQ(service_.Run({"--once"}), 0) << service_.Log();
  EXPECT_THAT(service_.Alerts(), Not(SizeIs(0)));
  EXPECT_THAT(service_.Log(), HasSubstr("plugin 'hanging': no answer within 500ms"));
}

TEST_F(ChildrenOfTheDaemon, NoneOutlivesADaemonThatIsKilled) {
  service_.Configure({"herald.example"}, PluginTable("shouting", Example("shouting.py")));
  service_.Start();
  ASSERT_TRUE(service_.Says("watching")) << service_.Log();
  std::vector<int> watched;
  for (const pid_t child : Children()) {
    watched.push_back(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  }
  ASSERT_THAT(watched, SizeIs(2)) << "one that parses, one plugin";
  service_.Signal(SIGKILL);
  EXPECT_EQ(service_.Wait(), -SIGKILL);
  for (const int fd : watched) {
    pollfd one = {fd, POLLIN, 0};
    EXPECT_EQ(::poll(&one, 1, 10'000), 1) << "it lives on";
    ::close(fd);
  }
}

TEST_F(ChildrenOfTheDaemon, ParsingInTheDaemonItselfNeedsNoChild) {
  service_.Configure({"herald.example"});
  std::string text = ReadFile(service_.config_file());
  std::ofstream(service_.config_file())
      << text.replace(text.find("[daemon]\n"), 9, "[daemon]\nisolate_parsing = false\n");
  service_.Start();
  ASSERT_TRUE(service_.Says("watching")) << service_.Log();
  EXPECT_THAT(Children(), IsEmpty());
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0);
}

}  // namespace
}  // namespace claimwatch::testing
