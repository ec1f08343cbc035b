// A redirect to another site is a request to that site: its pace and its robots.txt count, not
// those of the site that sent us.
#include <gmock/gmock.h>

#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using std::chrono::minutes;
using ::testing::HasSubstr;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kLink = "http://go.example/r/1";
constexpr const char* kStory = "http://steppe.example/world/summit";

class Onward : public ::testing::Test {
 protected:
  Onward() {
    desk_.config.politeness.respect_robots = true;
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss(kFeed, RssOf({{kLink, "Summit ends in Astana"}}));
    desk_.site.SetRedirect(kLink, 302, kStory);
    desk_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", SummitStory()));
  }

  void Robots(const std::string& host, std::string text) {
    desk_.site.SetHtml("http://" + host + "/robots.txt", std::move(text));
  }

  void Open() {
    desk_.Open();
    desk_.Settle();
  }

  std::string WhyNext(const std::string& key) {
    return std::string(desk_.loop().scheduler().Explain(key)["why"].AsString());
  }

  Desk desk_;
};

TEST_F(Onward, IsFollowedAndTheWholeChainIsEvidence) {
  Open();
  ASSERT_EQ(desk_.Versions(kStory), 1U);
  const Version version = *desk_.store().GetVersion(desk_.store().FindArticle(kStory)->id, 1);
  const Capture capture = *desk_.store().GetCapture(version.capture_id);
  EXPECT_EQ(capture.page.url.text(), kStory);
  ASSERT_EQ(capture.page.hops.size(), 1U);
  EXPECT_EQ(capture.page.hops[0].url, kLink);
  EXPECT_EQ(capture.page.hops[0].status, 302);
}

TEST_F(Onward, AsksTheOtherSitesRobotsTxtFirst) {
  Robots("steppe.example", "User-agent: *\nDisallow: /world/\n");
  Open();
  EXPECT_EQ(desk_.site.Count(kLink), 1U);
  EXPECT_EQ(desk_.site.Count("http://steppe.example/robots.txt"), 1U);
  EXPECT_EQ(desk_.site.Count(kStory), 0U);
  EXPECT_THAT(WhyNext(desk_.loop().scheduler().KeyForUrl(kLink)),
              HasSubstr("redirected to http://steppe.example/world/summit"));
}

TEST_F(Onward, ARedirectInsideTheSiteObeysItsRobotsTxtToo) {
  const std::string inside = "http://go.example/private/1";
  Robots("go.example", "User-agent: *\nDisallow: /private/\n");
  desk_.site.SetRedirect(kLink, 302, inside);
  Open();
  EXPECT_EQ(desk_.site.Count(kLink), 1U);
  EXPECT_EQ(desk_.site.Count(inside), 0U);
  EXPECT_THAT(WhyNext(desk_.loop().scheduler().KeyForUrl(kLink)),
              HasSubstr("redirected to http://go.example/private/1: "));
}

TEST_F(Onward, AnotherHostOfTheSiteHasARobotsTxtOfItsOwn) {
  const std::string inside = "http://www.go.example/private/1";
  Robots("www.go.example", "User-agent: *\nDisallow: /private/\n");
  desk_.site.SetRedirect(kLink, 302, inside);
  Open();
  EXPECT_EQ(desk_.site.Count("http://www.go.example/robots.txt"), 1U);
  EXPECT_EQ(desk_.site.Count(inside), 0U);
}

TEST_F(Onward, ARedirectInsideTheSiteThatRobotsTxtAllowsIsFollowed) {
  const std::string inside = "http://go.example/public/1";
  const std::string further = "http://www.go.example/public/1";
  Robots("go.example", "User-agent: *\nDisallow: /private/\n");
  desk_.site.SetRedirect(kLink, 302, inside);
  desk_.site.SetRedirect(inside, 302, further);
  desk_.site.SetHtml(further, ArticlePage(further, "Summit ends in Astana", SummitStory()));
  Open();
  EXPECT_EQ(desk_.Versions(further), 1U);
  EXPECT_EQ(desk_.site.Count(kLink), 1U);
}

TEST_F(Onward, WaitsForTheOtherSitesCrawlDelay) {
  Robots("steppe.example", "User-agent: *\nCrawl-delay: 20\n");
  Open();
  const Time robots_at = desk_.clock.Now();
  EXPECT_EQ(desk_.site.Count(kStory), 1U);
  EXPECT_GE(robots_at - *ParseTime("2025-06-18T12:00:00Z"), std::chrono::seconds(20))
      << "robots.txt and the page are twenty seconds apart";
}

TEST_F(Onward, ASiteThatAskedForSilenceIsNotReachedByARedirectEither) {
  desk_.AddSource("steppe", "steppe.example");
  FakeAnswer silence;
  silence.status = 429;
  silence.headers = {{"Retry-After", "3600"}};
  desk_.site.Set("http://steppe.example/feed.xml", silence);
  desk_.site.SetRss(kFeed, RssOf({}));
  Open();
  desk_.site.SetRss(kFeed, RssOf({{kLink, "Summit ends in Astana"}}));
  desk_.Pass(minutes(30));
  EXPECT_GE(desk_.site.Count(kLink), 1U);
  EXPECT_EQ(desk_.site.Count(kStory), 0U);
  desk_.site.SetRss("http://steppe.example/feed.xml", RssOf({}));
  desk_.Pass(minutes(60));
  EXPECT_GE(desk_.site.Count(kStory), 1U) << "after the hour it is asked";
}

TEST_F(Onward, ASourceIsFollowedToAnotherSiteWithoutItsRobotsTxt) {
  Robots("steppe.example", "User-agent: *\nDisallow: /\n");
  desk_.site.SetRedirect(kFeed, 302, "http://steppe.example/herald.xml");
  desk_.site.SetRss("http://steppe.example/herald.xml", RssOf({}));
  Open();
  EXPECT_EQ(desk_.site.Count("http://steppe.example/herald.xml"), 1U);
  EXPECT_EQ(desk_.site.Count("http://steppe.example/robots.txt"), 0U)
      << "a poll of a feed makes no side requests";
}

TEST_F(Onward, AChainOverManySitesStillEndsAtTheLimit) {
  for (int i = 1; i < 12; ++i) {
    desk_.site.SetRedirect("http://s" + std::to_string(i) + "x.example/", 302,
                           "http://s" + std::to_string(i + 1) + "x.example/");
  }
  desk_.site.SetRedirect(kLink, 302, "http://s1x.example/");
  Open();
  EXPECT_EQ(desk_.site.Count("http://s5x.example/"), 1U);
  EXPECT_EQ(desk_.site.Count("http://s6x.example/"), 0U);
}

TEST_F(Onward, ALoopOverTwoSitesEnds) {
  desk_.site.SetRedirect(kStory, 302, kLink);
  Open();
  EXPECT_EQ(desk_.site.Count(kLink), 1U);
  EXPECT_EQ(desk_.site.Count(kStory), 1U);
}

}  // namespace
}  // namespace claimwatch::testing
