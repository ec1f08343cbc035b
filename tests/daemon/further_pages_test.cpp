// What one page of a source is not enough for: older pages, children of an index, feeds a page
// names (FETCHING P50–P52).
#include <gmock/gmock.h>

#include "daemon/parts.h"
#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";

std::string Story(int number) {
  return "http://herald.example/world/" + std::to_string(number);
}

// A feed page with the stories `from` down to `to`, an hour apart, and where it goes on.
std::string FeedPage(int from, int to, const std::string& next = "") {
  std::string xml =
      "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>H</title>";
  xml += next.empty() ? "" : "<atom:link rel=\"next\" href=\"" + next + "\"/>";
  for (int i = from; i >= to; --i) {
    const Time published = *ParseTime("2025-06-10T00:00:00Z") + hours(i);
    xml += "<item><title>Story " + std::to_string(i) + "</title><link>" + Story(i) +
           "</link><pubDate>" + FormatTime(published) + "</pubDate></item>";
  }
  return xml + "</channel></rss>";
}

std::string PageNumber(int number) {
  return "http://herald.example/feed.xml?page=" + std::to_string(number);
}

FakeAnswer Status(int status) {
  FakeAnswer answer;
  answer.status = status;
  return answer;
}

class FurtherPages : public ::testing::Test {
 protected:
  FurtherPages() { desk_.AddSource("herald", "herald.example"); }

  void Open() {
    desk_.Open();
    desk_.Settle();
  }

  std::size_t Asked(const std::string& url) const { return desk_.site.Count(url); }

  Json Plan() { return desk_.loop().scheduler().Explain("source/herald"); }

  Desk desk_;
};

TEST_F(FurtherPages, TheFirstReadingOfAPagedFeedReadsItsOlderPagesOnce) {
  desk_.site.SetRss(kFeed, FeedPage(6, 5, PageNumber(2)));
  desk_.site.SetRss(PageNumber(2), FeedPage(4, 3, PageNumber(3)));
  desk_.site.SetRss(PageNumber(3), FeedPage(2, 1));
  Open();
  EXPECT_EQ(Asked(Story(1)), 1U) << "an article that only the oldest page names is fetched";
  desk_.Pass(hours(3));
  EXPECT_EQ(Asked(PageNumber(2)), 1U);
  EXPECT_EQ(Asked(PageNumber(3)), 1U);
}

TEST_F(FurtherPages, AnArchiveWithoutEndIsReadTenPagesBack) {
  for (int page = 1; page < 30; ++page) {
    desk_.site.SetRss(page == 1 ? kFeed : PageNumber(page),
                      FeedPage(100 - page, 100 - page, PageNumber(page + 1)));
  }
  Open();
  EXPECT_EQ(Asked(PageNumber(10)), 1U);
  EXPECT_EQ(Asked(PageNumber(11)), 0U);
}

TEST_F(FurtherPages, AGapIsFilledFromOlderPagesUpToAKnownEntry) {
  desk_.site.SetRss(kFeed, FeedPage(2, 1));
  Open();
  desk_.site.SetRss(kFeed, FeedPage(9, 8, PageNumber(2)));
  desk_.site.SetRss(PageNumber(2), FeedPage(7, 5, PageNumber(3)));
  desk_.site.SetRss(PageNumber(3), FeedPage(4, 2, PageNumber(4)));
  desk_.site.SetRss(PageNumber(4), FeedPage(1, 1));
  desk_.Pass(minutes(20));
  EXPECT_EQ(Asked(Story(5)), 1U) << "it came and went between two polls";
  EXPECT_EQ(Asked(PageNumber(3)), 1U);
  EXPECT_EQ(Asked(PageNumber(4)), 0U) << "page 3 had an entry that was known";
  EXPECT_EQ(Plan()["gaps"].AsInt(), 1);
}

TEST_F(FurtherPages, AFeedThatGoesOnWithoutAGapIsOnePageOnly) {
  desk_.site.SetRss(kFeed, FeedPage(2, 1));
  Open();
  desk_.site.SetRss(kFeed, FeedPage(3, 2, PageNumber(2)));
  desk_.site.SetRss(PageNumber(2), FeedPage(1, 1));
  desk_.Pass(minutes(20));
  EXPECT_EQ(Asked(Story(3)), 1U);
  EXPECT_EQ(Asked(PageNumber(2)), 0U);
}

TEST_F(FurtherPages, RobotsTxtHoldsForAnOlderPageButNotForTheFeedTheOperatorNamed) {
  desk_.config.politeness.respect_robots = true;
  desk_.site.SetHtml("http://herald.example/robots.txt", "User-agent: *\nDisallow: /feed.xml\n");
  desk_.site.SetRss(kFeed, FeedPage(2, 1, PageNumber(2)));
  desk_.site.SetRss(PageNumber(2), FeedPage(0, 0));
  Open();
  desk_.Pass(minutes(20));
  EXPECT_GE(Asked(kFeed), 2U);
  EXPECT_EQ(Asked(PageNumber(2)), 0U);
  EXPECT_THAT(std::string(Plan()["robots"].AsString()), HasSubstr("robots.txt"))
      << "the operator is told that robots are not wanted there";
}

std::string Index(const std::string& lastmod_of_a, const std::string& lastmod_of_b) {
  return "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
         "<sitemap><loc>http://herald.example/a.xml</loc><lastmod>" +
         lastmod_of_a +
         "</lastmod></sitemap>"
         "<sitemap><loc>http://herald.example/b.xml</loc><lastmod>" +
         lastmod_of_b + "</lastmod></sitemap></sitemapindex>";
}

std::string NewsSitemap(const std::string& url, const std::string& published) {
  return "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
         "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>" +
         url + "</loc><news:news><news:title>T</news:title><news:publication_date>" + published +
         "</news:publication_date></news:news></url></urlset>";
}

TEST_F(FurtherPages, AnIndexLeadsToItsChildrenAndAskAgainOnlyThoseThatChanged) {
  desk_.site.SetRss(kFeed, Index("2025-06-18", "2025-06-18"));
  desk_.site.SetRss("http://herald.example/a.xml", NewsSitemap(Story(1), "2025-06-18T08:00:00Z"));
  desk_.site.SetRss("http://herald.example/b.xml", NewsSitemap(Story(2), "2025-06-18T09:00:00Z"));
  Open();
  EXPECT_EQ(Asked(Story(1)), 1U);
  EXPECT_EQ(Asked(Story(2)), 1U);
  desk_.site.SetRss(kFeed, Index("2025-06-18", "2025-06-19"));
  desk_.site.SetRss("http://herald.example/b.xml", NewsSitemap(Story(3), "2025-06-18T12:05:00Z"));
  desk_.Pass(minutes(20));
  EXPECT_EQ(Asked("http://herald.example/a.xml"), 1U) << "its lastmod stood still";
  EXPECT_EQ(Asked("http://herald.example/b.xml"), 2U);
  EXPECT_EQ(Asked(Story(3)), 1U);
}

TEST_F(FurtherPages, OfANewsSitemapOnlyTheLastTwoDaysCount) {
  desk_.site.SetRss(kFeed, NewsSitemap(Story(1), "2025-06-16T11:00:00Z"));
  Open();
  EXPECT_EQ(Asked(Story(1)), 0U);
  desk_.site.SetRss(kFeed, NewsSitemap(Story(2), "2025-06-16T13:00:00Z"));
  desk_.Pass(minutes(15));
  EXPECT_EQ(Asked(Story(2)), 1U);
}

std::string PageNaming(const std::string& feed) {
  return "<!DOCTYPE html><html><head><title>Herald</title><link rel=\"alternate\" "
         "type=\"application/rss+xml\" href=\"" +
         feed + "\"></head><body><p>All the news</p></body></html>";
}

TEST_F(FurtherPages, ASitesPageGivenAsSourceLeadsToItsFeed) {
  desk_.site.SetHtml(kFeed, PageNaming("/rss.xml"));
  desk_.site.SetRss("http://herald.example/rss.xml", FeedPage(1, 1));
  Open();
  EXPECT_EQ(Asked(Story(1)), 1U);
  EXPECT_EQ(Plan()["url"].AsString(), "http://herald.example/rss.xml");
  EXPECT_EQ(Plan()["configured"].AsString(), kFeed);
}

TEST_F(FurtherPages, AFeedThatBecameAPageIsNotReplacedButTheOperatorIsToldTheFeedItNames) {
  desk_.site.SetRss(kFeed, FeedPage(1, 1));
  desk_.site.SetRss("http://herald.example/rss.xml", FeedPage(2, 2));
  Open();
  desk_.site.SetHtml(kFeed, PageNaming("/rss.xml"));
  desk_.Pass(hours(8));
  EXPECT_EQ(Plan()["url"].AsString(), kFeed);
  EXPECT_EQ(Plan()["suggested"].AsString(), "http://herald.example/rss.xml");
  EXPECT_EQ(Asked(Story(2)), 0U);
  const std::vector<Alert> told = desk_.AlertsOf(FindingType::kSourceDegraded);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(told[0].record.Dump(), HasSubstr("http://herald.example/rss.xml"));
  EXPECT_EQ(Asked("http://herald.example/rss.xml"), 1U) << "discovery is at most once a day";
}

TEST_F(FurtherPages, WhenTheFirstFeedAPageNamesIsNoneTheNextIsTried) {
  desk_.site.SetHtml(kFeed, PageNaming("/dead.xml") +
                                "<link rel=alternate type=application/atom+xml href=/rss.xml>");
  desk_.site.SetRss("http://herald.example/rss.xml", FeedPage(1, 1));
  Open();
  EXPECT_EQ(Plan()["url"].AsString(), "http://herald.example/rss.xml");
}

TEST_F(FurtherPages, AnotherSitesFeedIsNeverTakenByItself) {
  desk_.site.SetHtml(kFeed, PageNaming("http://elsewhere.example/rss.xml"));
  desk_.site.SetRss("http://elsewhere.example/rss.xml", FeedPage(1, 1));
  Open();
  EXPECT_EQ(Plan()["url"].AsString(), kFeed);
  EXPECT_EQ(Plan()["suggested"].AsString(), "http://elsewhere.example/rss.xml");
}

TEST_F(FurtherPages, AnotherLifeAsksThePageThatWasOwed) {
  desk_.site.SetRss(kFeed, FeedPage(2, 2, PageNumber(2)));
  desk_.site.Set(PageNumber(2), Status(503));
  Open();
  EXPECT_EQ(Asked(Story(1)), 0U);
  desk_.Close();
  desk_.site.SetRss(PageNumber(2), FeedPage(1, 1));
  desk_.clock.Advance(hours(2));
  desk_.Open();
  desk_.Settle();
  EXPECT_EQ(Asked(Story(1)), 1U);
}

TEST_F(FurtherPages, APartThatNeverComesIsGivenUpAfterThreeTries) {
  desk_.site.SetRss(kFeed, FeedPage(2, 2, PageNumber(2)));
  desk_.site.Set(PageNumber(2), Status(503));
  Open();
  desk_.Pass(hours(30), hours(1));
  EXPECT_EQ(Asked(PageNumber(2)), 3U);
}

Feed IndexOf(int children, std::optional<Time> lastmod) {
  Feed feed;
  feed.kind = FeedKind::kSitemap;
  for (int i = 0; i < children; ++i) {
    Entry entry;
    entry.link = "http://herald.example/" + std::to_string(i) + ".xml";
    entry.updated = lastmod ? std::optional(*lastmod + hours(i)) : std::nullopt;
    feed.entries.push_back(entry);
  }
  return feed;
}

TEST(IndexChildren, AreAtMostFiftyTheLatestFirst) {
  const Time day = *ParseTime("2025-06-18T00:00:00Z");
  const IndexChildren children = ChildrenOf(IndexOf(80, day), "herald", {}, day);
  ASSERT_THAT(children.parts, SizeIs(50));
  EXPECT_EQ(children.parts.front().url, "http://herald.example/79.xml");
  EXPECT_EQ(children.parts.back().url, "http://herald.example/30.xml");
  EXPECT_THAT(ChildrenOf(IndexOf(80, day), "herald", children.remember, day).parts, IsEmpty());
}

TEST(IndexChildren, WithoutLastmodAreAskedOnceADay) {
  const Time day = *ParseTime("2025-06-18T00:00:00Z");
  const Feed index = IndexOf(3, std::nullopt);
  const IndexChildren first = ChildrenOf(index, "herald", {}, day);
  EXPECT_THAT(first.parts, SizeIs(3));
  const IndexChildren soon = ChildrenOf(index, "herald", first.remember, day + hours(23));
  EXPECT_THAT(soon.parts, IsEmpty());
  EXPECT_THAT(ChildrenOf(index, "herald", soon.remember, day + hours(24)).parts, SizeIs(3));
}

TEST(Part, SurvivesTheWayThroughJson) {
  Part part;
  part.kind = PartKind::kCandidate;
  part.source = "herald";
  part.url = "http://herald.example/a.xml";
  part.depth = 4;
  part.until_known = true;
  part.others = {"http://herald.example/b.xml"};
  const Part back = PartFromJson(PartJson(part));
  EXPECT_EQ(back.kind, part.kind);
  EXPECT_EQ(PartKey(back), PartKey(part));
  EXPECT_EQ(back.depth, 4);
  EXPECT_TRUE(back.until_known);
  EXPECT_THAT(back.others, ElementsAre("http://herald.example/b.xml"));
}

}  // namespace
}  // namespace claimwatch::testing
