#include "plugins/source/sanitise.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

std::string Sanitised(std::string_view html) {
  return SanitiseHtml(html, Markup::kHtml, "https://n.example/world/");
}

TEST(Sanitiser, KeepsTheMarkupOfText) {
  const std::string html = "<p>One <b>bold</b> <a href=\"https://o.example/\">link</a></p>";
  EXPECT_EQ(Sanitised(html), html);
}

TEST(Sanitiser, DropsScriptsAndStylesWithTheirInside) {
  EXPECT_EQ(Sanitised("a<script>alert('<p>')</script>b<style>p{}</style>c"), "abc");
}

TEST(Sanitiser, DropsForeignElementsButKeepsTheirText) {
  EXPECT_EQ(Sanitised("<iframe src=x>one</iframe> <form><input>two</form> <blink>three</blink>"),
            "one two three");
}

TEST(Sanitiser, DropsHandlersStylesAndScriptLinks) {
  EXPECT_EQ(Sanitised("<img src=\"/i.png\" onerror=\"x()\" style=\"width:expression(x)\">"),
            "<img src=\"https://n.example/i.png\">");
  EXPECT_EQ(Sanitised("<a href=\"javascript:x()\">t</a>"), "<a href=\"\">t</a>");
  EXPECT_EQ(Sanitised("<a href=\"&#106;avascript:x()\">t</a>"), "<a href=\"\">t</a>");
  EXPECT_EQ(Sanitised("<a href=\"java&#10;script:x()\">t</a>"), "<a href=\"\">t</a>");
}

TEST(Sanitiser, MakesLinksAbsolute) {
  EXPECT_EQ(Sanitised("<a href=\"../a?x=1&amp;y=2\">t</a>"),
            "<a href=\"https://n.example/a?x=1&amp;y=2\">t</a>");
}

TEST(Sanitiser, ClosesWhatIsOpenAndDropsWhatIsNot) {
  EXPECT_EQ(Sanitised("<b>one</i><p>two"), "<b>one<p>two</p></b>");
}

TEST(Sanitiser, EscapesBareSignsAndKeepsReferences) {
  EXPECT_EQ(Sanitised("GDP < 5% & AT&T &lt;3 <b>x</b>"),
            "GDP &lt; 5% &amp; AT&amp;T &lt;3 <b>x</b>");
}

TEST(Sanitiser, TagsHiddenInReferencesStayText) {
  EXPECT_EQ(Sanitised("&lt;script&gt;x&lt;/script&gt;"), "&lt;script&gt;x&lt;/script&gt;");
}

TEST(Sanitiser, ASecondPassChangesNothing) {
  const std::vector<std::string> hostile = {
      "<svg><style><img src=x onerror=alert(1)></style></svg>",
      "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
      "onerror=alert(1)&gt;\">",
      "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
      "<a href=\"x\" title='\"><script>alert(1)</script>'>t</a>",
      "<<script>script>alert(1)<</script>/script>",
      "<p <b>x</b>",
      "<img src=\"x` onerror=alert(1)\">",
      "\n<!-- x -->\n<head>&nbsp;text</head>\n"};
  for (const std::string& html : hostile) {
    const std::string once = Sanitised(html);
    EXPECT_EQ(Sanitised(once), once) << html;
    EXPECT_EQ(once.find("<script"), std::string::npos) << once;
    EXPECT_EQ(once.find(" onerror=\""), std::string::npos) << once;
  }
}

TEST(Sanitiser, AMarkupSliceOfXmlClosesItsEmptyElements) {
  EXPECT_EQ(SanitiseHtml("<h:div xmlns:h='x'>a<h:span/>b<![CDATA[<c>]]></h:div>", Markup::kXml, ""),
            "<div>a<span></span>b&lt;c&gt;</div>");
  EXPECT_EQ(SanitiseHtml("<script/>text", Markup::kXml, ""), "text");
}

TEST(Sanitiser, DeepNestingIsFlattened) {
  std::string html;
  for (int i = 0; i < 100'000; ++i) {
    html += "<b>";
  }
  const std::string out = Sanitised(html + "x");
  EXPECT_LT(out.size(), 2000U);
  EXPECT_NE(out.find('x'), std::string::npos);
}

TEST(PlainText, IsOneLineWithoutTags) {
  EXPECT_EQ(PlainText("<p>One</p><p>two &amp; <b>three</b></p>\n"), "One two & three");
  EXPECT_EQ(PlainText("up<sup>2</sup><script>x</script>"), "up2");
}

TEST(PlainText, KeepsSignsThatOpenNoTag) {
  EXPECT_EQ(PlainText("Inflation < 5%, growth > 4%"), "Inflation < 5%, growth > 4%");
  EXPECT_EQ(PlainText("A<B"), "A<B");
  EXPECT_EQ(PlainText("<! and </"), "<! and </");
}

TEST(PlainText, ACutOffTagIsNoText) {
  EXPECT_EQ(PlainText("Summary <a href=\"http://n.exam"), "Summary");
}

}  // namespace
}  // namespace claimwatch
