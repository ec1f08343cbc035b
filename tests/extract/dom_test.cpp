#include "plugins/extract/dom.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

NodeId Find(const Dom& dom, HtmlTag tag) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == tag) {
      return i;
    }
  }
  ADD_FAILURE() << "no such element";
  return 0;
}

TEST(Dom, NodesStandInDocumentOrderWithTheirDescendantsBehindThem) {
  const Dom dom = Dom::Parse("<div><p>one</p><p>two</p></div><p>three</p>");
  const NodeId div = Find(dom, HtmlTag::kDiv);
  EXPECT_EQ(dom.TextOf(div), "one two");
  EXPECT_EQ(dom[div + 1].tag, HtmlTag::kP);
  EXPECT_EQ(dom[div + 1].parent, div);
  EXPECT_EQ(dom[dom[div].end].tag, HtmlTag::kP);
}

TEST(Dom, EntitiesAreDecodedInTextAndAttributes) {
  const Dom dom = Dom::Parse("<p class='a&amp;b'>x &lt; y &#8212; z</p>");
  const NodeId p = Find(dom, HtmlTag::kP);
  EXPECT_EQ(dom.Attribute(p, "class"), "a&b");
  EXPECT_EQ(dom.TextOf(p), "x < y — z");
}

TEST(Dom, AMissingAttributeIsEmpty) {
  const Dom dom = Dom::Parse("<p hidden>x</p>");
  const NodeId p = Find(dom, HtmlTag::kP);
  EXPECT_TRUE(dom.HasAttribute(p, "hidden"));
  EXPECT_FALSE(dom.HasAttribute(p, "class"));
  EXPECT_EQ(dom.Attribute(p, "class"), "");
}

TEST(Dom, AnInlineElementThatHoldsParagraphsKnowsIt) {
  const Dom dom = Dom::Parse("<a href=/x><h3>title</h3></a><span>x</span>");
  EXPECT_TRUE(dom[Find(dom, HtmlTag::kA)].holds_block);
  EXPECT_FALSE(dom[Find(dom, HtmlTag::kSpan)].holds_block);
}

TEST(Dom, ADomStaysWholeWhenMoved) {
  Dom dom = Dom::Parse("<p>text</p>");
  const Dom moved = std::move(dom);
  EXPECT_EQ(moved.TextOf(0), "text");
}

TEST(Dom, NothingIsAPageToo) {
  EXPECT_EQ(Dom::Parse("").TextOf(0), "");
  EXPECT_GT(Dom::Parse("\0\xFF<").size(), 0U);
}

// The inputs that cost gumbo gigabytes or minutes when it is given them as they are.
TEST(Dom, HostileNestingIsBoundedInDepthAndTime) {
  for (const std::string_view piece :
       {"<div>", "<table><tr><td>", "x<b>", "<b><i>", "<ruby><rt>", "<a><p>", "<font><div>",
        "<li><div>", "<x-y>", "<svg><foreignObject>", "<select><option>", "<math><mi>"}) {
    std::string html;
    while (html.size() < 200'000) {
      html += piece;
    }
    const Dom dom = Dom::Parse(html + "end");
    std::size_t deepest = 0;
    std::vector<std::size_t> depth(dom.size(), 0);
    for (NodeId i = 1; i < dom.size(); ++i) {
      depth[i] = depth[dom[i].parent] + 1;
      deepest = std::max(deepest, depth[i]);
    }
    EXPECT_LT(deepest, 800U) << piece;
  }
}

}  // namespace
}  // namespace claimwatch
