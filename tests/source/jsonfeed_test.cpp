#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/source/rss_json.h"
#include "tests/source/feed_of.h"

namespace claimwatch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FeedOf;
using ::testing::HasSubstr;
using testing::PageOf;

std::string Document(std::string_view items) {
  return R"({"version":"https://jsonfeed.org/version/1.1","title":"Silu","language":"en",)"
         R"("home_page_url":"https://silu.example/","next_url":"/feed?2","items":[)" +
         std::string(items) + "]}";
}

TEST(JsonFeed, ReadsFeedAndItem) {
  const Feed feed = FeedOf(
      Document(R"({"id":7,"url":"/a/7","title":"Seven","content_html":"<p onclick=x>Full</p>",)"
               R"("summary":"5 < 7","date_published":"2025-06-19T08:30:00+05:00",)"
               R"("authors":[{"name":"Ann"},{"name":"Bo"}],"tags":["asia"],)"
               R"("attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg"}]})"));
  EXPECT_EQ(feed.kind, FeedKind::kJson);
  EXPECT_EQ(feed.title, "Silu");
  EXPECT_EQ(feed.next_page, "https://silu.example/feed?2");
  ASSERT_EQ(feed.entries.size(), 1U);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "7");
  EXPECT_EQ(entry.link, "https://silu.example/a/7");
  EXPECT_EQ(entry.content, "<p>Full</p>");
  EXPECT_EQ(entry.summary, "5 &lt; 7");
  EXPECT_EQ(FormatTime(*entry.published), "2025-06-19T03:30:00Z");
  EXPECT_EQ(entry.author, "Ann, Bo");
  EXPECT_THAT(entry.tags, ElementsAre("asia"));
  EXPECT_EQ(entry.enclosures[0].url, "https://silu.example/a.mp3");
}

TEST(JsonFeed, VersionOneHasOneAuthorAndPlainText) {
  const Feed feed =
      FeedOf(Document(R"({"id":"1","author":{"name":"Ann"},"content_text":"5 < 7 & more"})"));
  EXPECT_EQ(feed.entries[0].author, "Ann");
  EXPECT_EQ(feed.entries[0].content, "5 &lt; 7 &amp; more");
}

TEST(JsonFeed, ACutOffDocumentKeepsItsWholeItems) {
  std::string cut = Document(R"({"id":"1","title":"A }] \" b"},{"id":"2","title":"Two"})");
  cut.resize(cut.size() - 12);
  const Feed feed = FeedOf(cut);
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].id, "1");
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("broken JSON")));
}

TEST(JsonFeed, ALoneSurrogateDoesNotLoseTheFeed) {
  const Feed feed = FeedOf(Document(R"({"id":"1","title":"One \ud83d and \ud83d\ude00"})"));
  EXPECT_EQ(feed.entries[0].title, "One \uFFFD and 😀");
}

TEST(JsonFeed, ItemsOfAnotherTypeAreSkipped) {
  EXPECT_EQ(FeedOf(Document(R"(null, 5, "x", {"id":"1"}, [])")).entries.size(), 1U);
}

TEST(RssInJson, IsReadLikeTheRssItStandsFor) {
  const Feed feed = FeedOf(
      R"({"rss":{"version":"2.0","channel":{"title":"Silu","link":"https://silu.example/",)"
      R"("ttl":60,"item":[{"title":"GDP < 5% & \"more\"","link":"https://silu.example/a/1",)"
      R"("pubDate":"Thu, 19 Jun 2025 08:30:00 +0500","description":"<p>Trade &amp; aid</p>",)"
      R"("guid":{"isPermaLink":"false","#value":"s-1"},)"
      R"("enclosure":{"url":"https://silu.example/a.mp3","type":"audio/mpeg","length":5}},)"
      R"({"title":"Two","guid":"https://silu.example/a/2","bad name":"x","deep":[[1]]}]}}})");
  EXPECT_EQ(feed.kind, FeedKind::kJson);
  EXPECT_EQ(feed.title, "Silu");
  EXPECT_EQ(feed.ttl, Duration(std::chrono::hours(1)));
  ASSERT_EQ(feed.entries.size(), 2U);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.title, "GDP < 5% & \"more\"");
  EXPECT_EQ(entry.id, "s-1");
  EXPECT_EQ(entry.summary, "<p>Trade &amp; aid</p>");
  EXPECT_EQ(FormatTime(*entry.published), "2025-06-19T03:30:00Z");
  ASSERT_EQ(entry.enclosures.size(), 1U);
  EXPECT_EQ(entry.enclosures[0].url, "https://silu.example/a.mp3");
  EXPECT_EQ(feed.entries[1].link, "https://silu.example/a/2");
}

TEST(RssInJson, ASingleItemNeedsNoList) {
  EXPECT_EQ(FeedOf(R"({"rss":{"channel":{"title":"T","item":{"title":"One"}}}})").entries.size(),
            1U);
}

TEST(RssInJson, AShortDocumentDoesNotStandForAnEndlessOne) {
  const auto list_of = [](std::size_t name, int count) {
    std::string json = R"({"rss":{"channel":{")" + std::string(name, 'a') + R"(":[0)";
    for (int i = 0; i < count; ++i) {
      json += ",0";
    }
    return RssFromJson(*Json::Parse(json + "]}}}"))->size();
  };
  EXPECT_LT(list_of(100'000, 10'000), 100U) << "a name that is none";
  EXPECT_LT(list_of(60, 1'000'000), std::size_t{65} << 20);
}

TEST(RssInJson, WithoutAChannelIsNoFeed) {
  EXPECT_FALSE(ReadFeed(PageOf(R"({"rss":{"channel":[]}})"), {}).ok());
  EXPECT_FALSE(ReadFeed(PageOf(R"({"rss":5})"), {}).ok());
}

TEST(JsonFeed, OtherJsonIsNoFeed) {
  EXPECT_FALSE(ReadFeed(PageOf(R"({"items":[1,2]})"), {}).ok());
  EXPECT_FALSE(ReadFeed(PageOf(R"([{"id":"1"}])"), {}).ok());
  EXPECT_FALSE(ReadFeed(PageOf(std::string(100'000, '[')), {}).ok());
}

}  // namespace
}  // namespace claimwatch
