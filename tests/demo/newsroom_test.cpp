#include "demo/newsroom.h"

#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>

#include "demo/replay.h"
#include "tests/support/socket_client.h"

namespace claimwatch {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Newsroom& Shipped() {
  static const Newsroom kNewsroom = Newsroom::Load(CW_SOURCE_DIR "/demo/newsroom").Take();
  return kNewsroom;
}

HttpResponse Ask(int step, std::string_view url, Headers headers = {}) {
  HttpRequest request;
  request.method = "GET";
  request.headers = std::move(headers);
  SplitTarget(url, "", request);
  return Shipped().Answer(step, request);
}

TEST(Newsroom, ServesEachOutletsFeedInThreeForms) {
  EXPECT_THAT(Ask(0, "http://steppe-herald.example/feed.xml").body, HasSubstr("<rss"));
  EXPECT_THAT(Ask(0, "http://steppe-herald.example/atom.xml").body, HasSubstr("<feed"));
  EXPECT_THAT(Ask(0, "http://steppe-herald.example/feed.json").body, HasSubstr("jsonfeed.org"));
  const HttpResponse atom = Ask(0, "http://yuanshan.example/atom.xml");
  EXPECT_EQ(FindHeader(atom.headers, "Content-Type"), "application/atom+xml; charset=utf-8");
}

TEST(Newsroom, LinksToOutletsAreServedAsHttp) {
  const std::string feed = Ask(0, "http://steppe-herald.example/feed.xml").body;
  EXPECT_THAT(feed, HasSubstr("<link>http://steppe-herald.example/2025/06/17/"));
  EXPECT_THAT(feed, Not(HasSubstr("https://steppe-herald.example")));
}

TEST(Newsroom, AnArticleChangesWithTheSteps) {
  const std::string url = "http://steppe-herald.example/2025/06/17/live-astana-summit";
  std::set<std::string> bodies;
  for (int step = 0; step < Shipped().steps(); ++step) {
    bodies.insert(Ask(step, url).body);
  }
  EXPECT_GE(bodies.size(), 2U);
}

TEST(Newsroom, PagesKeepTheirOwnEncoding) {
  const HttpResponse russian =
      Ask(5, "http://polden24.example/2025/06/17/v-astane-podpisan-dogovor");
  EXPECT_EQ(russian.status, 200);
  EXPECT_EQ(FindHeader(russian.headers, "Content-Type"), "text/html");
  EXPECT_THAT(russian.body,
              AllOf(HasSubstr("charset=\"windows-1251\""), HasSubstr("\xC0\xF1\xF2\xE0\xED\xE5")));
}

TEST(Newsroom, MovedAndGoneArticlesSaySo) {
  const std::string moved =
      "http://caspianledger.example/2025/06/18/trade-figures-behind-the-summit";
  EXPECT_EQ(Ask(2, moved).status, 200);
  const HttpResponse redirect = Ask(3, moved);
  EXPECT_EQ(redirect.status, 301);
  EXPECT_EQ(FindHeader(redirect.headers, "Location"), moved + "-updated");
  EXPECT_EQ(Ask(3, moved + "-updated").status, 200);
  EXPECT_EQ(Ask(4, "http://harbourrail.example/2025/06/17/lighterage-quarterly-results").status,
            200);
  EXPECT_EQ(Ask(5, "http://harbourrail.example/2025/06/17/lighterage-quarterly-results").status,
            410);
}

TEST(Newsroom, AnswersNotModifiedToItsOwnValidators) {
  const std::string url = "http://meridianwire.example/atom.xml";
  const HttpResponse first = Ask(0, url);
  const std::string etag(FindHeader(first.headers, "ETag"));
  const std::string modified(FindHeader(first.headers, "Last-Modified"));
  EXPECT_EQ(Ask(0, url, {{"if-none-match", etag}}).status, 304);
  EXPECT_EQ(Ask(0, url, {{"if-modified-since", modified}}).status, 304);
  EXPECT_EQ(Ask(1, url, {{"if-none-match", etag}, {"if-modified-since", modified}}).status, 200);
}

TEST(Newsroom, AStrangersHostIsNoOutlet) {
  EXPECT_EQ(Ask(0, "http://example.org/feed.xml").status, 502);
  EXPECT_EQ(Ask(0, "http://steppe-herald.example/nowhere").status, 404);
  EXPECT_EQ(Ask(0, "http://steppe-herald.example/robots.txt").status, 200);
}

TEST(Newsroom, ItsStoryHasAtLeastTwelveArticlesOfFiveOutletsInThreeLanguages) {
  EXPECT_EQ(Shipped().steps(), 6);
  EXPECT_THAT(Shipped().Describe(0), StartsWith("19 articles: 19 new"));
  EXPECT_THAT(Shipped().Describe(5), HasSubstr("1 moved or gone"));
}

TEST(Newsroom, AFolderWithoutATimelineIsRefusedByName) {
  const Result<Newsroom> newsroom = Newsroom::Load(CW_SOURCE_DIR "/demo");
  ASSERT_FALSE(newsroom.ok());
  EXPECT_THAT(newsroom.error().message(), HasSubstr("outlets.json"));
}

TEST(Replay, IsAProxyForAllOutletsAndStepsWhenTold) {
  auto replay = Replay::Start(Newsroom::Load(CW_SOURCE_DIR "/demo/newsroom").Take(), 0);
  ASSERT_TRUE(replay.ok());
  const std::string url = "http://harbourrail.example/2025/06/17/lighterage-quarterly-results";
  EXPECT_THAT(testing::Get((*replay)->port(), url), StartsWith("HTTP/1.1 200"));
  (*replay)->SetStep(5);
  EXPECT_THAT(testing::Get((*replay)->port(), url), StartsWith("HTTP/1.1 410"));
  EXPECT_EQ((*replay)->requests(), 2U);
}

}  // namespace
}  // namespace claimwatch
