// An article whose address is changed without a redirect: the old one answers 404, the new one has
// the same text.
#include <gmock/gmock.h>

#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kOld = "http://herald.example/world/summit";
constexpr const char* kNew = "http://herald.example/world/summit-ends-in-astana";

// With the moment of its publication, by which a site's two articles are told apart.
std::string PageOf(const std::string& url) {
  std::string page = ArticlePage(url, "Summit ends in Astana", SummitStory());
  return page.insert(page.find("<title>"),
                     "<meta property=\"article:published_time\" content=\"2025-06-18T10:00:00Z\">");
}

class MovedArticle : public ::testing::Test {
 protected:
  MovedArticle() {
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss(kFeed, RssOf({{kOld, "Summit ends in Astana"}}));
    desk_.site.SetHtml(kOld, PageOf(kOld));
    desk_.Open();
    desk_.Settle();
    desk_.Pass(std::chrono::hours(1));
    FakeAnswer gone;
    gone.status = 404;
    desk_.site.Set(kOld, gone);
  }

  Desk desk_;
};

TEST_F(MovedArticle, IsNotRemovedWhileItsNewAddressAnswers) {
  desk_.site.SetHtml(kNew, PageOf(kNew));
  desk_.site.SetRss(kFeed, RssOf({{kNew, "Summit ends in Astana"}}));
  desk_.Pass(std::chrono::hours(12));
  ASSERT_EQ(desk_.store().FindArticle(kNew)->id, desk_.store().FindArticle(kOld)->id);
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), IsEmpty());
  EXPECT_FALSE(desk_.store().FindArticle(kOld)->gone);
}

TEST_F(MovedArticle, WithoutAnotherAddressItIsRemoved) {
  desk_.Pass(std::chrono::hours(12));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), SizeIs(1));
}

// Two reports of one matter, put out at the same moment and mostly in the same words.
TEST(ArticlesOfOneFeed, ThatReadAlikeAreTwo) {
  constexpr const char* kOther = "http://herald.example/world/summit-in-brief";
  Desk desk;
  desk.AddSource("herald", "herald.example");
  desk.site.SetRss(kFeed, RssOf({{kOld, "Summit ends in Astana"}, {kOther, "Summit in brief"}}));
  desk.site.SetHtml(kOld, PageOf(kOld));
  std::string brief = PageOf(kOther);
  for (std::size_t at = 0; (at = brief.find("Summit ends in Astana", at)) != std::string::npos;) {
    brief.replace(at, 21, "Summit in brief");
  }
  desk.site.SetHtml(kOther, brief);
  desk.Open();
  desk.Settle();
  desk.Pass(std::chrono::hours(3));
  EXPECT_NE(desk.store().FindArticle(kOld)->id, desk.store().FindArticle(kOther)->id);
  EXPECT_EQ(desk.store().FindArticle(kOld)->versions, 1U);
  EXPECT_EQ(desk.store().FindArticle(kOther)->versions, 1U);
  EXPECT_THAT(desk.AlertsOf(FindingType::kHeadlineChanged), IsEmpty());
}

}  // namespace
}  // namespace claimwatch::testing
