// Documents made to hurt their reader (FETCHING H01–H31): each is read to its end, stays bounded,
// and keeps what was sound in it.
#include <gmock/gmock.h>

#include "tests/source/feed_of.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::string_view kSound =
    "<item><title>Sound</title><link>https://harbour.example/sound</link></item>";

std::string Times(std::string_view text, int count) {
  std::string all;
  all.reserve(text.size() * static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    all += text;
  }
  return all;
}

// All that was read, in bytes: what a document can make us hold.
std::size_t SizeOf(const Feed& feed) {
  std::size_t size = feed.title.size() + feed.subtitle.size();
  for (const Entry& entry : feed.entries) {
    size += entry.id.size() + entry.link.size() + entry.title.size() + entry.summary.size() +
            entry.content.size();
  }
  return size;
}

struct HostileRow {
  const char* name;
  std::string document;
};

void PrintTo(const HostileRow& row, std::ostream* out) {
  *out << row.name;
}

class HostileDocument : public ::testing::TestWithParam<HostileRow> {};

TEST_P(HostileDocument, IsReadToItsEndAndKeepsItsSoundItem) {
  const std::string& document = GetParam().document;
  const Feed feed = FeedOf(document);
  EXPECT_LE(SizeOf(feed), 5 * document.size() + 1024) << "'&' alone grows, to '&amp;'";
  const bool sound = std::any_of(feed.entries.begin(), feed.entries.end(), [](const Entry& entry) {
    return entry.link == "https://harbour.example/sound" && entry.title == "Sound";
  });
  EXPECT_TRUE(sound) << feed.entries.size() << " entries";
}

std::string WithDoctype(std::string_view declarations, std::string_view title) {
  return "<?xml version=\"1.0\"?><!DOCTYPE rss [" + std::string(declarations) +
         "]><rss version=\"2.0\"><channel><title>" + std::string(title) + "</title>" +
         std::string(kSound) + "</channel></rss>";
}

std::string Item(std::string_view inside) {
  return Rss("<item><title>T</title>" + std::string(inside) + "</item>" + std::string(kSound));
}

std::string Attributes(int count) {
  std::string text = "<item";
  for (int i = 0; i < count; ++i) {
    text += " a" + std::to_string(i) + "='1'";
  }
  return text + "><title>T</title></item>";
}

std::string Namespaces(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += " xmlns:n" + std::to_string(i) + "='u:" + std::to_string(i) + "'";
  }
  return "<rss version='2.0'" + text + "><channel>" + std::string(kSound) + "</channel></rss>";
}

INSTANTIATE_TEST_SUITE_P(
    Table, HostileDocument,
    ::testing::Values(
        HostileRow{"H01BillionLaughs",
                   WithDoctype("<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;\">",
                               Times("&c;", 2000))},
        HostileRow{
            "H02QuadraticEntity",
            WithDoctype("<!ENTITY a \"" + std::string(50'000, 'x') + "\">", Times("&a;", 20'000))},
        HostileRow{"H03RecursiveEntity",
                   WithDoctype("<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">", "&a;")},
        HostileRow{"H04ParameterEntity",
                   WithDoctype("<!ENTITY % p SYSTEM \"http://127.0.0.1/p\"> %p;", "t")},
        HostileRow{"H09DeepXml", Item(Times("<x>", 100'000) + Times("</x>", 100'000))},
        HostileRow{"H09DeepXmlLeftOpen", Item(Times("<x>", 100'000))},
        HostileRow{"H09DeepXmlLeftOpenByTheNextItem",
                   Rss("<item><title>T</title>" + Times("<x>", 100'000) + std::string(kSound))},
        HostileRow{"H09DeepXmlWithMoreEnds",
                   Item(Times("<x>", 1000) + Times("</x>", 5000) + "</title>")},
        HostileRow{"H12DeepHtml",
                   Item("<description><![CDATA[" + Times("<div>", 50'000) + "]]></description>")},
        HostileRow{"H13FormattingTags", Item("<description><![CDATA[" + Times("<b><i><u>", 10'000) +
                                             Times("<p>x", 1000) + "]]></description>")},
        HostileRow{"H14LongAttribute", Item("<x a=\"" + std::string(5'000'000, 'v') + "\"/>")},
        HostileRow{"H15LongText",
                   Item("<description>" + Times("many words ", 600'000) + "</description>")},
        HostileRow{"H16ManyAttributes", Rss(Attributes(100'000) + std::string(kSound))},
        HostileRow{"H17ManyNamespaces", Namespaces(30'000)},
        HostileRow{"H19ManyComments", Rss(Times("<!--c-->", 100'000) + std::string(kSound))},
        HostileRow{"H20ManyInstructions", Rss(Times("<?p i?>", 100'000) + std::string(kSound))},
        HostileRow{"H21LongName",
                   Rss("<" + std::string(1'000'000, 'n') + "/>" + std::string(kSound))},
        HostileRow{"H22OnlyLessThan", Rss(std::string(500'000, '<') + "\n" + std::string(kSound))},
        HostileRow{"H23OnlyAmpersands",
                   Item("<description>" + std::string(300'000, '&') + "</description>")},
        HostileRow{"H24ManyReferences",
                   Item("<description>" + Times("&#x42F;", 100'000) + "</description>")},
        HostileRow{"H25OpenCdata", Rss(std::string(kSound) + "<item><title><![CDATA[" +
                                       Times("never closed ", 50'000))}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(HostileFeed, DeclaredEntitiesAreNeverExpanded) {
  const Feed feed = FeedOf(WithDoctype("<!ENTITY a \"boom\">", "x &a; y"));
  EXPECT_THAT(feed.title, Not(HasSubstr("boom")));
  EXPECT_THAT(feed.title, HasSubstr("&a;"));
}

TEST(HostileFeed, NothingOutsideTheDocumentIsRead) {
  const Feed file =
      FeedOf(WithDoctype("<!ENTITY xxe SYSTEM \"file:///etc/hostname\">", "before &xxe; after"));
  EXPECT_EQ(file.title, "before &xxe; after");
  const Feed external = FeedOf(
      "<!DOCTYPE rss SYSTEM \"http://127.0.0.1/x.dtd\"><rss version='2.0'><channel><title>T</title>"
      "</channel></rss>");
  EXPECT_EQ(external.title, "T");
  const Feed included =
      FeedOf(Rss("<item xmlns:xi='http://www.w3.org/2001/XInclude'><title>T<xi:include "
                 "href='/etc/hostname' parse='text'/></title></item>"));
  ASSERT_THAT(included.entries, SizeIs(1));
  EXPECT_EQ(included.entries[0].title, "T");
}

TEST(HostileFeed, NestedJsonIsRefusedOrBounded) {
  const std::string deep =
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":" + std::string(10'000, '[') +
      std::string(10'000, ']') + "}";
  const Result<Feed> feed = ReadFeed(PageOf(deep), SourceOptions{});
  EXPECT_TRUE(!feed.ok() || feed->entries.empty());
}

TEST(HostileFeed, TinyItemsWithoutEndAreCappedAndSaidSo) {
  const Feed feed = FeedOf(Rss(Times("<item><title>t</title></item>", 50'000)));
  EXPECT_THAT(feed.entries, SizeIs(10'000));
  EXPECT_THAT(feed.warnings, Not(IsEmpty()));
}

TEST(HostileFeed, ControlsInATitleAreGone) {
  const Feed feed = FeedOf(Rss("<item><title>a\x1b[31m&#27;]52;c;x&#7;b&#x9d;</title></item>"));
  EXPECT_EQ(feed.entries.at(0).title, "a[31m]52;c;xb");
}

TEST(HostileFeed, ScriptInASummaryIsNeverKept) {
  const Feed feed = FeedOf(
      Item("<description><![CDATA[<svg><style><img src=x onerror=alert(1)></style></svg>"
           "<math><mtext><script>alert(2)</script></mtext></math><a href='javascript:alert(3)'>"
           "link</a>]]></description>"));
  EXPECT_THAT(feed.entries.at(0).summary, Not(HasSubstr("alert(")));
  EXPECT_THAT(feed.entries.at(0).summary, HasSubstr("link"));
}

TEST(HostileFeed, ImpossibleDatesAreNoneAndTheEntryStays) {
  for (const char* date : {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2025-06-32T10:00:00Z",
                           "NaN", "-1", "99999999999999999999"}) {
    const Feed feed =
        FeedOf(Rss("<item><title>T</title><pubDate>" + std::string(date) + "</pubDate></item>"));
    ASSERT_THAT(feed.entries, SizeIs(1)) << date;
    EXPECT_FALSE(feed.entries[0].published) << date;
    EXPECT_THAT(feed.warnings, Not(IsEmpty())) << date;
  }
}

TEST(HostileFeed, AnIdOfAMegabyteIsHashedAndDoubleIdsAreTwoEntries) {
  const std::string guid = "<guid>" + std::string(1'000'000, 'g') + "</guid>";
  const Feed feed = FeedOf(
      Rss("<item><title>A</title>" + guid + "</item><item><title>B</title>" + guid + "</item>"));
  ASSERT_THAT(feed.entries, SizeIs(2));
  EXPECT_LT(feed.entries[0].id.size(), 2048U);
  EXPECT_EQ(feed.entries[0].id, feed.entries[1].id);
}

}  // namespace
}  // namespace claimwatch::testing
