// Times that a text counts from its own day: "yesterday", "next Tuesday", "in three weeks", 上周三,
// через две недели; with the clock beside them ("tomorrow at 8 a.m.") and as ranges.
//
// They are read only when the day of publication is known, and then they come out as dates. Without
// it the reader says nothing about them: a date that cannot be checked is no figure.
#pragma once

#include <optional>

#include "plugins/read/date.h"
#include "plugins/read/moment.h"
#include "plugins/read/scan.h"

namespace claimwatch {

// The time that starts at token `at`, absolute dates beside a clock included; nullopt when there is
// none or when `scan.published` is not set (then only two hours of a day are read). A span that is
// counted out ("the next three days") ends on the day on which it has run out.
std::optional<DateMatch> ReadWhen(const Scan& scan, std::size_t at);

// A day, a period or a stretch of days, and the token after it. `high` is inclusive, as in
// DateMatch.
struct WhenPart {
  Moment low;
  std::optional<Moment> high;
  std::size_t last = 0;
};

// One day or period and the token after it.
WhenPart Part(const Moment& low, std::size_t last);
// The count in a cell of a table's value; 0 when it is no number.
int CountIn(std::string_view cell);

// "week -1", "step 1", "day 0 NI", "part MO": the word, the count and the part of the day of a
// table's value.
struct Deictic {
  std::string_view word;
  int count = 0;
  std::string_view part;
  std::size_t last = 0;
};

std::optional<Deictic> DeicticAt(const Scan& scan, std::size_t at);

// The parts, for when*.cpp only. ReadDay reads one day or period without its hour. Chinese says its
// clock with its own words: 下午5点半.
std::optional<WhenPart> ReadClock(const Scan& scan, std::size_t at);
// `part`: what was said before, as in ReadClockRange, or "day" for a day without a part. Nothing
// said leaves 两点 two points.
std::optional<WhenPart> ReadHanClock(const Scan& scan, std::size_t at, std::string_view part = {});
std::optional<WhenPart> ReadDay(const Scan& scan, std::size_t at);
// "5 to 6 p.m.", "between two and four in the afternoon": the half of the day that stands behind
// the second hour holds for both. Needs no day of publication. `part` is what was
// said before ("MO" of "tomorrow morning from 6 to 8"), "" when nothing was.
std::optional<WhenPart> ReadClockRange(const Scan& scan, std::size_t at,
                                       std::string_view part = {});
// "12-4", "10:30 to 3", "7 and 9:30" behind "between": two hours that do not say their half of the
// day, for use beside a day only.
std::optional<WhenPart> ReadBareRange(const Scan& scan, std::size_t at);
// "8", "8:30": an hour that does not say its half of the day, where the clause goes on without it.
std::optional<WhenPart> ReadBareHour(const Scan& scan, std::size_t at);

// How many of which unit: "three weeks".
struct Distance {
  TimeStep step;
  std::int64_t count = 0;
  std::size_t last = 0;
};

// The time unit at `at`, behind 个 in Chinese; `last` moves behind it.
std::optional<TimeStep> UnitOfTime(const Scan& scan, std::size_t at, std::size_t& last);

// "third", "3rd": a place in a row; 0 for "last".
struct Rank {
  std::int64_t number = 0;
  std::size_t last = 0;
};

// "26th", "eleventh", "thirty first": the number of a day.
std::optional<Rank> DayRankAt(const Scan& scan, std::size_t at);
// The ISO week `number` of `year`; 0 is the last one, -1 the one before it.
Moment WeekNumber(int year, int number);
// "three weeks from tomorrow", "two days before 13 May": counted from a day that is named. A day
// without its year is the next one after the publication.
std::optional<WhenPart> ReadCountedFrom(const Scan& scan, std::size_t at);
// By month and day; the years are not looked at.
bool IsEarlierInYear(const Moment& left, const Moment& right);
// The day `anchor` with its year; a day of the year or of the week is the next one from `today` on.
std::optional<Moment> ResolvedDay(const Moment& anchor, const Moment& today);
// "the last week of July", "the first ten days of 2021", "three days starting on Monday".
std::optional<WhenPart> ReadSpanOfPeriod(const Scan& scan, std::size_t at);
// `day` with what stands behind it: 的前2周 behind 2021年, "weekend" behind "Christmas".
WhenPart WithStretch(const Scan& scan, const WhenPart& day);
// A feast of the table: Christmas, Easter 2018. Without its year a fixed date leaves it open, a
// moving one is that of the publication's.
std::optional<WhenPart> ReadFeast(const Scan& scan, std::size_t at);
// The feast at `at` behind "last" (`step` -1), "next" (1) or "this" (0), counted from the day of
// publication.
std::optional<WhenPart> ReadSteppedFeast(const Scan& scan, std::size_t at, int step);
// "on the 18th" of the month of publication, "11/20" beside a preposition or a weekday, Christmas.
std::optional<WhenPart> ReadOtherDay(const Scan& scan, std::size_t at);
// The token behind what joins two times at `joint`: "to", a hyphen, the "and" of "between … and"
// (which stands before token `first`); 0 when nothing does.
std::size_t BehindJoint(const Scan& scan, std::size_t first, std::size_t joint);

}  // namespace claimwatch
