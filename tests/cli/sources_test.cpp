// The source verbs as an operator uses them, against a site on loopback.
#include <fstream>

#include <gmock/gmock.h>

#include "config/load.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/url.h"
#include "daemon/record_names.h"
#include "daemon/scheduler.h"
#include "plugins/source/source.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/fake_site.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kFeed =
    "<rss version=\"2.0\"><channel><title>Herald</title><item><title>One</title>"
    "<link>/one</link></item></channel></rss>";

class SourceVerbs : public ::testing::Test {
 protected:
  SourceVerbs() {
    Configure("herald", "https://herald.example/rss.xml");
    site_.SetRss("/feed.xml", kFeed);
  }

  void Configure(const std::string& id, const std::string& url) {
    config_ = folder_.Write("claimwatch.toml",
                            "[daemon]\nstate_dir = \"" + (folder_.path() / "state").string() +
                                "\"\n[[source]]\nid = \"" + id + "\"\nurl = \"" + url + "\"\n");
  }

  Typed Ask(std::vector<std::string> words) const {
    words.insert(words.end(), {"--config", config_.string()});
    return Type(std::move(words));
  }

  std::vector<SourceConfig> Sources() const { return LoadConfig(config_)->sources; }

  // Leaves behind what a daemon would: the source's record after one answer.
  void Answered(const Outcome& outcome) {
    const Result<std::unique_ptr<Store>> store = Store::Open(folder_.path() / "state");
    ASSERT_TRUE(store.ok());
    const SystemClock clock;
    Scheduler scheduler({}, {}, clock);
    scheduler.SetSources(Sources());
    ASSERT_THAT(scheduler.TakeDue(9), SizeIs(1));
    Answer answer;
    answer.outcome = outcome;
    answer.when = clock.Now();
    scheduler.SourceAnswered("source/herald", answer, {});
    std::vector<StateRecord> records;
    for (auto& [key, value] : scheduler.TakeChanged()) {
      records.push_back({key, value});
    }
    ASSERT_TRUE((*store)->PutState(records).ok());
  }

  static Outcome NotFound() {
    Outcome outcome;
    outcome.status = 404;
    outcome.words = "404 Not Found";
    return outcome;
  }

  TempFolder folder_;
  FakeSite site_;
  std::filesystem::path config_;
};

TEST_F(SourceVerbs, AddChecksTheFeedWithOneRequestAndWritesItsStanza) {
  const Typed added = Ask({"source", "add", site_.Url("/feed.xml"), "--allow-private", "--id",
                           "local", "--interval", "7m"});
  EXPECT_EQ(added.status, 0) << added.err;
  EXPECT_THAT(site_.Requests(), SizeIs(1));
  ASSERT_THAT(Sources(), SizeIs(2));
  EXPECT_EQ(Sources()[1].id, "local");
  EXPECT_EQ(Sources()[1].url, site_.Url("/feed.xml"));
  EXPECT_EQ(Sources()[1].title, "Herald");
  EXPECT_EQ(Sources()[1].interval, std::chrono::minutes(7));
  EXPECT_NE(Ask({"source", "add", site_.Url("/feed.xml"), "--allow-private"}).status, 0)
      << "it is a source already";
}

TEST_F(SourceVerbs, AddTakesTheFeedThatAPageNames) {
  site_.SetHtml("/",
                "<html><head><link rel=alternate type=application/rss+xml "
                "href=/feed.xml></head><body>News</body></html>");
  const Typed added =
      Ask({"source", "add", site_.Url("/"), "--allow-private", "--id", "local", "--print"});
  EXPECT_THAT(added.out, HasSubstr("url = \"" + site_.Url("/feed.xml") + "\""));
  EXPECT_THAT(Sources(), SizeIs(1)) << "--print writes nothing";
}

TEST_F(SourceVerbs, AddRefusesWhatIsNoFeedOrInsideTheNetwork) {
  site_.SetHtml("/page", "<html><body>no feed here</body></html>");
  EXPECT_NE(Ask({"source", "add", site_.Url("/page"), "--allow-private"}).status, 0);
  const std::size_t asked = site_.Requests().size();
  EXPECT_NE(Ask({"source", "add", site_.Url("/feed.xml")}).status, 0);
  EXPECT_EQ(site_.Requests().size(), asked) << "a private address is not even asked";
  EXPECT_THAT(Sources(), SizeIs(1));
}

TEST_F(SourceVerbs, DisableEnableAndMoveChangeOneSource) {
  EXPECT_EQ(Ask({"source", "disable", "herald"}).status, 0);
  EXPECT_FALSE(Sources()[0].enabled);
  EXPECT_EQ(Ask({"source", "move", "herald", "https://herald.example/new.xml"}).status, 0);
  EXPECT_EQ(Sources()[0].url, "https://herald.example/new.xml");
  EXPECT_FALSE(Sources()[0].enabled);
  EXPECT_EQ(Ask({"source", "enable", "herald"}).status, 0);
  EXPECT_TRUE(Sources()[0].enabled);
}

TEST_F(SourceVerbs, AnUnknownSourceIsNotFoundAndWritesNothing) {
  EXPECT_EQ(Ask({"source", "disable", "herold"}).status, 4);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "conf.d"));
}

TEST_F(SourceVerbs, AnExportedListImportsToTheSameSources) {
  folder_.Write("conf.d/20-more.toml",
                "[[source]]\nid = \"steppe\"\nurl = \"https://steppe.example/?a=1&b=<2>\"\n"
                "title = \"Steppe \\\"&\\\" Times\"\n");
  const std::string opml = Ask({"source", "export"}).out;
  const auto list = folder_.Write("list.opml", opml);
  std::filesystem::remove_all(folder_.path() / "conf.d");
  Configure("other", "https://other.example/rss.xml");
  const Typed imported = Ask({"source", "import", list.string()});
  EXPECT_EQ(imported.status, 0) << imported.err;
  EXPECT_THAT(imported.out, HasSubstr("2 sources added"));
  ASSERT_THAT(Sources(), SizeIs(3));
  EXPECT_EQ(Sources()[1].url, "https://herald.example/rss.xml");
  EXPECT_EQ(Sources()[2].url, "https://steppe.example/?a=1&b=<2>");
  EXPECT_EQ(Sources()[2].title, "Steppe \"&\" Times");
  EXPECT_THAT(Ask({"source", "import", list.string()}).out, HasSubstr("0 sources added, 2 known"));
}

TEST_F(SourceVerbs, ListSaysWhatIsWrongInWordsAndWhenTheNextRequestIsAndWhy) {
  Answered(NotFound());
  const Typed listed = Ask({"source", "list", "--json"});
  ASSERT_EQ(listed.status, 0) << listed.err;
  const Json source = Json::Parse(listed.out)->Items().at(0);
  EXPECT_EQ(source["state"].AsString(), "failing 1x");
  EXPECT_EQ(source["error"].AsString(), "404 Not Found");
  EXPECT_THAT(std::string(source.At("schedule.why").AsString()), HasSubstr("404 Not Found: wait "));
  EXPECT_THAT(Ask({"source", "list"}).out, HasSubstr("404 Not Found"));
}

TEST_F(SourceVerbs, TheExplanationOfAScheduleIsInWordsAndWithoutEmptyLines) {
  Answered(NotFound());
  const Typed told = Ask({"schedule", "--explain", "https://herald.example/rss.xml"});
  ASSERT_EQ(told.status, 0) << told.err;
  EXPECT_THAT(told.out, HasSubstr("last status       404\n"));
  EXPECT_THAT(told.out, HasSubstr("404 Not Found: wait "));
  EXPECT_THAT(told.out, Not(HasSubstr("moving to")));
}

TEST_F(SourceVerbs, AnArticleThatIsAskedNoMoreIsExplainedByItsEntry) {
  const std::string url = "https://herald.example/one";
  {
    const auto store = Store::Open(folder_.path() / "state").value();
    const std::string key = std::string(kEntryKey) + ArticleName(*Url::Parse(url));
    ASSERT_TRUE(store
                    ->PutState({{key, R"({"url":"https://herald.example/one","source":"herald",)"
                                      R"("first_seen":"2025-06-18T00:00:00Z"})"}})
                    .ok());
  }
  const Typed told = Ask({"schedule", "--explain", url});
  ASSERT_EQ(told.status, 0) << told.err;
  EXPECT_THAT(told.out, HasSubstr("finished"));
  EXPECT_THAT(told.out, HasSubstr("when its feed changes it"));
  EXPECT_NE(Ask({"schedule", "--explain", url + "/other"}).status, 0);
}

TEST_F(SourceVerbs, ListWithErrorsLeavesOutWhatIsWell) {
  Outcome good;
  good.status = 200;
  Answered(good);
  EXPECT_THAT(Ask({"source", "list"}).out, HasSubstr("herald"));
  EXPECT_THAT(Ask({"source", "list", "--errors"}).out, Not(HasSubstr("herald.example")));
}

TEST_F(SourceVerbs, TestSaysWhatTheFeedAndItsArticlesBring) {
  FakeSite paper;  // another site: nobody waits between its pages and the feed
  site_.SetRss("/feed.xml",
               "<rss version=\"2.0\"><channel><title>Herald</title><item><title>One</title><link>" +
                   paper.Url("/one") + "</link></item></channel></rss>");
  paper.SetHtml("/one",
                "<html lang=en><body><article><h1>One</h1><p>The summit in Astana brought 3,000 "
                "training places to the region over two years, officials said on Tuesday after "
                "the talks had ended.</p><p>Leaders of six countries signed the treaty on eternal "
                "good-neighbourliness and promised to meet again in 2027.</p></article></body>"
                "</html>");
  const Typed tested = Ask({"source", "test", site_.Url("/feed.xml"), "--allow-private", "--json"});
  ASSERT_EQ(tested.status, 0) << tested.err;
  const Json report = *Json::Parse(tested.out);
  EXPECT_EQ(report["entries"].AsInt(), 1);
  ASSERT_THAT(report["articles"].Items(), SizeIs(1));
  EXPECT_GE(report["articles"].Items()[0]["figures"].AsInt(), 2);
  EXPECT_THAT(site_.Requests(), SizeIs(1)) << "one for the feed, which the operator named";
  ASSERT_THAT(paper.Requests(), SizeIs(2)) << "one for its one article, after robots.txt";
  EXPECT_EQ(paper.Requests()[0].target, "/robots.txt");
}

TEST_F(SourceVerbs, TestNamesTheHubAndSaysThatItIsNotSubscribedTo) {
  site_.SetRss("/feed.xml",
               "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Herald</title>"
               "<link rel=\"hub\" href=\"https://hub.example/push\"/></feed>");
  const Typed tested = Ask({"source", "test", site_.Url("/feed.xml"), "--allow-private"});
  ASSERT_EQ(tested.status, 0) << tested.err;
  EXPECT_THAT(tested.out, HasSubstr("https://hub.example/push"));
  EXPECT_THAT(tested.out, HasSubstr("not subscribed to"));
  EXPECT_THAT(site_.Requests(), SizeIs(1)) << "the hub is not asked for anything";
}

}  // namespace
}  // namespace claimwatch::testing
