#include "plugins/extract/template.h"

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

SiteMemory Learnt() {
  SiteMemory memory;
  for (int page = 0; page < 5; ++page) {
    memory.Learn("https://a.example/" + std::to_string(page),
                 {"Support our work.", "Text of page " + std::to_string(page)});
  }
  return memory;
}

TEST(SiteMemory, AParagraphOnManyPagesIsFurniture) {
  const SiteMemory memory = Learnt();
  EXPECT_TRUE(memory.IsFurniture("https://a.example/new", "Support our work."));
  EXPECT_FALSE(memory.IsFurniture("https://a.example/new", "Text of page 1"));
}

TEST(SiteMemory, BackgroundThatSomeStoriesShareIsNoFurniture) {
  SiteMemory memory;
  for (int page = 0; page < 20; ++page) {
    const std::string own = "Text of page " + std::to_string(page);
    memory.Learn("https://a.example/" + std::to_string(page),
                 {own, page < 5 ? "The states signed the treaty in 2023." : "Other."});
  }
  EXPECT_FALSE(
      memory.IsFurniture("https://a.example/new", "The states signed the treaty in 2023."));
}

TEST(SiteMemory, APageReadAgainCountsOnce) {
  SiteMemory memory;
  for (int i = 0; i < 10; ++i) {
    memory.Learn("https://a.example/1", {"The treaty was signed."});
  }
  EXPECT_EQ(memory.pages(), 1U);
  EXPECT_FALSE(memory.IsFurniture("https://a.example/1", "The treaty was signed."));
}

TEST(SiteMemory, APageDoesNotSpeakAgainstItself) {
  SiteMemory memory;
  memory.Learn("https://a.example/1", {"x"});
  EXPECT_EQ(memory.SeenElsewhere("https://a.example/1", "x"), 0U);
  EXPECT_EQ(memory.SeenElsewhere("https://a.example/2", "x"), 1U);
}

TEST(SiteMemory, StaysSmallAndKeepsWhatRepeats) {
  SiteMemory memory;
  for (int page = 0; page < 3000; ++page) {
    const std::string number = std::to_string(page);
    memory.Learn("https://a.example/" + number, {"Footer.", "a" + number, "b" + number});
  }
  EXPECT_TRUE(memory.IsFurniture("https://a.example/new", "Footer."));
  EXPECT_LT(memory.ToJson().Dump().size(), 400'000U);
}

TEST(SiteMemory, ComesBackFromJsonAsItWas) {
  const SiteMemory memory = Learnt();
  const Result<SiteMemory> again = SiteMemory::FromJson(memory.ToJson());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*again, memory);
}

TEST(SiteMemory, OtherJsonIsRefused) {
  EXPECT_FALSE(SiteMemory::FromJson(Json()).ok());
  EXPECT_FALSE(SiteMemory::FromJson(Json::Of({{"pages", 1}})).ok());
}

}  // namespace
}  // namespace claimwatch
