#include "plugins/read/moment.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

namespace claimwatch {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kFarthest = 5000;  // years; a text that counts further means no date

sys_days DaysOf(const Moment& moment) {
  return sys_days(year_month_day(std::chrono::year(moment.year),
                                 std::chrono::month(static_cast<unsigned>(moment.month)),
                                 std::chrono::day(static_cast<unsigned>(moment.day))));
}

Moment FromDays(sys_days days) {
  const year_month_day date(days);
  Moment moment;
  moment.year = static_cast<int>(date.year());
  moment.month = static_cast<int>(static_cast<unsigned>(date.month()));
  moment.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return moment;
}

int DaysInMonth(int year, int month) {
  const std::chrono::year_month_day_last last(
      std::chrono::year(year),
      std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month))));
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

Moment MovedByMonths(const Moment& from, std::int64_t months) {
  // The calendar of a text ends where four digits do: "ten thousand years ago" is no date of it.
  const std::int64_t total = std::clamp<std::int64_t>(
      std::int64_t{from.year} * 12 + (from.month - 1) + months, 12, std::int64_t{9999} * 12 + 11);
  Moment moment = from;
  moment.year = static_cast<int>(total / 12);
  moment.month = static_cast<int>(total % 12) + 1;
  moment.day = std::min(from.day, DaysInMonth(moment.year, moment.month));
  return moment;
}

Moment MovedBySeconds(const Moment& from, std::int64_t seconds) {
  const std::int64_t of_day =
      std::max(from.hour, 0) * 3600 + std::max(from.minute, 0) * 60 + std::max(from.second, 0);
  const auto at = DaysOf(from) + std::chrono::seconds(of_day + seconds);
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const auto rest = static_cast<int>((at - day).count());
  Moment moment = FromDays(day);
  moment.hour = rest / 3600;
  moment.minute = rest / 60 % 60;
  moment.second = rest % 60;
  return moment;
}

struct StepRow {
  std::string_view id;
  TimeStep step;
};

constexpr StepRow kSteps[] = {
    {"second", {TimeUnit::kSecond, 1}},   {"minute", {TimeUnit::kMinute, 1}},
    {"hour", {TimeUnit::kHour, 1}},       {"day", {TimeUnit::kDay, 1}},
    {"night", {TimeUnit::kDay, 1}},       {"week", {TimeUnit::kWeek, 1}},
    {"fortnight", {TimeUnit::kWeek, 2}},  {"month", {TimeUnit::kMonth, 1}},
    {"quarter", {TimeUnit::kQuarter, 1}}, {"year", {TimeUnit::kYear, 1}},
    {"decade", {TimeUnit::kYear, 10}},    {"century", {TimeUnit::kYear, 100}}};

// The `size` digits at `at`; -1 when there are none, 0 for X.
int DigitsAt(std::string_view text, std::size_t at, std::size_t size) {
  if (at + size > text.size()) {
    return -1;
  }
  if (text.substr(at, size).find_first_not_of('X') == std::string_view::npos) {
    return 0;
  }
  int value = 0;
  const char* const end = text.data() + at + size;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value);
  return error == std::errc() && stop == end ? value : -1;
}

bool TakeClock(std::string_view text, Moment& moment) {
  moment.hour = DigitsAt(text, 0, 2);
  moment.minute = text.size() >= 5 ? DigitsAt(text, 3, 2) : -1;
  moment.second = text.size() >= 8 ? DigitsAt(text, 6, 2) : -1;
  return moment.hour >= 0 && moment.hour <= 24 && moment.minute < 60 && moment.second < 61;
}

bool IsRealDay(const Moment& moment) {
  if (moment.month < 0 || moment.month > 12 || moment.day < 0 || moment.day > 31) {
    return false;
  }
  return moment.year <= 0 || moment.month <= 0 ||
         moment.day <= DaysInMonth(moment.year, moment.month);
}

// "2025", "2025-06", "2025-06-17", "2024-Q3", "XXXX-WXX-3"; false for anything else.
bool TakeDate(std::string_view date, Moment& moment) {
  if (date.starts_with("XXXX-WXX-")) {
    moment.weekday = DigitsAt(date, 9, 1);
    return moment.weekday > 0;
  }
  moment.year = DigitsAt(date, 0, 4);
  if (moment.year < 0 || (date.size() > 4 && date[4] != '-')) {
    return false;
  }
  if (date.size() == 7 && date[5] == 'Q') {
    moment.quarter = DigitsAt(date, 6, 1);
    return moment.quarter > 0;
  }
  moment.month = date.size() >= 7 ? DigitsAt(date, 5, 2) : 0;
  moment.day = date.size() >= 10 ? DigitsAt(date, 8, 2) : 0;
  const bool sized = date.size() == 4 || date.size() == 7 || date.size() == 10;
  return sized && IsRealDay(moment);
}

std::string DateText(const Moment& moment) {
  if (moment.weekday != 0 && moment.day == 0) {
    return fmt::format("XXXX-WXX-{}", moment.weekday);
  }
  std::string out = moment.year != 0 ? fmt::format("{:04}", moment.year) : "XXXX";
  if (moment.week != 0) {
    out += moment.month != 0 ? fmt::format("-{:02}", moment.month) : "";
    return out + fmt::format("-W{:02}{}", moment.week, moment.weekend ? "-WE" : "");
  }
  if (moment.quarter != 0) {
    return out + fmt::format("-Q{}", moment.quarter);
  }
  if (moment.month != 0 || moment.day != 0) {
    out += moment.month != 0 ? fmt::format("-{:02}", moment.month) : "-XX";
  }
  return moment.day != 0 ? out + fmt::format("-{:02}", moment.day) : out;
}

}  // namespace

std::optional<TimeStep> TimeStepOf(std::string_view unit_id) {
  const auto* const found = std::find_if(std::begin(kSteps), std::end(kSteps),
                                         [&](const StepRow& row) { return row.id == unit_id; });
  return found == std::end(kSteps) ? std::nullopt : std::optional<TimeStep>(found->step);
}

std::string Moment::ToString() const {
  std::string out = HasDate() ? DateText(*this) : std::string();
  if (hour >= 0) {
    out += fmt::format("T{:02}:{:02}", hour, std::max(minute, 0));
    out += second > 0 ? fmt::format(":{:02}", second) : "";
  } else if (!part.empty()) {
    out += "T" + std::string(part);
  }
  return out;
}

std::optional<Moment> ParseMoment(std::string_view text) {
  Moment moment;
  const std::size_t clock = text.find('T');
  if (clock != std::string_view::npos && !TakeClock(text.substr(clock + 1), moment)) {
    return std::nullopt;
  }
  const std::string_view date = text.substr(0, clock);
  if (date.empty()) {
    return clock == 0 ? std::optional<Moment>(moment) : std::nullopt;
  }
  return TakeDate(date, moment) ? std::optional<Moment>(moment) : std::nullopt;
}

Moment Moved(const Moment& from, TimeUnit unit, std::int64_t count) {
  count = std::clamp(count, -kFarthest, kFarthest);
  switch (unit) {
    case TimeUnit::kSecond:
      return MovedBySeconds(from, count);
    case TimeUnit::kMinute:
      return MovedBySeconds(from, count * 60);
    case TimeUnit::kHour:
      return MovedBySeconds(from, count * 3600);
    case TimeUnit::kDay:
    case TimeUnit::kWeek: {
      Moment moment =
          FromDays(DaysOf(from) + std::chrono::days(unit == TimeUnit::kDay ? count : count * 7));
      return moment;
    }
    default: {
      const std::int64_t months =
          unit == TimeUnit::kMonth ? count : (unit == TimeUnit::kQuarter ? count * 3 : count * 12);
      Moment moment = MovedByMonths(from, months);
      moment.hour = -1;
      moment.minute = -1;
      moment.second = -1;
      return moment;
    }
  }
}

int WeekdayOf(const Moment& day) {
  return static_cast<int>(std::chrono::weekday(DaysOf(day)).iso_encoding());
}

Moment WeekOf(const Moment& day, std::int64_t weeks) {
  // The year of an ISO week is that of its Thursday.
  const sys_days thursday =
      DaysOf(day) +
      std::chrono::days(4 - WeekdayOf(day) + std::clamp(weeks, -kFarthest, kFarthest) * 7);
  const Moment of = FromDays(thursday);
  Moment first;
  first.year = of.year;
  first.month = 1;
  first.day = 1;
  Moment week;
  week.year = of.year;
  week.week = static_cast<int>((thursday - DaysOf(first)).count() / 7) + 1;
  return week;
}

Moment WeekdayInWeek(const Moment& day, int weekday, std::int64_t weeks) {
  return Moved(day, TimeUnit::kDay, weekday - WeekdayOf(day) + weeks * 7);
}

Moment PeriodOf(const Moment& day, TimeUnit unit, std::int64_t count) {
  if (unit == TimeUnit::kWeek) {
    return WeekOf(day, count);
  }
  const Moment moved = Moved(day, unit, count);
  Moment period;
  period.year = moved.year;
  if (unit == TimeUnit::kQuarter) {
    period.quarter = (moved.month - 1) / 3 + 1;
  } else if (unit == TimeUnit::kMonth) {
    period.month = moved.month;
  } else if (unit != TimeUnit::kYear) {
    return moved;
  }
  return period;
}

bool IsClockUnit(TimeUnit unit) {
  return unit == TimeUnit::kSecond || unit == TimeUnit::kMinute || unit == TimeUnit::kHour;
}

}  // namespace claimwatch
