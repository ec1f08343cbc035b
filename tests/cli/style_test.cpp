#include "cli/style.h"

#include <cstdlib>
#include <ctime>

#include <gtest/gtest.h>

#include "cli/version_spec.h"
#include "cli/when.h"
#include "core/text.h"

namespace claimwatch {
namespace {

TEST(Style, ColourOnlyWhenAsked) {
  EXPECT_EQ(Style(Colour::kNever).Paint(Tone::kBold, "x"), "x");
  EXPECT_EQ(Style(Colour::kAlways).Paint(Tone::kBold, "x"), "\x1b[1mx\x1b[0m");
  EXPECT_FALSE(ParseColour("pink").ok());
}

TEST(Style, LongLinesBreakAtSpacesAndInChineseAnywhere) {
  EXPECT_EQ(Wrap("one two three four five six seven", 20, 2),
            "  one two three four\n  five six seven\n");
  const std::string wrapped = Wrap("中国与中亚国家达成一百多项合作成果并签署条约文件", 24, 2);
  for (const std::string_view line : Split(wrapped, '\n')) {
    EXPECT_LE(DisplayWidth(line), 24U);
  }
}

TEST(Style, ColourTakesNoColumnsWhenLinesAreBroken) {
  const std::string red = Style(Colour::kAlways).Paint(Tone::kRemoved, "three");
  EXPECT_EQ(Wrap("one two " + red + " four five six", 22, 2),
            "  one two " + red + " four\n  five six\n");
}

TEST(Table, ColumnsAreAsWideAsTheirWidestCell) {
  Table table({"A", "NAME"});
  table.Add({"1", "x"});
  table.Add({"习近平", "y"});
  EXPECT_EQ(table.Render(Style(Colour::kNever)), "A       NAME\n1       x\n习近平  y\n");
}

// COLUMNS as it is exported, put back at the end.
class InColumns {
 public:
  explicit InColumns(const char* columns) { setenv("COLUMNS", columns, 1); }

  InColumns(const InColumns&) = delete;
  InColumns& operator=(const InColumns&) = delete;

  ~InColumns() { unsetenv("COLUMNS"); }
};

TEST(Table, FitsIntoTheTerminalAndKeepsBothEndsOfAnAddress) {
  const InColumns narrow("60");
  Table table({"SOURCE", "STATE", "URL"});
  table.Add(
      {"steppe-herald", "failing 3x", "https://feeds.steppe-herald.example/world/asia/summit.xml"},
      "could not\nconnect to the server, so it is asked again after a while and not at once");
  const std::string shown = table.Render(Style(Colour::kNever));
  for (const std::string_view line : Split(shown, '\n')) {
    EXPECT_LE(DisplayWidth(line), 60U) << line;
  }
  EXPECT_NE(shown.find("https://feeds"), std::string::npos) << shown;
  EXPECT_NE(shown.find("…"), std::string::npos) << shown;
  EXPECT_NE(shown.find("summit.xml\n    could not\n    connect to"), std::string::npos) << shown;
}

TEST(ShortenMiddle, CutsBetweenCharacters) {
  EXPECT_EQ(ShortenMiddle("https://a.example/x", 40), "https://a.example/x");
  EXPECT_EQ(ShortenMiddle("0123456789", 7), "012…789");
  EXPECT_EQ(ShortenMiddle("中亚峰会成果文件", 9), "中亚…文件");
}

TEST(VersionSpec, TheLastAtSignBeginsAVersionOnlyWhenItIsOne) {
  EXPECT_EQ(SplitSpec("a1b2c3@3").version, "3");
  EXPECT_EQ(SplitSpec("a1b2c3@latest").article, "a1b2c3");
  EXPECT_EQ(SplitSpec("a1b2c3@~1").version, "~1");
  EXPECT_EQ(SplitSpec("a1b2c3~1").version, "~1");
  EXPECT_EQ(SplitSpec("a1b2c3@{2025-06-19T10:00:00Z}").version, "{2025-06-19T10:00:00Z}");
  EXPECT_EQ(SplitSpec("@baseline:xinhua-20250619").version, "baseline:xinhua-20250619");
  EXPECT_EQ(SplitSpec("https://a.example/@user/story").article, "https://a.example/@user/story");
  EXPECT_EQ(SplitSpec("https://a.example/@user/story@2").version, "2");
  EXPECT_EQ(SplitSpec("https://a.example/~user").article, "https://a.example/~user");
}

TEST(ParseWhen, WordsAgesAndTimes) {
  const Time now = ParseTime("2025-06-19T10:30:00Z").value();
  EXPECT_EQ(FormatTime(ParseWhen("-2h", now).value()), "2025-06-19T08:30:00Z");
  EXPECT_EQ(FormatTime(ParseWhen("30d", now).value()), "2025-05-20T10:30:00Z");
  EXPECT_EQ(FormatTime(ParseWhen("yesterday", now).value()), "2025-06-18T00:00:00Z");
  EXPECT_EQ(FormatTime(ParseWhen("today", now).value()), "2025-06-19T00:00:00Z");
  EXPECT_EQ(FormatTime(ParseWhen("2025-06-01", now).value()), "2025-06-01T00:00:00Z");
  EXPECT_FALSE(ParseWhen("soon", now).ok());
}

// The zone of the process, put back at the end.
class InZone {
 public:
  explicit InZone(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
  }

  InZone(const InZone&) = delete;
  InZone& operator=(const InZone&) = delete;

  ~InZone() {
    unsetenv("TZ");
    tzset();
  }
};

TEST(ParseWhen, ADayIsTheOneOfThePersonsOwnClock) {
  const InZone zone("Asia/Almaty");  // UTC+5
  const Time late = ParseTime("2025-06-19T20:30:00Z").value();
  EXPECT_EQ(FormatTime(ParseWhen("today", late).value()), "2025-06-19T19:00:00Z");
  EXPECT_EQ(FormatTime(ParseWhen("2025-06-19", late).value()), "2025-06-18T19:00:00Z");
  EXPECT_EQ(FormatTime(ParseWhen("2025-06-19T00:00:00Z", late).value()), "2025-06-19T00:00:00Z");
}

TEST(ParseUntil, ADayIsMeantToItsEnd) {
  const Time now = ParseTime("2025-06-19T10:30:00Z").value();
  EXPECT_EQ(FormatTime(ParseUntil("2025-06-18", now).value()), "2025-06-18T23:59:59.999999Z");
  EXPECT_EQ(FormatTime(ParseUntil("today", now).value()), "2025-06-19T23:59:59.999999Z");
  EXPECT_EQ(FormatTime(ParseUntil("-2h", now).value()), "2025-06-19T08:30:00Z");
  EXPECT_EQ(FormatTime(ParseUntil("2025-06-18T10:00:00Z", now).value()), "2025-06-18T10:00:00Z");
}

TEST(ParseWhen, ADayOfSummerTimeHasTwentyThreeHours) {
  const InZone zone("Europe/Berlin");
  const Time now = ParseTime("2025-06-19T10:30:00Z").value();
  EXPECT_EQ(FormatTime(ParseWhen("2025-03-30", now).value()), "2025-03-29T23:00:00Z");
  EXPECT_EQ(FormatTime(ParseUntil("2025-03-30", now).value()), "2025-03-30T21:59:59.999999Z");
}

}  // namespace
}  // namespace claimwatch
