// The real claimwatchd: passes, signals, reloads, refusals.
#include <csignal>

#include <gmock/gmock.h>

#include "daemon/acks.h"
#include "daemon/control.h"
#include "daemon/gauges.h"
#include "tests/daemon/desk.h"
#include "tests/system/service.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
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

  Result<Json> Ask(const char* verb) const {
    return AskDaemon(service_.socket(), Json::Of({{"verb", verb}}), std::chrono::seconds(20));
  }

  // Until the alert log has a line.
  bool WaitForAlerts() {
    for (int waited = 0; service_.Alerts().empty() && waited < 2000; ++waited) {
      service_.Wait(std::chrono::milliseconds(10));
    }
    return !service_.Alerts().empty();
  }

  Service service_;
};

// At boot the network may come later than the service.
class BaselineNotThere : public DaemonProcess {
 protected:
  BaselineNotThere() {
    service_.Configure({"herald.example"},
                       "[[topic]]\nid = \"second\"\n\n[[topic.baseline]]\nid = \"far\"\nurl = \"" +
                           std::string(kBaseline) + "\"\n");
    FakeAnswer trouble;
    trouble.status = 503;
    service_.site.Set(kBaseline, trouble);
  }

  static constexpr const char* kBaseline = "http://agency.example/report";
};

TEST_F(BaselineNotThere, IsWaitedForAndTheServiceComesUpByItself) {
  service_.Start();
  ASSERT_TRUE(service_.Says("baseline 'far': http://agency.example/report: answered 503"))
      << service_.Log();
  ASSERT_TRUE(service_.Says("tried again in 2s"));
  service_.site.SetHtml(kBaseline, ArticlePage(kBaseline, "Summit ends", SummitStory()));
  ASSERT_TRUE(service_.Says("watching 1 source")) << service_.Log();
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0) << service_.Log();
}

TEST_F(BaselineNotThere, ASignalEndsTheWaiting) {
  service_.Start();
  ASSERT_TRUE(service_.Says("tried again in")) << service_.Log();
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0) << service_.Log();
}

TEST_F(BaselineNotThere, WhoAsksHearsWhatIsWaitedFor) {
  service_.Start();
  ASSERT_TRUE(service_.Says("tried again in")) << service_.Log();
  const Result<Json> status =
      AskDaemon(service_.socket(), Json::Of({{"verb", "status"}}), std::chrono::seconds(20));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code(), Errc::kBusy);
  EXPECT_THAT(status.error().message(), HasSubstr("http://agency.example/report: answered 503"));
}

TEST_F(BaselineNotThere, OnePassDoesNotWait) {
  EXPECT_EQ(service_.Run({"--once"}), 75) << service_.Log();
}

TEST_F(DaemonProcess, OnePassFetchesStoresDeliversAndEnds) {
  EXPECT_EQ(service_.Run({"--once"}), 0) << service_.Log();
  EXPECT_THAT(service_.Log(), HasSubstr("fetched 2, unchanged 0, versions 1"));
  EXPECT_THAT(service_.Alerts(), Not(SizeIs(0)));
  std::vector<std::string> events;
  for (const Json& event : service_.Events()) {
    events.emplace_back(event["event"].AsString());
  }
  EXPECT_THAT(events, ElementsAre("start", "fetch", "fetch", "stop"));
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

// R11 of the reliability table. All of them at a time: none has ended before the last has begun.
TEST_F(DaemonProcess, SigtermStopsItWithTwoHundredTransfersUnderWay) {
  constexpr int kSources = 200;
  const HostileSite silent(
      [](const HostileSite::Connection& connection) { connection.WaitForClient(); });
  std::vector<std::string> hosts;
  for (int n = 0; n < kSources; ++n) {
    hosts.push_back("s" + std::to_string(n) + ".example");
  }
  service_.Configure(hosts);
  service_.UseProxy(silent.Url(""));
  std::string text = ReadFile(service_.config_file());
  text.insert(text.find("proxy ="), "parallel = 200\n");
  std::ofstream(service_.config_file()) << text;
  service_.Start({"--once"});  // which asks all at once
  // The first would be given up after 20 s of silence.
  for (int waited = 0; silent.Connections() < kSources && waited < 1000; ++waited) {
    service_.Wait(std::chrono::milliseconds(10));
  }
  ASSERT_GE(silent.Connections(), kSources) << "not all were under way";
  const auto since = std::chrono::steady_clock::now();
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(std::chrono::seconds(5)), 0) << service_.Log();
  RecordProperty("milliseconds",
                 static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                      std::chrono::steady_clock::now() - since)
                                      .count()));
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

TEST_F(DaemonProcess, ItTellsHowItFaresOverItsSocket) {
  StartAndWaitUntilReady();
  const Result<Json> status = Ask("status");
  ASSERT_TRUE(status.ok()) << status.error().message() << service_.Log();
  EXPECT_GT(status->At("daemon.pid").AsInt(), 0);
  EXPECT_EQ((*status)["sources"].Items().size(), 1U);
  EXPECT_THAT(MetricsText(*status), HasSubstr("claimwatch_up 1\n"));
}

TEST_F(DaemonProcess, AReloadOverTheSocketIsInForceWhenItIsAnswered) {
  StartAndWaitUntilReady();
  service_.Configure({"herald.example", "courier.example"});
  ASSERT_TRUE(Ask("reload").ok()) << service_.Log();
  EXPECT_EQ((*Ask("status"))["sources"].Items().size(), 2U);
}

TEST_F(DaemonProcess, ABadReloadIsAnsweredWithEveryErrorAndTheOldConfigurationStays) {
  StartAndWaitUntilReady();
  service_.Configure({"herald.example"}, "[nonsense]\nx = 1\n[fetch2]\ny = 2\n");
  const Result<Json> refused = Ask("reload");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code(), Errc::kConfig);
  EXPECT_THAT(refused.error().message(), HasSubstr("nonsense"));
  EXPECT_THAT(refused.error().message(), HasSubstr("fetch2"));
  const Json status = *Ask("status");
  EXPECT_EQ(status.At("daemon.reload_refusals").AsInt(), 1);
  EXPECT_EQ(status["sources"].Items().size(), 1U);
}

TEST_F(DaemonProcess, AnAckOverTheSocketIsInTheStore) {
  StartAndWaitUntilReady();
  ASSERT_TRUE(WaitForAlerts());
  const Result<Json> done =
      AskDaemon(service_.socket(),
                Json::Of({{"verb", "ack"}, {"alert", 1}, {"by", "Anna"}, {"why", "known"}}),
                std::chrono::seconds(10));
  ASSERT_TRUE(done.ok()) << done.error().message();
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0);
  const auto store = std::move(Store::OpenReader(service_.state_dir())).value();
  EXPECT_EQ(Acks(*store)->at(1).by, "Anna");
}

TEST_F(DaemonProcess, TheMetricsFileIsWrittenWhole) {
  const std::filesystem::path file = service_.folder / "claimwatch.prom";
  service_.Configure({"herald.example"}, "");
  std::string text = ReadFile(service_.config_file());
  text.insert(text.find("run_dir"), "metrics_file = \"" + file.string() + "\"\n");
  std::ofstream(service_.config_file()) << text;
  StartAndWaitUntilReady();
  ASSERT_TRUE(Ask("status").ok());  // by then it has turned at least once
  ASSERT_TRUE(Ask("status").ok());
  EXPECT_THAT(ReadFile(file), HasSubstr("claimwatch_up 1\n"));
}

TEST_F(DaemonProcess, ItsSocketIsGoneWhenItHasEnded) {
  StartAndWaitUntilReady();
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0);
  EXPECT_FALSE(std::filesystem::exists(service_.socket()));
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
