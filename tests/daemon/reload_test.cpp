// A reload while the desk is at work: what is under way, what is not wanted any more, and what
// counts at once.
#include <future>

#include <gmock/gmock.h>

#include "tests/daemon/desk.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::HasSubstr;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kStory = "http://herald.example/world/summit";

class Reload : public ::testing::Test {
 protected:
  Reload() {
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
    desk_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", SummitStory()));
  }

  ~Reload() override { Release(); }

  void Open() {
    desk_.Open();
    desk_.Settle();
  }

  // From now on `where` answers `status`, but not before Release.
  void HoldBack(const std::string& where, int status) {
    desk_.site.SetAnswer(where, [status, go = released_.get_future().share()](const HttpRequest&) {
      go.wait();
      return HttpResponse{status, {{"Content-Type", "text/plain"}}, "no\n"};
    });
  }

  void Release() {
    if (!std::exchange(is_released_, true)) {
      released_.set_value();
    }
  }

  // The feed is asked, and its answer is not there yet.
  void AskInVain(int status) {
    HoldBack(kFeed, status);
    desk_.Open();
    desk_.loop().BeginPass();
    while (desk_.site.Count(kFeed) == 0) {
      desk_.loop().Turn(milliseconds(20));
    }
  }

  Json Plan(const std::string& key) { return desk_.loop().scheduler().Explain(key); }

  Desk desk_;
  std::promise<void> released_;
  bool is_released_ = false;
};

TEST_F(Reload, WaitsForTheTransfersUnderWayWithoutSpinning) {
  AskInVain(200);
  desk_.AddSource("steppe", "steppe.example");
  desk_.Reload();  // the new source is due, and must wait for the old fetcher's last transfer
  const auto since = std::chrono::steady_clock::now();
  int turns = 0;
  for (; std::chrono::steady_clock::now() - since < milliseconds(300); ++turns) {
    desk_.loop().Turn(milliseconds(100));
  }
  EXPECT_LE(turns, 50);
  EXPECT_EQ(desk_.site.Count("http://steppe.example/feed.xml"), 0U);
  Release();
  desk_.Settle();
  EXPECT_EQ(desk_.site.Count("http://steppe.example/feed.xml"), 1U);
}

TEST_F(Reload, AnAnswerOfTheFormerAddressSaysNothingOfTheNewOne) {
  const std::string moved = "http://herald.example/new.xml";
  AskInVain(410);
  desk_.config.sources[0].url = moved;
  desk_.site.SetRss(moved, RssOf({}));
  desk_.Reload();
  Release();
  desk_.Settle();
  EXPECT_EQ(desk_.site.Count(moved), 1U);
  EXPECT_EQ(Plan("source/herald")["state"].AsString(), "waiting");
  EXPECT_EQ(Plan("source/herald")["last_status"].AsInt(), 200);
}

TEST_F(Reload, ArticlesOfASourceThatIsDisabledAreLeftAlone) {
  Open();
  ASSERT_EQ(desk_.Versions(kStory), 1U);
  const std::string key = desk_.loop().scheduler().KeyForUrl(kStory);
  desk_.config.sources[0].enabled = false;
  desk_.Reload();
  desk_.Pass(hours(24), hours(1));
  EXPECT_EQ(desk_.site.Count(kStory), 1U);
  EXPECT_THAT(std::string(Plan(key)["why"].AsString()), HasSubstr("herald"));
  desk_.Close();
  desk_.Open();
  desk_.Pass(hours(2), hours(1));
  EXPECT_EQ(desk_.site.Count(kStory), 1U) << "a restart changes nothing";
  desk_.config.sources[0].enabled = true;
  desk_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", SummitStory("30,000")));
  desk_.Reload();
  desk_.Pass(hours(1));
  EXPECT_EQ(desk_.Versions(kStory), 2U) << "its record was there all the time";
}

TEST_F(Reload, ASourceOfAnotherNameTakesOverTheArticlesOfItsFeed) {
  Open();
  desk_.config.sources[0].id = "herald-en";
  desk_.Reload();
  desk_.Pass(hours(4), hours(1));
  EXPECT_GE(desk_.site.Count(kStory), 2U);
}

TEST_F(Reload, RobotsTxtIsReadForTheNameThatIsSent) {
  desk_.config.politeness.respect_robots = true;
  desk_.config.fetch.user_agent = "heron/1.0";
  desk_.site.SetHtml("http://herald.example/robots.txt",
                     "User-agent: claimwatch\nDisallow: /world/\n");
  Open();
  ASSERT_EQ(desk_.Versions(kStory), 1U);
  desk_.config.fetch.user_agent = "claimwatch/0.1";
  desk_.Reload();
  desk_.Pass(hours(4), hours(1));
  EXPECT_EQ(desk_.site.Count(kStory), 1U);
}

TEST(Workers, TakeMoreJobsAfterAReloadAndNeverFewer) {
  const ManualClock clock(*ParseTime("2025-06-18T12:00:00Z"));
  Workers workers(nullptr, clock, {1, 2, [] {
                                   }});
  EXPECT_EQ(workers.Room(), 2U);
  workers.Grow(5);
  EXPECT_EQ(workers.Room(), 5U);
  workers.Grow(3);
  EXPECT_EQ(workers.Room(), 5U);
}

TEST(EventLog, GoesOnElsewhereAfterAReload) {
  const TempFolder folder;
  EventLog log(folder.path() / "old.jsonl");
  log.Write(Json::Of({{"event", "one"}}));
  log.MoveTo(folder.path() / "new.jsonl");
  log.Write(Json::Of({{"event", "two"}}));
  log.Flush();
  EXPECT_THAT(ReadAll(folder.path() / "old.jsonl"), HasSubstr("one"));
  EXPECT_THAT(ReadAll(folder.path() / "new.jsonl"), HasSubstr("two"));
}

}  // namespace
}  // namespace claimwatch::testing
