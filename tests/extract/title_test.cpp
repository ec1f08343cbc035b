#include <string>

#include <gtest/gtest.h>

#include "plugins/extract/metadata.h"

namespace claimwatch {
namespace {

std::string TitleOf(std::string_view html) {
  const Dom dom = Dom::Parse(html);
  return ReadTitle(dom, ReadLinkedArticle(dom.json_ld()));
}

TEST(NameOfTheSite, AHeadingThatLeadsHomeIsNoHeadline) {
  EXPECT_EQ(TitleOf("<title>Ferry sails again : Harbour letters</title>"
                    "<h1><a href='/'>Harbour letters</a></h1><h2>Ferry sails again</h2>"),
            "Ferry sails again");
  EXPECT_EQ(TitleOf("<title>Паром снова ходит » Письма из гавани</title><a "
                    "href='https://harbour.example'><h1>Письма из гавани</h1></a>"
                    "<h1>Паром снова ходит</h1>"),
            "Паром снова ходит");
}

TEST(NameOfTheSite, ALinkInAHeadlineToAnArticleIsNone) {
  EXPECT_EQ(TitleOf("<title>Ferry sails again - Harbour</title>"
                    "<h1><a href='/2025/ferry'>Ferry sails again</a></h1><h2>Harbour</h2>"),
            "Ferry sails again");
}

TEST(NameOfTheSite, AHeadingThatIsPartOfTheTitleOfThePageStandsForAMissingHeadline) {
  EXPECT_EQ(TitleOf("<title>Harbour letters » Blog Archive » Ferry sails to the island</title>"
                    "<h1><a href='https://harbour.example/'>Harbour letters</a></h1>"
                    "<h3>About us</h3><h2>Ferry sails to the island</h2>"),
            "Ferry sails to the island");
}

TEST(NameOfTheSite, IsCutOffAtTheFrontToo) {
  EXPECT_EQ(TitleOf("<meta property=og:site_name content='Harbour Daily'>"
                    "<meta property=og:title content='Harbour Daily | Ferry sails again'>"
                    "<title>Harbour Daily | Ferry sails again</title><h1>Ferry sails again</h1>"),
            "Ferry sails again");
}

TEST(NameOfTheSite, IsCutOffTheHeadlineOnlyWhenItIsKnown) {
  const std::string page = "<h1>Ferry sails again | Harbour Daily</h1>";
  EXPECT_EQ(TitleOf("<meta property=og:site_name content='Harbour Daily'>" + page),
            "Ferry sails again");
  EXPECT_EQ(TitleOf(page), "Ferry sails again | Harbour Daily");
}

TEST(NameOfTheSite, ATitleThatThePageOnlyAddsANameToHasNone) {
  EXPECT_EQ(TitleOf("<meta property=og:title content='Slow boats – with a dog aboard'>"
                    "<title>Slow boats – with a dog aboard | Harbour</title>"),
            "Slow boats – with a dog aboard");
}

TEST(NameOfTheSite, AMarkLeftAtTheEndGoesWithIt) {
  EXPECT_EQ(TitleOf("<title>Ferry sails to the island again -</title>"),
            "Ferry sails to the island again");
}

TEST(TitleAgreement, WhatTheOtherTitlesAgreeOnBeatsAHeadingThatSharesNothingWithThem) {
  const std::string linked =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
      "\"Ferry sails to the island\"}</script>";
  EXPECT_EQ(TitleOf(linked + "<meta property=og:title content='Ferry sails to the island'>"
                             "<h1>When, if not now?</h1><h1>What we take along on board</h1>"),
            "Ferry sails to the island");
}

TEST(TitleAgreement, AnOnlyHeadlineBeatsOlderMetadataThatAgrees) {
  const std::string yesterday =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
      "\"Search goes on in the storm\"}</script>"
      "<meta property=og:title content='Search goes on in the storm'>"
      "<title>Search goes on in the storm | Harbour</title>";
  EXPECT_EQ(TitleOf(yesterday + "<main><h1>All eleven sailors found alive</h1><p>They are well."),
            "All eleven sailors found alive");
  EXPECT_EQ(TitleOf(yesterday + "<aside><h1>Read the paper of today</h1></aside><p>They are well."),
            "Search goes on in the storm");
}

TEST(TitleAgreement, AShortHeadlineInTheTextIsOne) {
  EXPECT_EQ(TitleOf("<title>Cheap houses by the sea, with a boat</title><main><h1>House 3</h1>"),
            "House 3");
  EXPECT_EQ(TitleOf("<title>Cheap houses by the sea, with a boat</title><h1>House 3</h1>"),
            "Cheap houses by the sea, with a boat");
  EXPECT_EQ(TitleOf("<title>Cheap houses by the sea, with a boat</title><main><h1>Houses"),
            "Cheap houses by the sea, with a boat");
  EXPECT_EQ(TitleOf("<title>Cheap houses, with a boat | North coast</title><h1>North coast</h1>"),
            "Cheap houses, with a boat");
}

TEST(TitleAgreement, AHeadlineOfOtherWordsKeepsThemBeforeTheLineUnderIt) {
  EXPECT_EQ(TitleOf("<title>Ann Lee writes about boats and harbours - Harbour</title>"
                    "<h1>Seen from far below</h1><h2>Ann Lee writes about boats and harbours</h2>"),
            "Seen from far below");
}

TEST(TitleAgreement, TwoKickersBeforeOneHeadlineAreNoPartOfIt) {
  EXPECT_EQ(TitleOf("<meta property=og:title content='Storm at sea: Ferry turns back to harbour'>"
                    "<h1>Weather in the north - Ferry turns back to harbour</h1>"),
            "Ferry turns back to harbour");
}

TEST(TitleAgreement, AHeadlineInMetaStandsForOneInJsonLd) {
  EXPECT_EQ(TitleOf("<meta name=headline content='연락선이 다시 섬으로 떠난다'>"
                    "<title>연락선이 다시 섬으로 떠난다-사회ㅣ항구일보</title>"),
            "연락선이 다시 섬으로 떠난다");
}

TEST(LoneHeading, OutsideTheArticleIsABannerHoweverLongItIs) {
  const std::string head =
      "<title>Flood drives 3,000 out of valley</title>"
      "<meta property=og:title content='Flood drives 3,000 out of valley'>"
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\","
      "\"headline\":\"Flood drives 3,000 out of valley\"}</script>";
  EXPECT_EQ(TitleOf(head + "<div class=banner><h1>Sign up for our free morning newsletter</h1>"
                           "</div><article><h2>Flood drives 3,000 out of valley</h2>"
                           "<p>The river rose.</p></article>"),
            "Flood drives 3,000 out of valley");
}

}  // namespace
}  // namespace claimwatch
