// RSS, RDF and Atom as publishers write them.
#include "plugins/source/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/stage.h"
#include "tests/source/feed_of.h"

namespace claimwatch {
namespace {

using testing::Atom;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FeedOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::PageOf;
using testing::Rss;

Entry OnlyEntry(std::string_view document, std::string_view url = "") {
  const Feed feed = FeedOf(document, url);
  EXPECT_EQ(feed.entries.size(), 1U);
  return feed.entries.empty() ? Entry{} : feed.entries[0];
}

std::string Published(std::string_view item) {
  const Entry entry = OnlyEntry(Rss(item));
  return entry.published ? FormatTime(*entry.published) : "none";
}

TEST(Rss, ReadsAnItem) {
  const Entry entry = OnlyEntry(
      Rss("<item><title>Summit &amp; after</title><link>https://harbour.example/a/1</link>"
          "<guid isPermaLink='false'>h-1</guid><pubDate>Thu, 19 Jun 2025 08:30:00 +0500</pubDate>"
          "<author>desk@harbour.example (News Desk)</author><category>Asia</category>"
          "<description>&lt;p&gt;Trade grew&lt;/p&gt;</description>"
          "<enclosure url='/i.jpg' type='image/jpeg'/></item>"));
  EXPECT_EQ(entry.title, "Summit & after");
  EXPECT_EQ(entry.link, "https://harbour.example/a/1");
  EXPECT_EQ(entry.id, "h-1");
  EXPECT_EQ(FormatTime(*entry.published), "2025-06-19T03:30:00Z");
  EXPECT_EQ(entry.author, "News Desk");
  EXPECT_EQ(entry.author_email, "desk@harbour.example");
  EXPECT_THAT(entry.tags, ElementsAre("Asia"));
  EXPECT_EQ(entry.summary, "<p>Trade grew</p>");
  ASSERT_EQ(entry.enclosures.size(), 1U);
  EXPECT_EQ(entry.enclosures[0].url, "https://harbour.example/i.jpg");
}

TEST(Rss, ReadsTheChannel) {
  const Feed feed =
      FeedOf(Rss("<description>All news</description><language>en_GB</language>"
                 "<ttl>60</ttl><copyright>Harbour</copyright>"
                 "<skipHours><hour>0</hour><hour>24</hour><hour>5</hour></skipHours>"
                 "<skipDays><day>Sunday</day><day>Friday</day></skipDays>"
                 "<lastBuildDate>Thu, 19 Jun 2025 03:30:00 GMT</lastBuildDate>"
                 "<image><title>Logo</title><link>https://logo.example/</link></image>"));
  EXPECT_EQ(feed.kind, FeedKind::kRss);
  EXPECT_EQ(feed.title, "Harbour");
  EXPECT_EQ(feed.link, "https://harbour.example/");
  EXPECT_EQ(feed.subtitle, "All news");
  EXPECT_EQ(feed.language, "en-GB");
  EXPECT_EQ(feed.ttl, Duration(std::chrono::hours(1)));
  EXPECT_THAT(feed.skip_hours, ElementsAre(0, 0, 5));
  EXPECT_THAT(feed.skip_days, ElementsAre(0, 5));
  EXPECT_EQ(FormatTime(*feed.updated), "2025-06-19T03:30:00Z");
}

TEST(Rss, ContentIsKeptApartFromTheSummary) {
  const Entry entry =
      OnlyEntry(Rss("<item><description>Short</description><content:encoded><![CDATA[<p>Long</p>]]>"
                    "</content:encoded></item>"));
  EXPECT_EQ(entry.summary, "Short");
  EXPECT_EQ(entry.content, "<p>Long</p>");
}

TEST(Rss, FiguresInTextAreNeverChanged) {
  const Entry entry =
      OnlyEntry(Rss("<item><title>GDP < 5%, AT&T up 3&nbsp;% &mdash; R&D</title>"
                    "<description>Q&A: 5 < 7 &amp;lt; 9</description></item>"));
  EXPECT_EQ(entry.title, "GDP < 5%, AT&T up 3 % — R&D");
  EXPECT_EQ(entry.summary, "Q&amp;A: 5 &lt; 7 &lt; 9");
}

TEST(Rss, ALinkKeepsItsBareAmpersands) {
  EXPECT_EQ(OnlyEntry(Rss("<item><link>https://h.example/a?x=1&y=2&copy=3</link></item>")).link,
            "https://h.example/a?x=1&y=2&copy=3");
}

TEST(Rss, APermalinkServesAsTheLinkAndALinkAsTheId) {
  EXPECT_EQ(OnlyEntry(Rss("<item><guid>https://h.example/a/5</guid></item>")).link,
            "https://h.example/a/5");
  EXPECT_EQ(
      OnlyEntry(Rss("<item><guid isPermaLink='false'>https://h.example/5</guid></item>")).link, "");
  EXPECT_EQ(OnlyEntry(Rss("<item><link>https://h.example/a/6</link></item>")).id,
            "https://h.example/a/6");
}

TEST(Rss, LinksAreResolvedAgainstTheDocumentElseTheSite) {
  const std::string document = Rss("<item><link>/a/8</link></item>");
  EXPECT_EQ(OnlyEntry(document, "https://cdn.example/x/feed").link, "https://cdn.example/a/8");
  EXPECT_EQ(OnlyEntry(document).link, "https://harbour.example/a/8");
}

TEST(Rss, TitlesOfPicturesDoNotOverride) {
  const Entry entry = OnlyEntry(
      Rss("<item><media:title>Photo</media:title><title>Real</title><media:content url='a.jpg'>"
          "<media:title>Caption</media:title></media:content></item>"));
  EXPECT_EQ(entry.title, "Real");
}

TEST(Rss, SeveralCreatorsAreAllNamed) {
  EXPECT_EQ(OnlyEntry(Rss("<item><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Li</dc:creator>"
                          "</item>"))
                .author,
            "Ann Lee, Bo Li");
}

TEST(Rss, AnUnreadableDateIsNoneAndIsWarnedOf) {
  const Feed feed = FeedOf(Rss("<item><title>T</title><pubDate>yesterday</pubDate></item>"));
  EXPECT_FALSE(feed.entries[0].published);
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("'yesterday' is not a date")));
}

TEST(Rss, AFutureDateIsKeptAsDeclaredAndWarnedOf) {
  Page page = PageOf(Rss("<item><pubDate>Thu, 19 Jun 2025 03:30:00 GMT</pubDate></item>"));
  page.fetched = *ParseTime("2025-06-18T00:00:00Z");
  const Feed feed = ReadFeed(page, {}).value();
  EXPECT_EQ(FormatTime(*feed.entries[0].published), "2025-06-19T03:30:00Z");
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("in the future")));
}

TEST(Rss, TheOwnDateBeatsTheOneOfAModule) {
  EXPECT_EQ(Published("<item><dc:date>2025-01-01</dc:date>"
                      "<pubDate>Thu, 19 Jun 2025 03:30:00 GMT</pubDate></item>"),
            "2025-06-19T03:30:00Z");
  EXPECT_EQ(Published("<item><dc:date>2025-06-19</dc:date></item>"), "2025-06-19T00:00:00Z");
}

TEST(Rss, TheSourceOfAnItemIsNotItsTitle) {
  const Entry entry = OnlyEntry(
      Rss("<item><source url='https://wire.example/rss'>Wire</source><title>T</title></item>"));
  EXPECT_EQ(entry.title, "T");
  EXPECT_EQ(entry.source_title, "Wire");
  EXPECT_EQ(entry.source_link, "https://wire.example/rss");
}

TEST(Rss, TheOriginalAddressBehindARedirectorIsAmongTheLinks) {
  const Entry entry =
      OnlyEntry(Rss("<item><link>https://proxy.example/1</link>"
                    "<feedburner:origLink>https://h.example/a/7</feedburner:origLink></item>"));
  EXPECT_EQ(entry.link, "https://proxy.example/1");
  EXPECT_THAT(entry.links, ElementsAre("https://h.example/a/7"));
}

TEST(Rss, ItemsOutsideTheChannelAndUnclosedOnesAreRead) {
  const Feed outside = FeedOf(
      "<rss><channel><title>T</title></channel><item><title>1</title></item>"
      "<item><title>2</title></item></rss>");
  EXPECT_EQ(outside.entries.size(), 2U);
  const Feed unclosed = FeedOf(Rss("<item><title>1</title><item><title>2</title></item>"));
  ASSERT_EQ(unclosed.entries.size(), 2U);
  EXPECT_EQ(unclosed.entries[1].title, "2");
  EXPECT_THAT(unclosed.warnings, Contains(HasSubstr("not well-formed")));
}

TEST(Rss, WhatWasCutOffKeepsWhatWasThere) {
  const Feed feed = FeedOf(
      "<rss><channel><title>T</title><item><title>One</title><guid>g1</guid></item>"
      "<item><title>Two</title><description><![CDATA[cut");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[1].title, "Two");
  EXPECT_EQ(feed.entries[1].summary, "cut");
}

TEST(Rss, PhpWarningsInFrontDoNotHideAFeed) {
  EXPECT_EQ(FeedOf("<br />\n<b>Warning</b>: x in <b>y</b><br />" + Rss("")).title, "Harbour");
}

TEST(Rss, MoreThanTenThousandItemsAreCapped) {
  std::string items;
  for (int i = 0; i < 10'050; ++i) {
    items += "<item><title>" + std::to_string(i) + "</title></item>";
  }
  const Feed feed = FeedOf(Rss(items));
  EXPECT_EQ(feed.entries.size(), 10'000U);
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("more than 10,000")));
}

TEST(Rss, ALongIdIsHashedAndALongTitleCut) {
  const Entry entry = OnlyEntry(Rss("<item><title>" + std::string(5000, 't') + "</title><guid>" +
                                    std::string(5000, 'g') + "</guid></item>"));
  EXPECT_LT(entry.id.size(), 100U);
  EXPECT_LE(entry.title.size(), 2003U);
}

TEST(ReadFeed, AFeedInTheFrameOfAWebPageIsRead) {
  const std::string frame = "<!DOCTYPE html><html><head><title>x</title></head><body>\n";
  const std::string entry = "<entry><title>A</title><link href='https://o.example/a'/></entry>";
  const Feed atom = FeedOf(frame + Atom(entry) + "</body></html>");
  EXPECT_EQ(atom.title, "Oxus");
  EXPECT_EQ(atom.entries.size(), 1U);
  EXPECT_EQ(FeedOf("<html><body><rss version='2.0'><channel><item><title>B</title></item></channel>"
                   "</rss></body></html>")
                .entries.size(),
            1U);
}

TEST(ReadFeed, AWebPageThatTalksOfFeedsIsNone) {
  for (const char* body :
       {"<p>x</p><rss version='2.0'/>", "<feed>no vocabulary</feed>", "<rss/>"}) {
    EXPECT_FALSE(ReadFeed(PageOf("<html><body>" + std::string(body) + "</body></html>"), {}).ok());
  }
}

TEST(Rdf, ReadsItemsBesideTheChannel) {
  const Feed feed = FeedOf(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
      "<channel rdf:about='https://r.example/rss'><title>R</title><link>https://r.example/</link>"
      "<dc:creator>Desk</dc:creator></channel>"
      "<item rdf:about='https://r.example/1'><title>One</title><link>https://r.example/1</link>"
      "<dc:date>2025-06-19T03:30:00Z</dc:date></item></rdf:RDF>");
  EXPECT_EQ(feed.kind, FeedKind::kRdf);
  EXPECT_EQ(feed.id, "https://r.example/rss");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].id, "https://r.example/1");
  EXPECT_EQ(feed.entries[0].author, "Desk");
  EXPECT_TRUE(feed.entries[0].published);
}

TEST(Atom, ReadsAnEntry) {
  const Entry entry = OnlyEntry(
      Atom("<entry xml:lang='ru'><title type='html'>A &amp;lt; B</title><id>tag:x,2025:1</id>"
           "<link rel='self' href='https://o.example/1.atom'/><link href='https://o.example/1'/>"
           "<published>2025-06-19T03:30:00Z</published><updated>2025-06-20T00:00:00Z</updated>"
           "<author><name>Ann</name><email>a@o.example</email></author>"
           "<category term='asia' label='Asia'/><summary>5 &lt; 7</summary>"
           "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Full</p></div>"
           "</content></entry>"));
  EXPECT_EQ(entry.title, "A < B");
  EXPECT_EQ(entry.link, "https://o.example/1");
  EXPECT_EQ(FormatTime(*entry.updated), "2025-06-20T00:00:00Z");
  EXPECT_EQ(entry.author, "Ann");
  EXPECT_EQ(entry.author_email, "a@o.example");
  EXPECT_THAT(entry.tags, ElementsAre("Asia"));
  EXPECT_EQ(entry.summary, "5 &lt; 7");
  EXPECT_EQ(entry.content, "<div><p>Full</p></div>");
  EXPECT_EQ(entry.language, "ru");
}

TEST(Atom, PlainTextIsNotReadAsMarkup) {
  EXPECT_EQ(OnlyEntry(Atom("<entry><title>Use of &lt;b&gt;</title></entry>")).title, "Use of <b>");
}

TEST(Atom, BasesAreNested) {
  const Entry entry = OnlyEntry(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://o.example/x/'>"
      "<entry xml:base='y/'><link href='z'/></entry></feed>");
  EXPECT_EQ(entry.link, "https://o.example/x/y/z");
}

TEST(Atom, EntriesInheritTheFeedsAuthor) {
  const Entry entry =
      OnlyEntry(Atom("<author><name>Desk</name></author><entry><title>T</title></entry>"));
  EXPECT_EQ(entry.author, "Desk");
}

TEST(Atom, Version03WithModesIsRead) {
  const Entry entry = OnlyEntry(
      "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>T</title>"
      "<issued>2025-06-19T03:30:00Z</issued><modified>2025-06-20T00:00:00Z</modified>"
      "<content type='text/html' mode='base64'>PHA+RXhhbXBsZTwvcD4=</content></entry></feed>");
  EXPECT_EQ(entry.content, "<p>Example</p>");
  EXPECT_TRUE(entry.published && entry.updated);
}

TEST(Atom, PagesHubsAndSourcesAreFound) {
  const Feed feed =
      FeedOf(Atom("<link rel='hub' href='https://hub.example/'/>"
                  "<link rel='next' href='https://o.example/feed?page=2'/>"
                  "<entry><title>T</title><source><id>urn:w</id><title>Wire</title>"
                  "<link href='https://wire.example/'/></source></entry>"));
  EXPECT_EQ(feed.hub, "https://hub.example/");
  EXPECT_EQ(feed.next_page, "https://o.example/feed?page=2");
  EXPECT_EQ(feed.entries[0].title, "T");
  EXPECT_EQ(feed.entries[0].source_id, "urn:w");
  EXPECT_EQ(feed.entries[0].source_link, "https://wire.example/");
}

TEST(Atom, APrefixedFeedAndASingleEntryAreRead) {
  EXPECT_EQ(FeedOf("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>One</a:title>"
                   "</a:entry></a:feed>")
                .entries[0]
                .title,
            "One");
  EXPECT_EQ(FeedOf("<entry xmlns='http://www.w3.org/2005/Atom'><title>One</title></entry>")
                .entries.size(),
            1U);
}

TEST(Person, IsReadFromTheFormsOfRss) {
  EXPECT_EQ(ParsePerson("a@x.example (Ann Lee)").name, "Ann Lee");
  EXPECT_EQ(ParsePerson("Ann Lee <a@x.example>").email, "a@x.example");
  EXPECT_EQ(ParsePerson("a@x.example").name, "");
  EXPECT_EQ(ParsePerson("Xinhua, Zhao Wencai").name, "Xinhua, Zhao Wencai");
}

TEST(ReadFeed, SaysWhatAPageIsInsteadOfAFeed) {
  const auto refusal = [](std::string_view body) {
    const Result<Feed> feed = ReadFeed(PageOf(body), {});
    return feed.ok() ? std::string("a feed") : feed.error().message();
  };
  EXPECT_EQ(refusal("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"),
            "not a feed: HTML page 'Just a moment...'");
  EXPECT_EQ(refusal("  \n"), "not a feed: empty");
  EXPECT_EQ(refusal("<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "not a feed: XML with root 'svg'");
  EXPECT_EQ(refusal("%PDF-1.7 <rss"), "not a feed: PDF");
  EXPECT_EQ(refusal("{\"a\": 1}"), "not a feed: JSON that is no JSON Feed");
  EXPECT_THAT(refusal("<html><body><rss><channel/></rss></body></html>"), HasSubstr("HTML page"));
}

TEST(MakeSources, EachReadsItsOwnKindOnly) {
  const auto sources = MakeSources(SourceOptions{});
  const std::vector<std::string> documents = {
      Rss(""), Atom(""), "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}",
      "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>"};
  ASSERT_EQ(sources.size(), documents.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (std::size_t j = 0; j < documents.size(); ++j) {
      EXPECT_EQ(sources[i]->Reads(PageOf(documents[j])), i == j) << i << " " << j;
    }
    EXPECT_TRUE(sources[i]->Read(PageOf(documents[i])).ok());
  }
}

}  // namespace
}  // namespace claimwatch
