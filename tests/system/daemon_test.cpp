// The real claimwatchd: passes, signals, reloads, refusals.
#include <csignal>

#include <gmock/gmock.h>

#include "tests/daemon/desk.h"
#include "tests/system/service.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kStory = "http://herald.example/world/summit";

class DaemonProcess : public ::testing::Test {
 protected:
  DaemonProcess() {
    service_.Configure({"herald.example"});
    service_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
    Print("30,000");
  }

  void Print(const std::string& trainings) {
    service_.site.SetHtml(kStory,
                          ArticlePage(kStory, "Summit ends in Astana", SummitStory(trainings)));
  }

  void StartAndWaitUntilReady() {
    service_.Start();
    ASSERT_TRUE(service_.Says("watching")) << service_.Log();
  }

  Service service_;
};

TEST_F(DaemonProcess, OnePassFetchesStoresDeliversAndEnds) {
  EXPECT_EQ(service_.Run({"--once"}), 0) << service_.Log();
  EXPECT_THAT(service_.Log(), HasSubstr("fetched 2, unchanged 0, versions 1"));
  EXPECT_THAT(service_.Alerts(), Not(SizeIs(0)));
  EXPECT_THAT(service_.Events(), SizeIs(2));
}

TEST_F(DaemonProcess, ASecondPassRepeatsNothing) {
  EXPECT_EQ(service_.Run({"--once"}), 0);
  const std::string before = ReadFile(service_.alert_log());
  EXPECT_EQ(service_.Run({"--once"}), 0);
  EXPECT_EQ(ReadFile(service_.alert_log()), before);
}

TEST_F(DaemonProcess, ALaterPassFindsAnEditOfAnArticleThatIsDueAgain) {
  service_.Configure({"herald.example"},
                     "[recheck]\nschedule = [{ age = \"365d\", every = \"1s\" }]\n");
  EXPECT_EQ(service_.Run({"--once"}), 0);
  Print("300");
  // Its time comes within 1.2 s; the passes until then find it not yet due.
  for (int pass = 0; pass < 20 && service_.site.Count(kStory) < 2; ++pass) {
    ASSERT_EQ(service_.Run({"--once"}), 0);
  }
  ASSERT_THAT(service_.Alerts(), Not(SizeIs(0)));
  EXPECT_EQ(service_.Alerts().back().At("claimwatch.article.version.number").AsInt(), 2)
      << service_.Log();
}

TEST_F(DaemonProcess, SigtermStopsItCleanlyWithinFiveSeconds) {
  StartAndWaitUntilReady();
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(std::chrono::seconds(5)), 0) << service_.Log();
}

TEST_F(DaemonProcess, SigtermStopsItWithATransferUnderWay) {
  const HostileSite silent(
      [](const HostileSite::Connection& connection) { connection.WaitForClient(); });
  service_.UseProxy(silent.Url(""));
  StartAndWaitUntilReady();
  for (int waited = 0; silent.Connections() == 0 && waited < 500; ++waited) {
    service_.Wait(std::chrono::milliseconds(10));
  }
  ASSERT_GT(silent.Connections(), 0) << "nothing was under way";
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(std::chrono::seconds(5)), 0) << service_.Log();
}

TEST_F(DaemonProcess, ASecondDaemonOnTheStoreIsRefusedAndTheFirstGoesOn) {
  StartAndWaitUntilReady();
  Service second;
  std::filesystem::copy_file(service_.config_file(), second.config_file());
  EXPECT_EQ(second.Run({}), 75);
  EXPECT_THAT(second.Log(), HasSubstr(service_.state_dir().string()));
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0);
}

TEST_F(DaemonProcess, ABadConfigurationIsRefusedWithEveryError) {
  service_.Configure({"herald.example"}, "[nonsense]\nx = 1\n[fetch2]\ny = 2\n");
  EXPECT_EQ(service_.Run({}), 78);
  EXPECT_THAT(service_.Log(), HasSubstr("nonsense"));
  EXPECT_THAT(service_.Log(), HasSubstr("fetch2"));
}

TEST_F(DaemonProcess, AMissingBaselineIsAConfigurationError) {
  service_.Configure({},
                     "[[topic.baseline]]\nid = \"lost\"\nfile = \"/nonexistent/baseline.txt\"\n");
  EXPECT_EQ(service_.Run({"--check"}), 78) << service_.Log();
  EXPECT_THAT(service_.Log(), HasSubstr("baseline"));
}

TEST_F(DaemonProcess, CheckSaysThatAllIsWell) {
  EXPECT_EQ(service_.Run({"--check"}), 0) << service_.Log();
  EXPECT_THAT(service_.Log(), HasSubstr("no errors"));
  EXPECT_FALSE(std::filesystem::exists(service_.state_dir()));
}

TEST_F(DaemonProcess, WrongUseIsExit64) {
  EXPECT_EQ(service_.Run({"--frobnicate"}), 64);
  EXPECT_EQ(service_.Run({"stray"}), 64);
}

TEST_F(DaemonProcess, AReloadTakesANewSource) {
  StartAndWaitUntilReady();
  service_.site.SetRss("http://courier.example/feed.xml", RssOf({}));
  service_.Configure({"herald.example", "courier.example"});
  service_.Signal(SIGHUP);
  EXPECT_TRUE(service_.Says("configuration reloaded: 2 sources")) << service_.Log();
}

TEST_F(DaemonProcess, ABadReloadIsRefusedAndTheOldConfigurationStays) {
  StartAndWaitUntilReady();
  service_.Configure({"herald.example"}, "[nonsense]\nx = 1\n");
  service_.Signal(SIGHUP);
  EXPECT_TRUE(service_.Says("reload refused")) << service_.Log();
  EXPECT_THAT(service_.Log(), HasSubstr("nonsense"));
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0);
}

TEST_F(DaemonProcess, AListOfFeedsNeedsNoConfiguration) {
  const std::filesystem::path list = service_.folder / "feeds.txt";
  std::ofstream(list) << "# feeds\n" << service_.site.Url("/feed.xml") << "\n";
  service_.site.SetRss("/feed.xml", RssOf({{service_.site.Url("/story"), "A story"}}));
  EXPECT_EQ(service_.RunAs(
                {"--once", "--feeds", list.string(), "--state", service_.state_dir().string()}),
            0)
      << service_.Log();
  EXPECT_EQ(service_.site.Count("/feed.xml"), 1U);
  EXPECT_EQ(service_.site.Count("/story"), 0U) << "only the feeds are asked";
}

}  // namespace
}  // namespace claimwatch::testing
