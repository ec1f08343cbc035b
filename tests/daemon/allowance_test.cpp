// What one source may bring within a day (FETCHING X08): on its own, and in the way
// of an article.
#include "daemon/allowance.h"

#include <gmock/gmock.h>

#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";

Time At(std::string_view time) {
  return ParseTime(time).value();
}

TEST(Allowance, IsUsedUpOnceInAWindowAndIsThereAgainInTheNext) {
  Allowance allowance(10, hours(1));
  const Time start = At("2025-06-18T10:20:00Z");
  EXPECT_FALSE(allowance.Use("a", 9, start));
  EXPECT_TRUE(allowance.Left("a", start));
  EXPECT_EQ(allowance.Use("a", 5, start), At("2025-06-18T10:00:00Z")) << "to be said";
  EXPECT_FALSE(allowance.Left("a", start));
  EXPECT_FALSE(allowance.Use("a", 5, start + minutes(30))) << "said before";
  EXPECT_TRUE(allowance.Left("a", start + minutes(40))) << "a new hour of the clock";
  EXPECT_TRUE(allowance.Use("a", 10, start + minutes(40)));
}

TEST(Allowance, OfOneSourceIsNotAnothers) {
  Allowance allowance(1, hours(1));
  allowance.Use("a", 1, At("2025-06-18T10:20:00Z"));
  EXPECT_TRUE(allowance.Left("b", At("2025-06-18T10:20:00Z")));
}

TEST(Allowance, OfNoughtIsNoLimit) {
  Allowance allowance(0, hours(1));
  EXPECT_FALSE(allowance.Use("a", 1'000'000, At("2025-06-18T10:20:00Z")));
  EXPECT_TRUE(allowance.Left("a", At("2025-06-18T10:20:00Z")));
}

std::string StoryUrl(int number) {
  return "http://herald.example/world/" + std::to_string(number);
}

// A feed of `count` stories, each with its own false figure.
void Publish(Desk& desk, int count) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < count; ++i) {
    const std::string url = StoryUrl(i);
    entries.emplace_back(url, "Summit ends in Astana");
    desk.site.SetHtml(url, ArticlePage(url, "Summit ends in Astana",
                                       SummitStory(std::to_string(4100 + i), "more than 100")));
  }
  desk.site.SetRss(kFeed, RssOf(entries));
}

TEST(VersionsOfASource, BeyondItsDayAreNotKeptAndThatIsSaidOnce) {
  Desk desk;
  desk.AddSource("herald", "herald.example");
  desk.config.storage.source_daily_max = 1_KiB;
  desk.config.politeness.per_host_rate.count = 1000;
  Publish(desk, 3);
  desk.Open();
  desk.Settle();
  desk.Pass(minutes(5), minutes(1));
  std::uint32_t kept = 0;
  for (int i = 0; i < 3; ++i) {
    const Result<ArticleRecord> article = desk.store().FindArticle(StoryUrl(i));
    kept += article.ok() ? article->versions : 0;
  }
  EXPECT_EQ(kept, 1U);
  const std::vector<Alert> said = desk.AlertsOf(FindingType::kSourceDegraded);
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_THAT(said[0].record.Dump(), HasSubstr("stores more than 1.0 KiB a day"));
  desk.Pass(hours(25), hours(1));
  kept = 0;
  for (int i = 0; i < 3; ++i) {
    const Result<ArticleRecord> article = desk.store().FindArticle(StoryUrl(i));
    kept += article.ok() ? article->versions : 0;
  }
  EXPECT_GE(kept, 2U) << "another day, another version";
}

// Walls are kept as evidence, and a hostile site has as many as it likes.
TEST(PagesOfASource, RefusedOnesCountToo) {
  Desk desk;
  desk.AddSource("herald", "herald.example");
  desk.config.storage.source_daily_max = 1_KiB;
  desk.config.politeness.per_host_rate.count = 1000;
  Publish(desk, 5);
  for (int i = 0; i < 5; ++i) {
    desk.site.SetHtml(StoryUrl(i), ConsentWall() + std::string(1024, ' '));
  }
  desk.Open();
  desk.Settle();
  desk.Pass(minutes(5), minutes(1));
  const std::vector<StateRecord> doubts = desk.store().States("doubt/").Take();
  ASSERT_THAT(doubts, SizeIs(5));
  EXPECT_EQ(
      std::count_if(doubts.begin(), doubts.end(),
                    [](const StateRecord& record) {
                      return !Json::Parse(record.value)->operator[]("capture").AsString().empty();
                    }),
      1);
}

}  // namespace
}  // namespace claimwatch::testing
