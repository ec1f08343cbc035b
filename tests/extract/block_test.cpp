#include "plugins/extract/block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Texts(std::string_view html) {
  const Dom dom = Dom::Parse(html);
  std::vector<std::string> texts;
  for (const Block& block : ReadBlocks(dom)) {
    texts.push_back(block.text);
  }
  return texts;
}

TEST(Blocks, EachParagraphIsOne) {
  EXPECT_THAT(Texts("<h1>A</h1><p>b <b>c</b> d</p><ul><li>e</li><li>f</li></ul>"),
              ElementsAre("A", "b c d", "e", "f"));
}

TEST(Blocks, InlineTagsNeitherGlueNorSplitWords) {
  EXPECT_THAT(Texts("<p><b>W</b>ord and <i>an</i><sup>2</sup> <a href=x>link</a>, end</p>"),
              ElementsAre("Word and an2 link, end"));
}

TEST(Blocks, ARaisedNumberMakesNoOtherNumberOfTheOneBeforeIt) {
  EXPECT_THAT(Texts("<p>It had 212<sup><a href='#n1'>1</a></sup> passengers</p>"),
              ElementsAre("It had 212 passengers"));
  EXPECT_THAT(Texts("<p>10<sup>6</sup> tonnes on 3 km<sup>2</sup></p>"),
              ElementsAre("10⁶ tonnes on 3 km2"));
}

TEST(Blocks, WhatIsStruckOutIsNoText) {
  EXPECT_THAT(Texts("<p>It carried <del>212</del><ins>242</ins> passengers from the old town over "
                    "the bay to the harbour.</p>"),
              ElementsAre("It carried 242 passengers from the old town over the bay to the "
                          "harbour."));
  EXPECT_THAT(Texts("<p>A tag<s> that nobody closed</p><p>hides nothing of it.</p>"),
              ElementsAre("A tag that nobody closed", "hides nothing of it."));
}

TEST(Blocks, TwoLinksSideBySideAreTwoWords) {
  EXPECT_THAT(Texts("<div><a href=x>#China</a><a href=y>#Summit</a></div>"),
              ElementsAre("#China #Summit"));
}

TEST(Blocks, LineBreaksPartParagraphsOfTextWithoutTags) {
  EXPECT_THAT(Texts("<td>One.<br><br>Two.<br>Three.</td>"), ElementsAre("One.", "Two.", "Three."));
}

TEST(Blocks, ALineBreakInsideASentenceIsASpace) {
  EXPECT_THAT(Texts("<p>The treaty was<br>signed in Astana.</p>"),
              ElementsAre("The treaty was signed in Astana."));
}

TEST(Blocks, TextBesideAParagraphIsABlockOfItsOwn) {
  EXPECT_THAT(Texts("<div>before<p>inside</p>after</div>"),
              ElementsAre("before", "inside", "after"));
}

TEST(Blocks, CellsOfADataRowStayApart) {
  EXPECT_THAT(Texts("<table><tr><td>Trade</td><td>12</td><td>000</td></tr></table>"),
              ElementsAre("Trade | 12 | 000"));
}

TEST(Blocks, CellsThatLayOutThePageAreSeparate) {
  EXPECT_THAT(Texts("<table><tr><td>Menu<br>Sport</td><td><p>Text.</p></td></tr></table>"),
              ElementsAre("Menu", "Sport", "Text."));
}

TEST(Blocks, ScriptsButtonsAndOptionsAreNoText) {
  EXPECT_THAT(Texts("<p>a</p><button>b</button><select><option>c</select><noscript>d</noscript>"),
              ElementsAre("a"));
}

TEST(Blocks, LinkedTextIsCounted) {
  const Dom dom = Dom::Parse("<p>12345 <a href=x>12345</a></p>");
  const std::vector<Block> blocks = ReadBlocks(dom);
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].linked, 5U);
  EXPECT_EQ(blocks[0].links, 1U);
}

TEST(Blocks, ALinkAfterAParagraphIsNotItsLink) {
  const Dom dom = Dom::Parse("<div><p>text</p><a href=x>link</a></div>");
  const std::vector<Block> blocks = ReadBlocks(dom);
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].links, 0U);
  EXPECT_EQ(blocks[1].links, 1U);
}

TEST(Blocks, WordsForScreenReadersOnlyAreNoText) {
  const Dom dom = Dom::Parse(
      "<p>The <a href=x>report<span class='link-note sr-only'>, opens in a new tab</span></a> says "
      "<span style='border:0;clip:rect(0 0 0 0)'>, opens new tab</span>so <span "
      "class=news>twice</span>.</p>");
  const std::vector<Block> blocks = ReadBlocks(dom);
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].text, "The report says so twice.");
}

}  // namespace
}  // namespace claimwatch
