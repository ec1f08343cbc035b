// What can be said in a selector, and what is said about one that cannot be read.
#include "core/selector.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Selector> Parsed(std::string_view text) {
  Result<std::vector<Selector>> list = ParseSelectors(text);
  EXPECT_TRUE(list.ok()) << text << ": " << (list.ok() ? "" : list.error().message());
  return list.ok() ? std::move(list).value() : std::vector<Selector>();
}

std::string Complaint(std::string_view text) {
  const Result<std::vector<Selector>> list = ParseSelectors(text);
  return list.ok() ? "" : list.error().message();
}

// The test of a selector that is one test of one element.
AttributeTest TestOf(std::string_view text) {
  return Parsed(text).at(0).at(0).tests.at(0);
}

TEST(Selectors, AListAndItsCombinatorsAreRead) {
  const std::vector<Selector> list = Parsed(" DIV.story >p , main #lead\n");
  ASSERT_THAT(list, SizeIs(2));
  ASSERT_THAT(list[0], SizeIs(2));
  EXPECT_EQ(list[0][0].element, "div");
  EXPECT_EQ(list[0][1].element, "p");
  EXPECT_TRUE(list[0][1].child_of_last);
  ASSERT_THAT(list[1], SizeIs(2));
  EXPECT_FALSE(list[1][1].child_of_last);
  EXPECT_THAT(list[1][1].element, IsEmpty());
}

TEST(Selectors, EachComparisonOfAnAttributeMeansWhatTheStandardSays) {
  EXPECT_TRUE(TestOf("[lang]").Passes(""));
  EXPECT_TRUE(TestOf("[role=main]").Passes("main"));
  EXPECT_FALSE(TestOf("[role=main]").Passes("mainly"));
  EXPECT_TRUE(TestOf(".story").Passes("wide\tstory top"));
  EXPECT_FALSE(TestOf(".story").Passes("story-top"));
  EXPECT_TRUE(TestOf("[lang|=en]").Passes("en-GB"));
  EXPECT_FALSE(TestOf("[lang|=en]").Passes("enx"));
  EXPECT_TRUE(TestOf("[class^=\"story-\"]").Passes("story-top"));
  EXPECT_TRUE(TestOf("[class$='-top']").Passes("story-top"));
  EXPECT_TRUE(TestOf("[class*=ory]").Passes("story"));
  EXPECT_FALSE(TestOf("[class*='']").Passes("story")) << "an empty part is in nothing";
  EXPECT_TRUE(TestOf("[class*=ORY i]").Passes("story"));
  EXPECT_FALSE(TestOf("#Lead").Passes("lead"));
}

TEST(Selectors, ABackslashTakesTheNextSignAsItIs) {
  EXPECT_EQ(TestOf(".md\\:wide").value, "md:wide");
}

TEST(Selectors, WhatCannotBeReadIsSaidWithItsPlace) {
  EXPECT_THAT(Complaint("p:first-child"), HasSubstr("pseudo-classes"));
  EXPECT_THAT(Complaint("p:first-child"), HasSubstr("at byte 2"));
  EXPECT_THAT(Complaint("h1 + p"), HasSubstr("siblings"));
  EXPECT_THAT(Complaint("div >"), HasSubstr("missing"));
  EXPECT_THAT(Complaint(""), HasSubstr("missing"));
  EXPECT_THAT(Complaint("a,,b"), HasSubstr("','"));
  EXPECT_THAT(Complaint("[class"), HasSubstr("missing"));
  EXPECT_THAT(Complaint("[class='x"), HasSubstr("closing quote"));
  EXPECT_THAT(Complaint("div. story"), HasSubstr("name is missing after '.'"));
  EXPECT_THAT(Complaint("//div[@class]"), HasSubstr("'/'"));
}

TEST(Selectors, EveryBoundIsKept) {
  EXPECT_THAT(Complaint(std::string(kMostSelectorBytes + 1, 'a')), HasSubstr("longer than"));
  std::string nested = "a";
  std::string listed = "a";
  for (std::size_t i = 0; i < kMostSelectors; ++i) {
    nested += " a";
    listed += ",a";
  }
  EXPECT_THAT(Complaint(nested), HasSubstr("elements in a selector"));
  EXPECT_THAT(Complaint(listed), HasSubstr("selectors in a list"));
}

}  // namespace
}  // namespace claimwatch
