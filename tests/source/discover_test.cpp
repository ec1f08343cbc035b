#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/source/source.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Found(std::string_view head) {
  return DiscoverFeeds("<!DOCTYPE html><html><head>" + std::string(head) + "</head></html>",
                       "https://n.example/world/");
}

TEST(Discover, FindsAlternatesInOrderAndOnce) {
  EXPECT_THAT(Found("<link rel='alternate' type='application/rss+xml' href='rss.xml'>"
                    "<LINK REL=Alternate TYPE=application/atom+xml HREF=//cdn.example/a>"
                    "<link rel=alternate type='application/rss+xml' href='rss.xml' title='again'>"),
              ElementsAre("https://n.example/world/rss.xml", "https://cdn.example/a"));
}

TEST(Discover, CommentFeedsComeLast) {
  EXPECT_THAT(Found("<link rel=alternate type='application/rss+xml' href='/comments/feed/'>"
                    "<link rel=alternate type='application/rss+xml' href='/feed/'>"),
              ElementsAre("https://n.example/feed/", "https://n.example/comments/feed/"));
}

TEST(Discover, TheBaseElementCounts) {
  EXPECT_THAT(Found("<base href='https://x.example/y/'>"
                    "<link rel=alternate type='application/feed+json' href='f.json'>"),
              ElementsAre("https://x.example/y/f.json"));
}

TEST(Discover, OtherLinksAreNoFeeds) {
  EXPECT_THAT(Found("<!-- <link rel=alternate type='application/rss+xml' href=/old> -->"
                    "<script>'<link rel=alternate type=application/rss+xml href=/js>'</script>"
                    "<link rel=alternate hreflang=ru href=/ru/>"
                    "<link rel=alternate type='application/json' href='/wp-json/wp/v2/posts/1'>"
                    "<link rel=alternate type='application/json+oembed' href='/oembed?x'>"
                    "<link rel=stylesheet type='application/rss+xml' href=/s>"
                    "<link rel=alternate type='application/rss+xml' href='javascript:x'>"
                    "<link rel=alternate type='application/rss+xml' href>"),
              IsEmpty());
}

TEST(Opml, ReadsSubscriptionsWithTheirFolders) {
  const auto list = ReadOpml(
      "<opml version='2.0'><head><title>x</title></head><body><outline text='Asia'>"
      "<outline type='rss' text='Silu' xmlUrl='https://silu.example/rss' "
      "htmlUrl='https://silu.example/'/>"
      "<outline text='Wires'><outline title='Wire &amp; Co' xmlUrl='https://wire.example/rss'/>"
      "</outline></outline><outline text='Top' xmlUrl='https://top.example/rss'/></body></opml>");
  ASSERT_TRUE(list.ok());
  ASSERT_EQ(list->size(), 3U);
  EXPECT_EQ((*list)[0].title, "Silu");
  EXPECT_EQ((*list)[0].site_url, "https://silu.example/");
  EXPECT_THAT((*list)[1].folders, ElementsAre("Asia", "Wires"));
  EXPECT_EQ((*list)[1].title, "Wire & Co");
  EXPECT_THAT((*list)[2].folders, IsEmpty());
}

TEST(Opml, WhatIsWrittenIsReadBackTheSame) {
  const std::vector<Subscription> list = {{"The \"Herald\" & Co",
                                           "https://h.example/rss?a=1&b=<2>",
                                           "https://h.example/",
                                           {"News", "Asia & Europe"}},
                                          {"新闻", "https://n.example/feed", "", {}}};
  const std::vector<Subscription> back = *ReadOpml(WriteOpml(list, "mine"));
  ASSERT_EQ(back.size(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    EXPECT_EQ(back[i].title, list[i].title);
    EXPECT_EQ(back[i].feed_url, list[i].feed_url);
    EXPECT_EQ(back[i].site_url, list[i].site_url);
    EXPECT_EQ(back[i].folders, list[i].folders);
  }
}

TEST(Opml, OtherDocumentsAreRefused) {
  EXPECT_FALSE(ReadOpml("<rss/>").ok());
  EXPECT_FALSE(ReadOpml("").ok());
}

}  // namespace
}  // namespace claimwatch
