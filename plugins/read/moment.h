// A point or stretch of time as far as a text says it, and the calendar arithmetic that turns
// "next Tuesday" into a date once the day of publication is known.
//
// A Moment is a value without zone: the text and its publication date are taken to speak of the
// same place. What is not said is not filled in; the text form keeps it open ("XXXX-06-17").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace claimwatch {

enum class TimeUnit : std::uint8_t {
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kQuarter,
  kYear
};

// By unit id ("week", "fortnight", "decade"): the unit to count in and how many of it one is;
// nullopt for what is no time.
struct TimeStep {
  TimeUnit unit = TimeUnit::kDay;
  std::int64_t count = 1;
};

std::optional<TimeStep> TimeStepOf(std::string_view unit_id);

struct Moment {
  int year = 0;  // 0: not said, likewise month and day
  int month = 0;
  int day = 0;
  int weekday = 0;  // 1 Monday … 7 Sunday, only while no day is known
  int week = 0;     // ISO week of `year`; with a month, its first to fifth week
  int quarter = 0;  // of `year`
  bool weekend = false;
  int hour = -1;  // -1: not said
  int minute = -1;
  int second = -1;
  std::string_view part;  // of the day: "MO", "AF", "EV", "NI", "DT" (daytime)

  bool HasDate() const { return year != 0 || month != 0 || day != 0 || weekday != 0; }

  bool HasClock() const { return hour >= 0; }

  // "2025-06-17T08:00", "XXXX-WXX-2", "2025-W25-WE", "2025-07-W05", "T05:30", "2025-06-17TMO".
  std::string ToString() const;
};

// Reads what ReadDate writes ("2025-06", "XXXX-06-17", "XXXX-WXX-3", "2024-Q3") and RFC 3339 dates
// with or without a time. nullopt for anything else.
std::optional<Moment> ParseMoment(std::string_view text);

// Only for moments with a full date. Months and years are cut to the length of the month reached
// (31 January plus a month is 28 or 29 February).
Moment Moved(const Moment& from, TimeUnit unit, std::int64_t count);
int WeekdayOf(const Moment& day);
bool IsClockUnit(TimeUnit unit);  // an hour and less
// The ISO week that `day` lies in, moved by `weeks`.
Moment WeekOf(const Moment& day, std::int64_t weeks);
// `weekday` of the ISO week of `day`, moved by `weeks`.
Moment WeekdayInWeek(const Moment& day, int weekday, std::int64_t weeks);
// The period of `unit` around `day`, moved by `count` of them: 2025-06, 2025-Q2, 2025, 2025-W25.
Moment PeriodOf(const Moment& day, TimeUnit unit, std::int64_t count);

}  // namespace claimwatch
