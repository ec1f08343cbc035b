#include "plugins/extract/date_text.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

std::string Read(std::string_view text) {
  const std::optional<Time> time = ReadDate(text);
  return time.has_value() ? FormatTime(*time) : "none";
}

TEST(DateText, ReadsWhatMachinesWrite) {
  EXPECT_EQ(Read("2025-06-19T04:12:09Z"), "2025-06-19T04:12:09Z");
  EXPECT_EQ(Read("2025-06-19T04:12:09.123+0200"), "2025-06-19T02:12:09Z");
  EXPECT_EQ(Read("2025-06-19T04:12:09-05:30"), "2025-06-19T09:42:09Z");
  EXPECT_EQ(Read("2025-06-19 04:12"), "2025-06-19T04:12:00Z");
  EXPECT_EQ(Read("Thu, 19 Jun 2025 04:12:09 GMT"), "2025-06-19T04:12:09Z");
  EXPECT_EQ(Read("20250619"), "2025-06-19T00:00:00Z");
  EXPECT_EQ(Read("1750306329"), "2025-06-19T04:12:09Z");
  EXPECT_EQ(Read("1750306329000"), "2025-06-19T04:12:09Z");
}

TEST(DateText, ReadsWhatPeopleWriteInManyLanguages) {
  for (const std::string_view text :
       {"June 19, 2025", "Jun. 19th, 2025", "Published 19 June 2025", "19 juin 2025",
        "19 de junio de 2025", "19. Juni 2025", "19 июня 2025 г.", "19 июн 2025", "2025年6月19日",
        "19.06.2025", "19/06/2025", "06/19/2025", "2025/06/19", "19 giugno 2025", "19 Haziran 2025",
        "19 czerwca 2025", "19-Jun-2025"}) {
    EXPECT_EQ(Read(text).substr(0, 10), "2025-06-19") << text;
  }
}

TEST(DateText, AWeekdayTellsWhetherTheMonthComesFirst) {
  EXPECT_EQ(Read("Tue, 11/05/2024 - 16:40"), "2024-11-05T16:40:00Z");
  EXPECT_EQ(Read("Saturday, 11/05/2024"), "2024-05-11T00:00:00Z");
  EXPECT_EQ(Read("11/05/2024"), "2024-05-11T00:00:00Z");
}

TEST(DateText, ReadsTheTimeBesideTheDate) {
  EXPECT_EQ(Read("June 19, 2025 at 4:12 pm"), "2025-06-19T16:12:00Z");
  EXPECT_EQ(Read("June 19, 2025, 12:05 a.m. EDT"), "2025-06-19T04:05:00Z");
  EXPECT_EQ(Read("19 июня 2025, 04:12 МСК"), "2025-06-19T01:12:00Z");
  EXPECT_EQ(Read("19 June 2025, 09:42 IST"), "2025-06-19T04:12:00Z");
  EXPECT_EQ(Read("2025年6月19日 04:12"), "2025-06-19T04:12:00Z");
  EXPECT_EQ(Read("19.06.2025, 04:12 Uhr"), "2025-06-19T04:12:00Z");
}

TEST(DateText, AnotherDateIsNoTime) {
  EXPECT_EQ(Read("19.06.2025 - updated 20.06.2025"), "2025-06-19T00:00:00Z");
}

TEST(DateText, WhatIsNoDateIsNone) {
  for (const std::string_view text :
       {"", "June", "100 outcomes", "12:30", "2025", "31.02.2025", "1 of 3", "19 June 1825",
        "3,000 places in 2025", "mayor 12 2025", "9999999999", "0123456789"}) {
    EXPECT_EQ(Read(text), "none") << text;
  }
}

TEST(DateText, PathsCarryDates) {
  for (const std::string_view path :
       {"/2025/06/19/summit", "/news/2025-06-19-summit", "/20250619/c12345.html"}) {
    const std::optional<Time> time = DateInPath(path);
    ASSERT_TRUE(time.has_value()) << path;
    EXPECT_EQ(FormatTime(*time), "2025-06-19T00:00:00Z");
  }
  EXPECT_EQ(FormatTime(*DateInPath("/article/A20250619143200051")), "2025-06-19T00:00:00Z");
  EXPECT_EQ(FormatTime(*DateInPath("/web/20310101000000/http://a.example/2025/06/19/x")),
            "2025-06-19T00:00:00Z");
  EXPECT_FALSE(DateInPath("/article/20259919143200").has_value());
  EXPECT_FALSE(DateInPath("/world/123456789012").has_value());
  EXPECT_FALSE(DateInPath("/").has_value());
}

}  // namespace
}  // namespace claimwatch
