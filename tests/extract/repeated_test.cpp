#include "plugins/extract/repeated.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/extract/template.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;

constexpr Repeated kNowhere = Repeated::kNowhere;
constexpr Repeated kInStories = Repeated::kInStories;
constexpr Repeated kFurniture = Repeated::kFurniture;

constexpr const char* kLead =
    "Rescuers reached the last houses below the broken dam on Thursday, and took 40 people from "
    "their roofs.";
constexpr const char* kToday =
    "The governor promised to pay for every flooded house before the winter.";
constexpr const char* kBackground =
    "The dam above Vetka broke on Sunday after a week of rain, flooded 900 houses and drove some "
    "3,000 people away.";
constexpr const char* kMore = "Vetka has been hit like this, and on a Sunday, twice in a century.";
constexpr const char* kAppeal =
    "Our reporters depend on readers like you, so please consider a gift to the newsroom, however "
    "small it may be.";

// What becomes of the paragraphs of a page, all of them chosen, when the other pages of the site
// show those of `known`: `pages` of eight do.
std::vector<Repeated> Found(const std::vector<std::string>& paragraphs,
                            const std::vector<std::string>& known, int pages = 8) {
  SiteMemory memory;
  for (int page = 0; page < 8; ++page) {
    memory.Learn("https://herald.example/" + std::to_string(page),
                 page < pages ? known : std::vector<std::string>());
  }
  std::string body = "<div>";
  for (const std::string& paragraph : paragraphs) {
    body += "<p>" + paragraph + "</p>";
  }
  const Dom dom = Dom::Parse(body + "</div>");
  const std::vector<Block> blocks = ReadBlocks(dom);
  const PageMap map = MapPage(dom, blocks);
  BodyHints hints;
  hints.title = "Last people taken from their roofs";
  return FindRepeated({dom, blocks, map, hints}, std::vector<bool>(blocks.size(), true), memory,
                      "https://herald.example/new");
}

TEST(Repeated, TheBackgroundOfAnEventBelongsToEachOfItsStories) {
  EXPECT_THAT(Found({kLead, kBackground, kToday}, {kBackground, kAppeal}),
              ElementsAre(kNowhere, kInStories, kNowhere));
  EXPECT_THAT(Found({"Спасатели в четверг дошли до последних домов ниже прорванной плотины и сняли "
                     "с крыш 40 человек.",
                     "Плотина выше Ветки прорвалась в воскресенье после недели дождей, вода залила "
                     "900 домов."},
                    {"Плотина выше Ветки прорвалась в воскресенье после недели дождей, вода залила "
                     "900 домов."}),
              ElementsAre(kNowhere, kInStories));
  EXPECT_THAT(Found({"救援人员周四抵达溃坝下游的最后一批房屋，从屋顶救出四十人。",
                     "韦特卡上游的大坝周日因连日降雨溃坝，淹没下游房屋九百座。"},
                    {"韦特卡上游的大坝周日因连日降雨溃坝，淹没下游房屋九百座。"}),
              ElementsAre(kNowhere, kInStories));
}

TEST(Repeated, AnAppealBelongsToNone) {
  EXPECT_THAT(Found({kLead, kAppeal, kToday}, {kAppeal}),
              ElementsAre(kNowhere, kFurniture, kNowhere));
  EXPECT_THAT(Found({kLead, kToday, "Support our work."}, {"Support our work."}),
              ElementsAre(kNowhere, kNowhere, kFurniture));
}

TEST(Repeated, WhatBelongsToTheStoryTiesMoreToIt) {
  EXPECT_THAT(Found({kLead, kToday, kMore}, {kMore}), ElementsAre(kNowhere, kNowhere, kFurniture))
      << "or the next line proves nothing";
  EXPECT_THAT(Found({kLead, kToday, kMore, kBackground}, {kMore, kBackground}),
              ElementsAre(kNowhere, kNowhere, kInStories, kInStories));
}

TEST(Repeated, LinksToItsOtherStoriesDoNot) {
  EXPECT_THAT(Found({kLead, kToday,
                     "<a href=/all>Everything about the broken dam and the flooded houses below "
                     "it.</a>"},
                    {"Everything about the broken dam and the flooded houses below it."}),
              ElementsAre(kNowhere, kNowhere, kFurniture));
}

TEST(Repeated, AStoryAtAnotherAddressKeepsItsText) {
  EXPECT_THAT(Found({kLead, kToday, "Support our work."}, {kLead, kToday, "Support our work."}),
              ElementsAre(kInStories, kInStories, kFurniture));
}

TEST(Repeated, ASentenceOnAFewPagesIsBelieved) {
  EXPECT_THAT(Found({kLead, kAppeal, kToday, "Read on."}, {kAppeal, "Read on."}, 3),
              ElementsAre(kNowhere, kInStories, kNowhere, kFurniture));
}

TEST(Repeated, NothingIsBeforeTheSiteIsKnown) {
  EXPECT_THAT(Found({kLead, kAppeal}, {}), ElementsAre(kNowhere, kNowhere));
}

}  // namespace
}  // namespace claimwatch
