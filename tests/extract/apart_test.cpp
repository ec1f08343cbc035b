#include "plugins/extract/apart.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/extract/hints.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kStory =
    "<div><p>The ferry to the island sailed again on Tuesday, and 300 people came to see it "
    "off.</p>"
    "<p>Repairs cost 1.2 million crowns, twice what the yard had promised, the board said.</p>"
    "<p>The board expects 40,000 passengers until October, a tenth more than last year.</p></div>";
const std::string kThread =
    "<section id=comments><div class='comment first'><p>I was there on Tuesday, and I can say "
    "that nobody had counted the people on the quay.</p></div></section>";
const std::string kThreeLinks =
    "<ul><li><a href=/1>Bridge closes for the summer</a></li><li><a href=/2>Library keeps its "
    "Sundays</a></li><li><a href=/3>Lighthouse gets new paint</a></li></ul>";
const std::string kOpening =
    "<section><h2><a href=/n>Lighthouse gets new paint</a></h2><p>The lighthouse at the mouth of "
    "the sound is white again.</p><a href=/n>Read on</a></section>";

std::vector<float> ApartOf(const std::string& body) {
  const Dom dom = Dom::Parse(body);
  const std::vector<Block> blocks = ReadBlocks(dom);
  const PageMap map = MapPage(dom, blocks);
  const BodyHints hints = ReadHints(dom);
  return Apart({dom, blocks, map, hints});
}

TEST(Apart, ProseIsNot) {
  EXPECT_THAT(ApartOf(kStory), IsEmpty());
}

TEST(Apart, CommentsAre) {
  EXPECT_THAT(ApartOf(kStory + kThread), ElementsAre(1.0F, 1.0F, 1.0F, 0.0F));
}

TEST(Apart, AListOfLinksIsWithItsHeading) {
  EXPECT_THAT(ApartOf("<div><h3>Most read</h3>" + kThreeLinks + "</div>" + kStory),
              ElementsAre(0.0F, 0.0F, 0.0F, 0.0F, 1.0F, 1.0F, 1.0F));
  EXPECT_THAT(ApartOf(kStory + "<div><p>More from the islands:</p>" + kThreeLinks + "</div>"),
              ElementsAre(1.0F, 1.0F, 1.0F, 0.0F, 0.0F, 0.0F, 0.0F));
}

TEST(Apart, AListOfOpeningsThatBreakOffIs) {
  const std::string item =
      "<li><a href=/1>Bridge closes for the summer</a> The east bridge closes on Sunday for "
      "repairs. It will open again when...</li>";
  EXPECT_THAT(ApartOf(kStory + "<ul>" + item + item + item + "</ul>"),
              ElementsAre(1.0F, 1.0F, 1.0F, 0.0F, 0.0F, 0.0F));
  EXPECT_THAT(ApartOf(kStory + "<ul>" + item + "</ul>"), IsEmpty());
}

TEST(Apart, AMenuIsBesideAnyText) {
  std::string menu = "<ul>";
  std::string index = "<ul>";
  for (int i = 0; i < 10; ++i) {
    menu += "<li><a href=/c>Town and port</a></li>";
    index += "<li><a href=/n>Bridge closes for the summer</a></li>";
  }
  const std::string note =
      "<p>The ferry to the island sailed again on Tuesday, and 300 people came to see it off.</p>";
  EXPECT_THAT(ApartOf(menu + "</ul>" + note),
              ElementsAre(0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 1.0F));
  EXPECT_THAT(ApartOf(index + "</ul>" + note), IsEmpty());
}

TEST(Apart, ACloudOfSubjectsIsBesideAnyText) {
  std::string cloud;
  for (int i = 0; i < 10; ++i) {
    cloud += "<a href=/c>ferries</a> ";
  }
  const std::string note =
      "<p>The ferry to the island sailed again on Tuesday, and 300 people came to see it off.</p>";
  EXPECT_THAT(ApartOf("<div>" + cloud + "</div>" + note), ElementsAre(0.0F, 1.0F));
  EXPECT_THAT(ApartOf(kStory + "<p>" + cloud + "</p>"), ElementsAre(1.0F, 1.0F, 1.0F, 0.0F));
  EXPECT_THAT(ApartOf("<p>" + cloud + "</p>"), IsEmpty());
}

TEST(Apart, AHeadingThatStandsAboveTextTooIsNot) {
  EXPECT_THAT(ApartOf("<div><h3>The repairs</h3>" + kThreeLinks + kStory + "</div>"),
              ElementsAre(1.0F, 0.0F, 0.0F, 0.0F, 1.0F, 1.0F, 1.0F));
}

TEST(Apart, TwoLinksMayBeSources) {
  EXPECT_THAT(ApartOf(kStory + "<p><a href=/1>The report of the board</a></p><p><a href=/2>The "
                               "letter of the yard</a></p>"),
              IsEmpty());
}

TEST(Apart, ALinkToAnotherPlaceOfThePageIs) {
  EXPECT_THAT(ApartOf(kStory + "<p><a href=#after>Skip the embedded content</a></p>" + kStory),
              ElementsAre(1.0F, 1.0F, 1.0F, 0.0F, 1.0F, 1.0F, 1.0F));
  EXPECT_THAT(ApartOf(kStory + "<h3><a href=#yard>The yard</a></h3>" + kStory), IsEmpty());
}

TEST(Apart, TheHeadlineMayBeALink) {
  EXPECT_THAT(ApartOf("<a href=/>Home</a><h1><a href=/s>Ferry sails</a></h1><div><a href=/a>Ann "
                      "Lee</a></div>" +
                      kStory),
              IsEmpty());
}

TEST(Apart, APageOfLinksKeepsThem) {
  EXPECT_THAT(ApartOf("<p>What we read this week, in no order.</p>" + kThreeLinks), IsEmpty());
}

TEST(Apart, TheOpeningOfAnotherArticleIsWhereverItStands) {
  EXPECT_THAT(ApartOf(kStory + kStory + kOpening + kStory),
              ElementsAre(1.0F, 1.0F, 1.0F, 1.0F, 1.0F, 1.0F, 0.0F, 0.0F, 0.0F, 1.0F, 1.0F, 1.0F));
}

TEST(Apart, AHeadingThatLeadsElsewhereThanTheLastLinkOpensNone) {
  EXPECT_THAT(ApartOf(kStory + "<section><h2><a href=/yard>The yard</a></h2><p>It was built a "
                               "hundred years ago, and had 900 workers once.</p><a href=/map>On "
                               "the map</a></section>"),
              IsEmpty());
}

TEST(Apart, APageOfOpeningsKeepsTheirText) {
  EXPECT_THAT(ApartOf(kOpening + kOpening + kOpening + kOpening), IsEmpty());
}

TEST(Apart, AHeadingAboveHalfThePageOpensNoArticle) {
  const std::string inside = kStory + kStory + kStory;
  EXPECT_THAT(ApartOf(kStory + kStory + kStory + kStory + kStory + kStory + kStory +
                      "<section><h2><a href=/n>The ferries</a></h2>" + inside +
                      "<a href=/n>Read on</a></section>"),
              IsEmpty());
}

TEST(Apart, ManyLinkedHeadingsInOneElementAreReadInOneLook) {
  std::string headings;
  for (int i = 0; i < 100'000; ++i) {
    headings += "<h2><a href=/n>n</a></h2>";
  }
  EXPECT_FALSE(ApartOf(kStory + "<div>" + headings + "</div>").empty());
}

}  // namespace
}  // namespace claimwatch
