#include "plugins/source/xml.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/source/entities.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;

// The document as a list of events: "<a", "text", "a>".
std::vector<std::string> Events(std::string_view document) {
  XmlReader xml(document);
  std::vector<std::string> events;
  for (XmlToken token = xml.Next(); token != XmlToken::kDone; token = xml.Next()) {
    if (token == XmlToken::kStart) {
      events.push_back("<" + std::string(xml.local()));
    } else if (token == XmlToken::kEnd) {
      events.push_back(std::string(xml.local()) + ">");
    } else {
      events.emplace_back(xml.text());
    }
  }
  return events;
}

Ns NsOfFirst(std::string_view document, std::string_view local) {
  XmlReader xml(document);
  for (XmlToken token = xml.Next(); token != XmlToken::kDone; token = xml.Next()) {
    if (token == XmlToken::kStart && xml.local() == local) {
      return xml.ns();
    }
  }
  return Ns::kNone;
}

TEST(XmlReader, ReadsElementsTextAndCdata) {
  EXPECT_THAT(Events("<?xml version='1.0'?><a><b>one</b><![CDATA[<two>]]><c/></a>"),
              ElementsAre("<a", "<b", "one", "b>", "<two>", "<c", "c>", "a>"));
}

TEST(XmlReader, SkipsCommentsInstructionsAndDoctypes) {
  EXPECT_THAT(Events("<!DOCTYPE rss [<!ENTITY a \"x>y\">]><!-- <b> --><?php x?><a/>"),
              ElementsAre("<a", "a>"));
}

// Each looked for its end through the whole document: this would not end today.
TEST(XmlReader, MillionsOfInstructionsWithoutAnEndAreRead) {
  std::string document = "<a>";
  for (int i = 0; i < 1'000'000; ++i) {
    document += "<?b>";
  }
  EXPECT_THAT(Events(document + "c</a><?d?>"), ElementsAre("<a", "c", "a>"));
}

TEST(XmlReader, AnInstructionMayHoldAGreaterThanSign) {
  EXPECT_THAT(Events("<?php a > b ?><a/>"), ElementsAre("<a", "a>"));
  EXPECT_THAT(Events("<?xml version='1.0'><a/><?x?>"), ElementsAre("<a", "a>"));
}

TEST(XmlReader, KeepsASmallerThanSignThatOpensNothing) {
  EXPECT_THAT(Events("<t>GDP < 5% and <3</t>"), ElementsAre("<t", "GDP < 5% and <3", "t>"));
}

TEST(XmlReader, IgnoresAnEndTagWithoutStart) {
  EXPECT_THAT(Events("<d>see </title> here</d>"), ElementsAre("<d", "see ", " here", "d>"));
}

TEST(XmlReader, ClosesWhatAnOuterEndTagCloses) {
  EXPECT_THAT(Events("<d><p>text</d>"), ElementsAre("<d", "<p", "text", "p>", "d>"));
}

TEST(XmlReader, ClosesWhatTheEndOfADocumentLeavesOpen) {
  EXPECT_THAT(Events("<a><b>cut"), ElementsAre("<a", "<b", "cut", "b>", "a>"));
}

TEST(XmlReader, StartsANewItemWhereTheOldOneWasNeverClosed) {
  EXPECT_THAT(Events("<c><item><t>1</t><item><t>2</t></item></c>"),
              ElementsAre("<c", "<item", "<t", "1", "t>", "item>", "<item", "<t", "2", "t>",
                          "item>", "c>"));
}

TEST(XmlReader, ALinkEndsATitleThatWasNeverClosed) {
  EXPECT_THAT(Events("<item><title>One<link>x</link></item>"),
              ElementsAre("<item", "<title", "One", "title>", "<link", "x", "link>", "item>"));
  EXPECT_THAT(Events("<item><title>One <b>two</b></title></item>"),
              ElementsAre("<item", "<title", "One ", "<b", "two", "b>", "title>", "item>"));
}

TEST(XmlReader, LeavesAnEntryInsideASourceWhereItIs) {
  EXPECT_THAT(Events("<entry><source><entry/></source></entry>"),
              ElementsAre("<entry", "<source", "<entry", "entry>", "source>", "entry>"));
}

TEST(XmlReader, LowersNamesAndMatchesThemInAnyCase) {
  EXPECT_THAT(Events("<RSS><pubDate>x</PUBDATE></rss>"),
              ElementsAre("<rss", "<pubdate", "x", "pubdate>", "rss>"));
}

TEST(XmlReader, KnowsVocabulariesByUriAndByHabitualPrefix) {
  EXPECT_EQ(NsOfFirst("<r xmlns:x='http://www.w3.org/2005/Atom'><x:link/></r>", "link"), Ns::kAtom);
  EXPECT_EQ(NsOfFirst("<r><dc:creator/></r>", "creator"), Ns::kDc);
  EXPECT_EQ(NsOfFirst("<r xmlns='http://purl.org/rss/1.0/'><title/></r>", "title"), Ns::kNone);
  EXPECT_EQ(NsOfFirst("<r><strange:title/></r>", "title"), Ns::kOther);
  EXPECT_EQ(NsOfFirst("<r xmlns='https://example.org/own'><title/></r>", "title"), Ns::kNone);
}

TEST(XmlReader, AnInnerDeclarationEndsWithItsElement) {
  const std::string document = "<r><a xmlns='http://www.w3.org/1999/xhtml'><b/></a><c/></r>";
  EXPECT_EQ(NsOfFirst(document, "b"), Ns::kXhtml);
  EXPECT_EQ(NsOfFirst(document, "c"), Ns::kNone);
}

TEST(XmlReader, ReadsAttributesWithAnyQuotesOrNone) {
  XmlReader xml("<a one='1' two=\"2 &amp; 3\" three=4 four HREF='x'/>");
  ASSERT_EQ(xml.Next(), XmlToken::kStart);
  EXPECT_EQ(xml.Attribute("one"), "1");
  EXPECT_EQ(xml.Attribute("two"), "2 & 3");
  EXPECT_EQ(xml.Attribute("three"), "4");
  EXPECT_TRUE(xml.RawAttribute("four").has_value());
  EXPECT_EQ(xml.Attribute("href"), "x");
  EXPECT_FALSE(xml.RawAttribute("five").has_value());
}

TEST(XmlReader, ASkippedElementTakesItsChildrenAlong) {
  XmlReader xml("<a><b><c>x</c></b><d/></a>");
  xml.Next();
  xml.Next();
  xml.SkipElement();
  EXPECT_EQ(xml.Next(), XmlToken::kStart);
  EXPECT_EQ(xml.local(), "d");
}

TEST(XmlReader, SaysWhetherItRepaired) {
  const auto repaired = [](std::string_view document) {
    XmlReader xml(document);
    while (xml.Next() != XmlToken::kDone) {
    }
    return xml.repaired();
  };
  EXPECT_FALSE(repaired("<a><b/>text</a>"));
  EXPECT_TRUE(repaired("<a><b></a>"));
  EXPECT_TRUE(repaired("<a>5 < 7</a>"));
}

TEST(XmlReader, DropsWhatIsDeeperThanTheLimitAndComesBackUp) {
  std::string document = "<a>";
  for (int i = 0; i < 1000; ++i) {
    document += "<x>";
  }
  document += "deep";
  for (int i = 0; i < 1000; ++i) {
    document += "</x>";
  }
  const std::vector<std::string> events = Events(document + "<b/></a>");
  EXPECT_EQ(events.end()[-3], "<b");
  EXPECT_EQ(std::count(events.begin(), events.end(), "deep"), 0);
  EXPECT_EQ(std::count(events.begin(), events.end(), "<x"), 255);
}

TEST(XmlReader, ComesBackUpWhereItemsEndAlthoughThousandsAreLeftOpen) {
  std::string document = "<channel><item>";
  for (int i = 0; i < 1000; ++i) {
    document += "<x>";
  }
  const std::vector<std::string> events = Events(document + "</item><b/></channel>");
  EXPECT_EQ(events.end()[-4], "item>");
  EXPECT_EQ(events.end()[-3], "<b");
}

TEST(XmlReader, AnItemWhollyBelowTheLimitIsDroppedWhole) {
  std::string document = "<channel><item><content>";
  std::string ends = "</content></item><b/></channel>";
  for (int i = 0; i < 1000; ++i) {
    document += "<x>";
    ends.insert(0, "</x>");
  }
  const std::vector<std::string> events =
      Events(document + "<item>deep</item><item>deeper</item>" + ends);
  EXPECT_EQ(std::count(events.begin(), events.end(), "<item"), 1);
  EXPECT_EQ(events.end()[-3], "<b");
}

TEST(Entities, ReplacesNamesAndNumbersOnce) {
  EXPECT_EQ(DecodeReferences("a &amp;lt; b&nbsp;c &eacute; &#8217;&#x2019;"),
            "a &lt; b\u00a0c é ’’");
}

TEST(Entities, LeavesWhatIsNoReference) {
  EXPECT_EQ(DecodeReferences("AT&T ?x=1&y=2&copy=3 &unknown; & &;"),
            "AT&T ?x=1&y=2&copy=3 &unknown; & &;");
}

TEST(Entities, TheTableIsWhole) {
  EXPECT_EQ(EntityText("AElig"), "Æ") << "the first";
  EXPECT_EQ(EntityText("zwnj"), "\u200C") << "the last";
  EXPECT_EQ(EntityText("NotEqualTilde"), "\u2242\u0338") << "two code points";
  EXPECT_EQ(EntityText("Tab"), "\t");
  EXPECT_EQ(EntityText("amp"), "&");
  EXPECT_EQ(EntityText("nosuchname"), "");
}

TEST(Entities, ReadsC1NumbersAsWindows1252AndDropsControls) {
  EXPECT_EQ(DecodeReferences("&#146;&#27;&#0;&#xD800;"), "’\uFFFD\uFFFD");
}

}  // namespace
}  // namespace claimwatch
