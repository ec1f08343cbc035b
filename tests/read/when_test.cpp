// Times that a text counts from its own day.
#include <gtest/gtest.h>

#include "plugins/read/figure.h"
#include "plugins/read/moment.h"

namespace claimwatch {
namespace {

// What is read as a date or a time in a text of Thursday, 19 June 2025.
std::string WhenOf(std::string_view language, std::string_view text) {
  std::string out;
  for (const Figure& figure : ReadFigures(text, language, "2025-06-19")) {
    if (!figure.when.empty()) {
      out += (out.empty() ? "" : " ") + figure.when;
      out += figure.when_high.empty() ? "" : ".." + figure.when_high;
    }
  }
  return out;
}

TEST(When, CountsDaysAndWeeksFromTheDayOfPublication) {
  EXPECT_EQ(WhenOf("en", "They met yesterday."), "2025-06-18");
  EXPECT_EQ(WhenOf("en", "They will meet in two weeks."), "2025-07-03");
  EXPECT_EQ(WhenOf("en", "Prices fell last month."), "2025-05");
  EXPECT_EQ(WhenOf("en", "It opened three years ago."), "2022-06-19");
  EXPECT_EQ(WhenOf("en", "They meet next Tuesday."), "2025-06-24");
}

TEST(When, JoinsADayWithItsHour) {
  EXPECT_EQ(WhenOf("en", "The vote is tomorrow at 8:30 a.m."), "2025-06-20T08:30");
}

TEST(When, ReadsChineseAndRussianWords) {
  EXPECT_EQ(WhenOf("zh", "双方昨天举行会谈。"), "2025-06-18");
  EXPECT_EQ(WhenOf("zh", "他们去年签署了协议。"), "2024");
  EXPECT_EQ(WhenOf("ru", "Стороны встретились вчера."), "2025-06-18");
  EXPECT_EQ(WhenOf("ru", "Саммит пройдёт через две недели."), "2025-07-03");
}

TEST(When, SaysNothingWithoutTheDayOfPublication) {
  EXPECT_TRUE(ReadFigures("They met yesterday.", "en").empty());
  EXPECT_TRUE(ReadFigures("They met yesterday.", "en", "no date").empty());
}

TEST(When, AnIncompleteDayOrADistantPastEndsNothing) {
  EXPECT_TRUE(ReadFigures("They met yesterday.", "en", "2025-XX-19").empty());
  EXPECT_EQ(WhenOf("en", "It formed 1000 decades ago."), "");
}

TEST(Moment, MonthsAreCutToTheLengthOfTheMonthReached) {
  const std::optional<Moment> end = ParseMoment("2025-01-31");
  ASSERT_TRUE(end);
  EXPECT_EQ(Moved(*end, TimeUnit::kMonth, 1).ToString(), "2025-02-28");
  EXPECT_EQ(Moved(*end, TimeUnit::kYear, -1).ToString(), "2024-01-31");
}

TEST(Moment, TheFirstDaysOfAYearMayLieInItsPredecessorsLastWeek) {
  const std::optional<Moment> day = ParseMoment("2027-01-01");
  ASSERT_TRUE(day);
  EXPECT_EQ(WeekOf(*day, 0).ToString(), "2026-W53");
}

TEST(Moment, RefusesWhatIsNoDate) {
  EXPECT_FALSE(ParseMoment("2025-13-01"));
  EXPECT_FALSE(ParseMoment("2025-02-30"));
  EXPECT_FALSE(ParseMoment("19 June"));
  EXPECT_FALSE(ParseMoment("2025-06-19T25:00"));
}

}  // namespace
}  // namespace claimwatch
