#include "plugins/extract/body.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/extract/hints.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;

const std::string kFirst =
    "<p>The ferry to the island sailed again on Tuesday, and 300 people came to see it off.</p>";
const std::string kSecond =
    "<p>Repairs cost 1.2 million crowns, twice what the yard had promised, the board said.</p>";
const std::string kThird =
    "<p>The board expects 40,000 passengers until October, a tenth more than last year.</p>";

std::vector<bool> Chosen(const std::string& body, std::vector<float> probability) {
  const Dom dom = Dom::Parse(body);
  const std::vector<Block> blocks = ReadBlocks(dom);
  const PageMap map = MapPage(dom, blocks);
  const BodyHints hints = ReadHints(dom);
  return ChooseBlocks({dom, blocks, map, hints}, std::move(probability)).chosen;
}

TEST(Choice, ALikelyHeadingBetweenParagraphsIsText) {
  EXPECT_THAT(Chosen(kFirst + "<p>What it cost</p>" + kSecond, {0.9F, 0.4F, 0.9F}),
              ElementsAre(true, true, true));
}

TEST(Choice, ALineThatAnnouncesLinksIsNoHeading) {
  EXPECT_THAT(Chosen(kFirst + "<p>More:</p>" + kSecond, {0.9F, 0.4F, 0.9F}),
              ElementsAre(true, false, true));
  EXPECT_THAT(Chosen(kFirst + "<p><a href=/x>What it cost</a></p>" + kSecond, {0.9F, 0.4F, 0.9F}),
              ElementsAre(true, false, true));
}

TEST(Choice, ALineInABoxOfItsOwnIsNoHeading) {
  EXPECT_THAT(
      Chosen(kFirst + "<div class=box><p>What it cost</p></div>" + kSecond, {0.9F, 0.4F, 0.9F}),
      ElementsAre(true, false, true));
}

TEST(Choice, ProseAmongSureParagraphsNeedsLittle) {
  EXPECT_THAT(Chosen(kFirst + kSecond + kThird, {0.9F, 0.15F, 0.9F}),
              ElementsAre(true, true, true));
  EXPECT_THAT(Chosen(kFirst + kSecond + kThird, {0.9F, 0.1F, 0.9F}),
              ElementsAre(true, false, true));
}

TEST(Choice, WhatStandsLikeMostOfTheTextNeedsHardlyAnything) {
  const auto story = [](int paragraphs, const std::string& name) {
    std::string body;
    for (int i = 0; i < paragraphs; ++i) {
      body += "<section class=" + name + "><p>The ferry sailed " + std::to_string(i) +
              " times on Tuesday, and people came to the quay to see it off.</p></section>";
    }
    return body;
  };
  const std::vector<float> likely = {0.9F, 0.9F, 0.9F, 0.9F, 0.9F, 0.9F, 0.05F, 0.05F};
  EXPECT_THAT(Chosen(story(6, "part") + "<form></form>" + story(2, "part"), likely),
              ElementsAre(true, true, true, true, true, true, false, false))
      << "two of them are printed twice";
  const std::string rest =
      "<section class=part>" + kFirst + "</section><section class=part>" + kSecond + "</section>";
  EXPECT_THAT(Chosen(story(6, "part") + "<form></form>" + rest, likely),
              ElementsAre(true, true, true, true, true, true, true, true));
  EXPECT_THAT(Chosen(story(6, "other") + "<form></form>" + rest, likely),
              ElementsAre(true, true, true, true, true, true, false, false));
  std::vector<float> half = likely;
  half.resize(11, 0.05F);
  EXPECT_THAT(
      Chosen(story(6, "part") + "<form></form>" + rest + "<section class=part>" + kThird +
                 "</section><section class=part><p>Nobody on the quay could say whether the old "
                 "flag would fly in the museum, as he hopes.</p></section><section "
                 "class=part><p>The museum opens again in June, and its keeper has kept a place "
                 "for the flag in the hall.</p></section>",
             half),
      ElementsAre(true, true, true, true, true, true, false, false, false, false, false));
}

TEST(Choice, AParagraphPrintedInTwoPlacesIsOne) {
  EXPECT_THAT(
      Chosen("<div>" + kFirst + kSecond + "</div><div>" + kFirst + "</div>", {0.9F, 0.9F, 0.9F}),
      ElementsAre(true, true, false));
}

TEST(Choice, ASecondCopyOfTheWholeInOneBlockIsNone) {
  const auto words = [](const std::string& html) {
    return html.substr(3, html.size() - 7);
  };
  const std::string all = words(kFirst) + " " + words(kSecond) + " " + words(kThird) + " " +
                          words(kFirst) + " " + words(kSecond);
  EXPECT_THAT(Chosen("<div>" + kFirst + kSecond + kThird + "</div><div>" + all + "</div>",
                     {0.9F, 0.9F, 0.9F, 0.9F}),
              ElementsAre(true, true, true, false));
  EXPECT_THAT(
      Chosen("<div>" + kFirst + kSecond + "</div><div>" + all + "</div>", {0.9F, 0.9F, 0.9F}),
      ElementsAre(true, true, true));
}

}  // namespace
}  // namespace claimwatch
