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

}  // namespace
}  // namespace claimwatch::testing
