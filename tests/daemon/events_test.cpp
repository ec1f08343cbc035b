// events.jsonl: one line for each request, which says why the next one is when it is (FETCHING P59,
// X02), and what a poll that brought nothing costs (P54, H32).
#include "daemon/events.h"

#include <gmock/gmock.h>

#include "core/text.h"
#include "tests/daemon/desk.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kStory = "http://herald.example/world/summit";

class Events : public ::testing::Test {
 protected:
  Events() {
    desk_.event_log = folder_.path() / "events.jsonl";
    desk_.AddSource("herald", "herald.example");
  }

  void Open() {
    desk_.Open();
    desk_.Settle();
  }

  // Each line is one JSON object, or the test fails.
  std::vector<Json> Lines() const {
    std::vector<Json> lines;
    const std::string text = ReadAll(desk_.event_log);
    for (const std::string_view line : Split(text, '\n')) {
      if (!line.empty()) {
        const Result<Json> event = Json::Parse(line);
        EXPECT_TRUE(event.ok()) << line;
        lines.push_back(event.value_or(Json()));
      }
    }
    return lines;
  }

  TempFolder folder_;
  Desk desk_;
};

TEST_F(Events, ARequestIsALineWithItsAnswerAndWhyTheNextOneIsDueWhenItIs) {
  desk_.site.SetRss(kFeed, RssOf({}), "\"v1\"");
  Open();
  desk_.Pass(minutes(15));
  ASSERT_THAT(Lines(), SizeIs(2));
  const Json first = Lines()[0];
  EXPECT_EQ(first["event"].AsString(), "fetch");
  EXPECT_EQ(first["source"].AsString(), "herald");
  EXPECT_EQ(first["url"].AsString(), kFeed);
  EXPECT_EQ(first["status"].AsInt(), 200);
  EXPECT_EQ(first["bytes"].AsInt(), static_cast<std::int64_t>(RssOf({}).size()));
  EXPECT_FALSE(first["conditional"].AsBool());
  EXPECT_TRUE(ParseTime(first["next_due"].AsString()));
  EXPECT_THAT(std::string(first["next_why"].AsString()), HasSubstr("interval 15m"));
  const Json second = Lines()[1];
  EXPECT_EQ(second["status"].AsInt(), 304);
  EXPECT_EQ(second["bytes"].AsInt(), 0);
  EXPECT_TRUE(second["conditional"].AsBool());
  EXPECT_THAT(std::string(second["asked_because"].AsString()), HasSubstr("operator asks"));
}

TEST_F(Events, RobotsTxtAndHopsToOtherSitesAreRequestsToo) {
  desk_.config.politeness.respect_robots = true;
  desk_.site.SetRss(kFeed, RssOf({{"http://go.example/1", "One"}}));
  desk_.site.SetRedirect("http://go.example/1", 302, kStory);
  Open();
  std::vector<std::string> kinds;
  for (const Json& line : Lines()) {
    kinds.emplace_back(line["event"].AsString());
  }
  EXPECT_THAT(kinds, ::testing::ElementsAre("fetch", "robots", "redirect", "robots", "fetch"));
  EXPECT_THAT(desk_.site.Requests(), SizeIs(kinds.size())) << "every request is a line";
}

TEST_F(Events, WhatAServerSaysCannotBreakALine) {
  desk_.site.SetRedirect(kFeed, 302, "http://herald.example/\"%0A{}\\x");
  Open();
  ASSERT_THAT(Lines(), SizeIs(1));
}

TEST_F(Events, TheSameBytesWithoutValidatorsAreNotReadAgain) {
  desk_.site.SetRss(kFeed, RssOf({{kStory, "Summit"}}));
  Open();
  desk_.Pass(minutes(15));
  std::vector<std::string> results;
  for (const Json& line : Lines()) {
    if (line["url"].AsString() == kFeed) {
      results.emplace_back(line["result"].AsString());
    }
  }
  EXPECT_THAT(results,
              ::testing::ElementsAre("rss feed, 1 entries, 1 new", "the same bytes again"));
}

TEST_F(Events, AFeedThatShrinksToNothingTakesNoArticleAwayAndAlertsNothing) {
  desk_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
  desk_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", SummitStory()));
  Open();
  const std::size_t before = desk_.alerts.size();
  desk_.site.SetRss(kFeed, RssOf({}));
  desk_.Pass(minutes(90));
  EXPECT_EQ(desk_.alerts.size(), before);
  EXPECT_FALSE(desk_.store().FindArticle(kStory)->gone);
  EXPECT_GE(desk_.site.Count(kStory), 2U) << "it is still looked at for silent edits";
}

TEST_F(Events, AFeedThatAnotherSiteTookOverIsSaidOnceAndOldArticlesStay) {
  desk_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
  desk_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", SummitStory()));
  Open();
  desk_.site.SetRss(kFeed,
                    "<rss version='2.0'><channel><title>Lucky Casino</title>"
                    "<link>http://casino.example/</link><item><title>Win</title>"
                    "<link>http://casino.example/win</link></item></channel></rss>");
  desk_.Pass(minutes(90));
  const std::vector<Alert> said = desk_.AlertsOf(FindingType::kSourceDegraded);
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_THAT(said[0].record.Dump(), HasSubstr("'Lucky Casino' of casino.example instead of "
                                               "'Herald' of herald.example"));
  EXPECT_FALSE(desk_.store().FindArticle(kStory)->gone);
}

TEST_F(Events, ASourceThatIsGoneIsAnAlertThatSaysWhy) {
  FakeAnswer gone;
  gone.status = 410;
  desk_.site.Set(kFeed, gone);
  Open();
  desk_.Pass(minutes(30));
  const std::vector<Alert> said = desk_.AlertsOf(FindingType::kSourceDegraded);
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_THAT(said[0].record.Dump(), HasSubstr("410 Gone: not asked again"));
  EXPECT_EQ(desk_.site.Count(kFeed), 1U);
}

// The daemon died between the answer and the alert.
TEST_F(Events, ASourceThatIsGoneIsToldInTheNextLifeWhenNobodyWasToldInThisOne) {
  FakeAnswer gone;
  gone.status = 410;
  desk_.site.Set(kFeed, gone);
  Open();
  desk_.Pass(minutes(30));
  EXPECT_THAT(desk_.store().States("retired/").Take(), IsEmpty()) << "told";
  desk_.Close();
  const std::string left =
      R"({"source":"herald","reason":"410 Gone: not asked again","since":"2025-06-19T01:00:00Z"})";
  ASSERT_TRUE(desk_.store().PutState({{"retired/source/herald", left}}).ok());
  Open();
  desk_.Pass(minutes(30));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kSourceDegraded), SizeIs(2));
  EXPECT_THAT(desk_.store().States("retired/").Take(), IsEmpty());
}

TEST_F(Events, AFeedWithANewTitleOrANewDomainAloneIsTheSameFeed) {
  desk_.site.SetRss(kFeed, RssOf({{kStory, "One"}}));
  Open();
  std::string renamed = RssOf({{"http://herald.example/2", "Two"}});
  renamed.replace(renamed.find("<title>Herald"), 13, "<title>Herald Tribune");
  desk_.site.SetRss(kFeed, renamed);
  desk_.Pass(minutes(60));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kSourceDegraded), IsEmpty());
}

TEST_F(Events, A304OfAnArticleMovesItsLastSeen) {
  FakeAnswer story;
  story.body = ArticlePage(kStory, "Summit ends in Astana", SummitStory());
  story.etag = "\"one\"";
  desk_.site.Set(kStory, story);
  desk_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
  Open();
  const Time first = desk_.store().FindArticle(kStory)->last_seen;
  desk_.Pass(minutes(30));
  EXPECT_GE(desk_.store().FindArticle(kStory)->last_seen - first, minutes(14));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
}

TEST_F(Events, AFolderThatIsNotThereCostsLinesOnly) {
  desk_.event_log = folder_.path() / "no" / "such" / "events.jsonl";
  desk_.site.SetRss(kFeed, RssOf({{kStory, "One"}}));
  Open();
  EXPECT_EQ(desk_.site.Count(kStory), 1U);
}

}  // namespace
}  // namespace claimwatch::testing
