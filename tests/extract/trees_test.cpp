#include "plugins/extract/trees.h"

#include <cmath>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

Features Row(float first, float second) {
  Features row{};
  row[0] = first;
  row[1] = second;
  return row;
}

TEST(Trees, AQuestionIsAnsweredByItsColumn) {
  const Result<Trees> trees = Trees::Read("x\t0<1.5 =2 1<0.5 =-2 =-4\n", "x");
  ASSERT_TRUE(trees.ok());
  EXPECT_NEAR(trees->Probability(Row(1, 0)), 0.881F, 0.001F);
  EXPECT_NEAR(trees->Probability(Row(2, 0)), 0.119F, 0.001F);
  EXPECT_NEAR(trees->Probability(Row(2, 1)), 0.018F, 0.001F);
}

TEST(Trees, AllTreesOfTheNameAreSummed) {
  const Result<Trees> trees = Trees::Read("x\t=1\ny\t=5\nx\t=-1\n", "x");
  ASSERT_TRUE(trees.ok());
  EXPECT_FLOAT_EQ(trees->Probability(Row(0, 0)), 0.5F);
}

TEST(Trees, DeepYesSidesFindTheirNoSides) {
  const Result<Trees> trees = Trees::Read("x\t0<3 0<2 0<1 =1 =2 =3 =4\n", "x");
  ASSERT_TRUE(trees.ok());
  const auto leaf = [&trees](float value) {
    const float p = trees->Probability(Row(value, 0));
    return std::log(p / (1 - p));
  };
  EXPECT_NEAR(leaf(0.5F), 1, 0.01);
  EXPECT_NEAR(leaf(1.5F), 2, 0.01);
  EXPECT_NEAR(leaf(2.5F), 3, 0.01);
  EXPECT_NEAR(leaf(3.5F), 4, 0.01);
}

TEST(Trees, WhatIsNoTreeIsRefused) {
  for (const std::string_view line :
       {"x\t", "x\t0<1", "x\t0<1 =2", "x\tfoo", "x\t999<1 =1 =2", "x\t=one", "x\t<1 =1 =2"}) {
    EXPECT_FALSE(Trees::Read(line, "x").ok()) << line;
  }
}

TEST(Trees, NoLinesAreNoTrees) {
  const Result<Trees> trees = Trees::Read("", "x");
  ASSERT_TRUE(trees.ok());
  EXPECT_TRUE(trees->empty());
}

}  // namespace
}  // namespace claimwatch
