#include "plugins/source/feed_json.h"

#include <gtest/gtest.h>

#include "core/json.h"
#include "tests/source/feed_of.h"

namespace claimwatch {
namespace {

using testing::FeedOf;
using testing::Rss;

TEST(FeedJson, IsTheContract) {
  const Feed feed =
      FeedOf(Rss("<ttl>60</ttl><item><title>\"Q\" \\ &amp; A\n</title><guid>g</guid>"
                 "<pubDate>Thu, 19 Jun 2025 03:30:00 GMT</pubDate></item>"));
  const Json json = Json::Parse(FeedJson("a \"b\".xml", feed)).value();
  EXPECT_EQ(json["file"].AsString(), "a \"b\".xml");
  EXPECT_EQ(json["kind"].AsString(), "rss");
  EXPECT_EQ(json["title"].AsString(), "Harbour");
  EXPECT_EQ(json["ttl"].AsInt(), 60);
  const Json& entry = json["entries"].Items().at(0);
  EXPECT_EQ(entry["title"].AsString(), "\"Q\" \\ & A");
  EXPECT_EQ(entry["published"].AsString(), "2025-06-19T03:30:00Z");
  EXPECT_TRUE(entry["updated"].IsNull());
  EXPECT_TRUE(json["warnings"].IsArray());
}

TEST(FeedJson, WhatIsNoFeedHasNoKindAndAnError) {
  const Json json = Json::Parse(FeedJson("x", Error(Errc::kInvalid, "not a feed: PDF"))).value();
  EXPECT_TRUE(json["kind"].IsNull());
  EXPECT_EQ(json["error"].AsString(), "not a feed: PDF");
}

TEST(FeedJson, IsOneLine) {
  const Feed feed = FeedOf(Rss("<item><description>a\n\tb</description></item>"));
  EXPECT_EQ(FeedJson("x", feed).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace claimwatch
