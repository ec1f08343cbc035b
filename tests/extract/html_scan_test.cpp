#include "plugins/extract/html_scan.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

std::size_t Count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(HtmlScan, ScriptsStylesAndCommentsAreLeftOut) {
  const ScannedHtml scanned =
      ScanHtml("<p>a<script>var x = '<p>no</p>';</script><style>p{}</style><!-- <p>no --> b</p>");
  EXPECT_EQ(scanned.html, "<p>a b</p>");
  EXPECT_FALSE(scanned.limited);
}

TEST(HtmlScan, JsonLdIsPutAside) {
  const ScannedHtml scanned =
      ScanHtml("<script type='application/ld+json'>{\"a\":1}</script><script>x</script>");
  EXPECT_THAT(scanned.json_ld, ElementsAre("{\"a\":1}"));
  EXPECT_EQ(scanned.html, "");
}

TEST(HtmlScan, AScriptWithACommentedScriptInsideEndsAtItsOwnEndTag) {
  const ScannedHtml scanned =
      ScanHtml("<script><!-- document.write('<script>x</script>'); --></script><p>text</p>");
  EXPECT_EQ(scanned.html, "<p>text</p>");
}

TEST(HtmlScan, ALessThanSignInTextStaysText) {
  EXPECT_EQ(ScanHtml("<p>GDP < 5% and 3 <4</p>").html, "<p>GDP &lt; 5% and 3 &lt;4</p>");
}

TEST(HtmlScan, AttributesThatNobodyAsksForAreDropped) {
  EXPECT_EQ(ScanHtml("<p class=a onclick=\"x('>')\" data-x='1' id='b\"c'>t").html,
            "<p class=\"a\" id='b\"c'>t");
}

TEST(HtmlScan, DeepNestingIsCutAndItsTextKept) {
  const ScannedHtml scanned = ScanHtml(Repeat("<div>", 5000) + "deep" + Repeat("</div>", 5000));
  EXPECT_TRUE(scanned.limited);
  EXPECT_LE(Count(scanned.html, "<div>"), kMaxHtmlDepth);
  EXPECT_EQ(Count(scanned.html, "<div>"), Count(scanned.html, "</div>"));
  EXPECT_THAT(scanned.html, HasSubstr("deep"));
}

TEST(HtmlScan, UnclosedParagraphsAndItemsAreNotDeep) {
  EXPECT_FALSE(ScanHtml(Repeat("<p>one", 3000)).limited);
  EXPECT_FALSE(ScanHtml("<ul>" + Repeat("<li>one", 3000)).limited);
  EXPECT_FALSE(ScanHtml("<table>" + Repeat("<tr><td>one<td>two", 3000)).limited);
}

TEST(HtmlScan, OpenFormattingElementsAreBounded) {
  std::string html;
  for (int i = 0; i < 500; ++i) {
    html += "<p><b id=\"" + std::to_string(i) + "\">x</p>";
  }
  const ScannedHtml scanned = ScanHtml(html);
  EXPECT_TRUE(scanned.limited);
  EXPECT_LE(Count(scanned.html, "<b"), kMaxHtmlFormatting);
}

TEST(HtmlScan, ClosedFormattingElementsDoNotCount) {
  EXPECT_FALSE(ScanHtml(Repeat("<p><b>x</b> y</p>", 1000)).limited);
}

TEST(HtmlScan, AttributesOfOneTagAreBounded) {
  std::string html = "<p";
  for (int i = 0; i < 1000; ++i) {
    html += " class=c" + std::to_string(i);
  }
  EXPECT_LE(Count(ScanHtml(html + ">x").html, "class="), kMaxHtmlAttributes);
}

TEST(HtmlScan, EndTagsOfUnknownElementsDoNotHideDepth) {
  const ScannedHtml scanned = ScanHtml(Repeat("<x-a></x-b>", 5000));
  EXPECT_TRUE(scanned.limited);
  EXPECT_LE(Count(scanned.html, "<x-a>"), kMaxHtmlDepth);
}

TEST(HtmlScan, ElementsAreBounded) {
  EXPECT_LE(Count(ScanHtml(Repeat("<br>", 400'000)).html, "<br>"), kMaxHtmlElements);
}

TEST(HtmlScan, SvgIsSkippedAndAnUnclosedOneIsNot) {
  EXPECT_EQ(ScanHtml("a<svg><title>no</title><path/></svg>b").html, "ab");
  EXPECT_THAT(ScanHtml("<svg><p>text").html, HasSubstr("text"));
}

TEST(HtmlScan, WhatNeverEndsIsLookedForOnce) {
  for (const std::string_view piece :
       {"<svg>", "<svg></a>", "<script><!--<script></script>", "<title", "<a b='", "<!--x"}) {
    EXPECT_LE(ScanHtml(Repeat(piece, 200'000)).html.size(), 4U << 20U) << piece;
  }
}

TEST(HtmlScan, APageThatBreaksOffInsideATagLosesOnlyTheTag) {
  const ScannedHtml scanned = ScanHtml("<p>kept</p><a href=\"http://exam");
  EXPECT_THAT(scanned.html, HasSubstr("<p>kept</p>"));
  EXPECT_THAT(scanned.html, Not(HasSubstr("exam")));
  EXPECT_FALSE(scanned.closed);
}

TEST(HtmlScan, SaysWhetherThePageWasClosed) {
  EXPECT_TRUE(ScanHtml("<p>x</p></body></html>").closed);
  EXPECT_FALSE(ScanHtml("<p>x</p>").closed);
}

TEST(HtmlScan, EndsOfInputAnywhereAreFine) {
  const std::string html = "<!doctype html><p class='a'>b<script>c</script><!-- d --></p><svg/>";
  for (std::size_t length = 0; length <= html.size(); ++length) {
    EXPECT_LE(ScanHtml(html.substr(0, length)).html.size(), 4 * html.size());
  }
}

}  // namespace
}  // namespace claimwatch
