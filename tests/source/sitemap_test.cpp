#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "plugins/source/builtin_sources.h"
#include "tests/source/feed_of.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using testing::FeedOf;
using ::testing::IsEmpty;
using testing::PageOf;

constexpr std::string_view kNews =
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' "
    "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>"
    "<url><loc>https://h.example/a/1</loc><lastmod>2025-06-20</lastmod>"
    "<image:image><image:loc>https://h.example/i.jpg</image:loc></image:image>"
    "<news:news><news:publication><news:name>Harbour</news:name><news:language>en</news:language>"
    "</news:publication><news:publication_date>2025-06-19T08:30:00+05:00</news:publication_date>"
    "<news:title>One &amp; all</news:title><news:keywords>asia, trade</news:keywords></news:news>"
    "</url><url><loc> https://h.example/a/2 "
    "</loc></url><url><lastmod>2025</lastmod></url></urlset>";

std::string Gzipped(std::string_view text) {
  std::string out(text.size() + 1024, '\0');
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Sitemap, ReadsTheNewsExtension) {
  const Feed feed = FeedOf(kNews);
  EXPECT_EQ(feed.kind, FeedKind::kSitemap);
  ASSERT_EQ(feed.entries.size(), 2U);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.link, "https://h.example/a/1");
  EXPECT_EQ(entry.title, "One & all");
  EXPECT_EQ(FormatTime(*entry.published), "2025-06-19T03:30:00Z");
  EXPECT_EQ(FormatTime(*entry.updated), "2025-06-20T00:00:00Z");
  EXPECT_EQ(entry.language, "en");
  EXPECT_THAT(entry.tags, ElementsAre("asia", "trade"));
  EXPECT_EQ(feed.entries[1].link, "https://h.example/a/2");
  EXPECT_THAT(feed.links, IsEmpty());
}

TEST(Sitemap, AnIndexListsItsChildren) {
  const Feed feed = FeedOf(
      "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
      "<loc>https://h.example/s1.xml.gz</loc><lastmod>2025-06-19</lastmod></sitemap>"
      "</sitemapindex>");
  EXPECT_EQ(feed.entries[0].link, "https://h.example/s1.xml.gz");
  EXPECT_TRUE(feed.entries[0].updated);
  EXPECT_THAT(feed.links, ElementsAre("https://h.example/s1.xml.gz"));
}

TEST(Sitemap, FiveThousandAddressesAreFiveThousandEntries) {
  std::string document = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
  for (int i = 0; i < 5000; ++i) {
    document += "<url><loc>https://h.example/a/" + std::to_string(i) +
                "</loc><lastmod>2025-06-19</lastmod></url>";
  }
  const Feed feed = FeedOf(document + "</urlset>");
  ASSERT_EQ(feed.entries.size(), 5000U);
  EXPECT_EQ(feed.entries[4999].link, "https://h.example/a/4999");
  EXPECT_EQ(FormatTime(*feed.entries[4999].updated), "2025-06-19T00:00:00Z");
  EXPECT_THAT(feed.warnings, IsEmpty());
}

TEST(Sitemap, ACompressedOneIsUnpacked) {
  EXPECT_EQ(FeedOf(Gzipped(kNews)).entries.size(), 2U);
}

TEST(Sitemap, ACompressedBombIsBounded) {
  const std::string bomb = Gzipped(std::string(std::size_t{64} << 20U, ' '));
  EXPECT_LT(bomb.size(), 1'000'000U);
  EXPECT_FALSE(ReadFeed(PageOf(bomb), {}).ok());
}

TEST(PageLinks, LinksThatFitThePatternAreEntries) {
  SourceOptions options;
  options.link_patterns = {"/news/*-????.html"};
  const Feed feed = ReadFeed(PageOf("<html lang=ru><title>News &amp; more</title><body>"
                                    "<a href='/news/summit-2025.html'><img src=i></a>"
                                    "<a href='/news/summit-2025.html#c'>Summit <b>opens</b></a>"
                                    "<a href='https://p.example/news/trade-2024.html'>Trade</a>"
                                    "<a href='/about.html'>About</a><a href='javascript:x'>x</a>",
                                    "https://p.example/"),
                             options)
                        .value();
  EXPECT_EQ(feed.kind, FeedKind::kPage);
  EXPECT_EQ(feed.title, "News & more");
  EXPECT_EQ(feed.language, "ru");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].link, "https://p.example/news/summit-2025.html");
  EXPECT_EQ(feed.entries[0].title, "Summit opens");
  EXPECT_EQ(feed.entries[1].title, "Trade");
}

TEST(PageLinks, WithoutPatternsAPageIsNoFeed) {
  EXPECT_FALSE(ReadFeed(PageOf("<html><a href='/x'>x</a></html>", "https://p.example/"), {}).ok());
}

TEST(Pattern, StarsAndQuestionMarks) {
  EXPECT_TRUE(FitsPattern("/news/2025/a", "/news/*"));
  EXPECT_TRUE(FitsPattern("/a/b/c.html", "*/c.*"));
  EXPECT_TRUE(FitsPattern("abc", "a?c"));
  EXPECT_FALSE(FitsPattern("/news", "/news/*"));
  EXPECT_FALSE(FitsPattern("abcd", "a?c"));
}

TEST(Pattern, ManyStarsDoNotExplode) {
  std::string pattern;
  for (int i = 0; i < 60; ++i) {
    pattern += "*a";
  }
  EXPECT_FALSE(FitsPattern(std::string(2000, 'a') + "b", pattern + "c"));
}

}  // namespace
}  // namespace claimwatch
