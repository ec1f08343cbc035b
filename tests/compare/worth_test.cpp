#include "plugins/compare/worth.h"

#include <gtest/gtest.h>

#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

class Worth : public ::testing::Test {
 protected:
  bool IsWorth(std::string_view text) const {
    const Reading reading = ReadArticle(ArticleFromText(text));
    return IsCheckWorthy(reading, reading.sentences.front(), *baseline_.index);
  }

  const Baseline baseline_ = testing::ShippedBaseline();
};

TEST_F(Worth, WhatSomebodyDoesCanBeChecked) {
  EXPECT_TRUE(IsWorth("Opposition lawmakers in Bishkek have demanded a debate on the pact."));
  EXPECT_TRUE(IsWorth("Farmers near the river oppose the plan of the provincial government."));
  EXPECT_TRUE(IsWorth("Парламент Таджикистана рассмотрит договор осенью."));
  EXPECT_TRUE(IsWorth("塔吉克斯坦将在杜尚别开设中文学院。"));
}

TEST_F(Worth, QuestionsAndOpinionsCannot) {
  EXPECT_FALSE(IsWorth("Will Kazakhstan ever build the railway?"));
  EXPECT_FALSE(IsWorth("In our view Kazakhstan will never build the railway."));
}

TEST_F(Worth, PraiseAndOutlookSayNothingToCheck) {
  EXPECT_FALSE(IsWorth("The treaty opens the way to a new stage of relations in the region."));
  EXPECT_FALSE(IsWorth("Саммит открывает новые горизонты для региона и имеет важное значение."));
  EXPECT_FALSE(IsWorth("此次峰会意义重大，为双方合作注入活力。"));
}

TEST_F(Worth, PraiseThatNamesSomethingIsStillChecked) {
  EXPECT_TRUE(IsWorth("A bank in Khorgos, a milestone for the region, opens its doors in July."));
}

TEST_F(Worth, ColourIsNoClaim) {
  EXPECT_FALSE(IsWorth("The weather was hot."));
}

}  // namespace
}  // namespace claimwatch
