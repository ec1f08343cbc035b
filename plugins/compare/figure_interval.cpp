#include "plugins/compare/figure_interval.h"

#include <algorithm>
#include <chrono>

namespace claimwatch {
namespace {

constexpr std::size_t kMonth = 7;  // "2025-06"
constexpr std::size_t kDay = 10;   // "2025-06-17"

// Half of the last digit that was stated, at most a twentieth. Counts are exact unless they end in
// three zeros and are 10,000 or more ("12,000" is rounded, "3,000 places" is a promise).
Decimal Slack(const Figure& figure, const Decimal& value) {
  const bool counts = figure.kind == FigureKind::kCount && figure.unit.empty();
  const bool whole = figure.kind == FigureKind::kFraction || figure.kind == FigureKind::kMultiple ||
                     figure.kind == FigureKind::kOrdinal || figure.kind == FigureKind::kAge;
  if (whole || (counts && (value.Abs() < Decimal(10000) || figure.value.exponent() < 3))) {
    return 0;
  }
  // Step in the stated unit, carried over to the unit of `value`.
  const Decimal step = Decimal::Make(5, figure.value.exponent() - 1);
  const Decimal ratio = figure.value.IsZero() ? Decimal(1) : (value / figure.value).Abs();
  return std::min(step * ratio, value.Abs() * Decimal::Make(5, -2));
}

Interval Around(const Decimal& value, const Decimal& slack) {
  Interval interval{value - slack, value + slack};
  interval.open_low = !slack.IsZero();
  interval.open_high = !slack.IsZero();
  return interval;
}

Interval Approximate(const Figure& figure, const Decimal& value) {
  const Decimal tenth = value.Abs() * Decimal::Make(1, -1);
  Interval interval{value - tenth, value + tenth};
  if (figure.approx == Approx::kBelow) {
    interval.high = value;
    interval.open_high = true;
  } else if (figure.approx == Approx::kAbove) {
    interval.low = value;
    interval.open_low = true;
  }
  return interval;
}

struct Calendar {
  int year = 0;
  int month = 0;   // 0: the whole year
  int day = 0;     // 0: the whole month
  int months = 1;  // covered, when day is 0
};

int Number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return -1;
    }
    value = value * 10 + (c - '0');
  }
  return text.empty() ? -1 : value;
}

// "2025-06-17", "XXXX-06", "2024-Q3", "2025".
std::optional<Calendar> ReadCalendar(std::string_view when, int year) {
  if (when.size() < 4 || when.starts_with("T") || when.find('W') != std::string_view::npos) {
    return std::nullopt;
  }
  Calendar calendar;
  calendar.year = when.starts_with("XXXX") ? year : Number(when.substr(0, 4));
  if (calendar.year < 0) {
    return std::nullopt;
  }
  if (when.size() == 4) {
    calendar.months = 12;
    return calendar;
  }
  if (when.size() == 7 && when[5] == 'Q') {
    calendar.month = (when[6] - '1') * 3 + 1;
    calendar.months = 3;
    return calendar;
  }
  calendar.month = when.size() >= 7 ? Number(when.substr(5, 2)) : -1;
  calendar.day = when.size() >= 10 ? Number(when.substr(8, 2)) : 0;
  return calendar.month < 1 || calendar.month > 12 || calendar.day < 0
             ? std::nullopt
             : std::optional<Calendar>(calendar);
}

int DayNumber(int year, int month, int day) {
  using namespace std::chrono;
  const sys_days days = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
                        std::chrono::day(static_cast<unsigned>(day));
  return static_cast<int>(days.time_since_epoch().count());
}

DaySpan Covered(const Calendar& calendar) {
  if (calendar.day != 0) {
    const int day = DayNumber(calendar.year, calendar.month, calendar.day);
    return {day, day};
  }
  const int first = std::max(calendar.month, 1);
  const int after = first - 1 + calendar.months;
  return {DayNumber(calendar.year, first, 1),
          DayNumber(calendar.year + after / 12, after % 12 + 1, 1) - 1};
}

}  // namespace

bool Interval::Holds(const Decimal& value) const {
  const bool above = endless_low || value > low || (value == low && !open_low);
  const bool below = endless_high || value < high || (value == high && !open_high);
  return above && below;
}

namespace {

// Whether `outer` begins no later than `inner`.
bool BeginsBefore(const Interval& outer, const Interval& inner) {
  if (outer.endless_low || inner.endless_low) {
    return outer.endless_low;
  }
  return inner.low > outer.low || (inner.low == outer.low && (!outer.open_low || inner.open_low));
}

// Whether `outer` ends no earlier than `inner`.
bool EndsBehind(const Interval& outer, const Interval& inner) {
  if (outer.endless_high || inner.endless_high) {
    return outer.endless_high;
  }
  return inner.high < outer.high ||
         (inner.high == outer.high && (!outer.open_high || inner.open_high));
}

// Whether `lower` goes up to where `upper` begins.
bool ReachesUpTo(const Interval& lower, const Interval& upper) {
  if (lower.endless_high || upper.endless_low) {
    return true;
  }
  return lower.high > upper.low || (lower.high == upper.low && !lower.open_high && !upper.open_low);
}

}  // namespace

bool Interval::Holds(const Interval& other) const {
  return BeginsBefore(*this, other) && EndsBehind(*this, other);
}

bool Interval::Meets(const Interval& other) const {
  return ReachesUpTo(*this, other) && ReachesUpTo(other, *this);
}

Interval Allowed(const Figure& figure, const Decimal& value, const std::optional<Decimal>& high) {
  Interval interval{value, value};
  switch (figure.comparator) {
    case Comparator::kEqual:
      return Around(value, Slack(figure, value));
    case Comparator::kAbout:
      return Approximate(figure, value);
    case Comparator::kMore:
    case Comparator::kAtLeast:
      interval.open_low = figure.comparator == Comparator::kMore;
      interval.endless_high = true;
      return interval;
    case Comparator::kLess:
    case Comparator::kAtMost:
      interval.open_high = figure.comparator == Comparator::kLess;
      interval.endless_low = true;
      return interval;
    case Comparator::kRange:
      interval.high = high.value_or(value);
      return interval;
  }
  return interval;
}

Interval Suggested(const Figure& figure, const Decimal& value, const std::optional<Decimal>& high) {
  Interval interval = Allowed(figure, value, high);
  if (interval.endless_high) {
    interval.endless_high = false;
    interval.high = value * Decimal(2);
    interval.open_high = true;
  }
  if (interval.endless_low) {
    interval.endless_low = false;
    interval.low = value / Decimal(2);
    interval.open_low = true;
  }
  return interval;
}

bool IsDayAlone(std::string_view when) {
  return when.size() == kDay && when.starts_with("XXXX-XX-");
}

std::string InMonthOf(std::string_view when, std::string_view full) {
  const bool told = full.size() == kDay && !IsDayAlone(full);
  return IsDayAlone(when) && told
             ? std::string(full.substr(0, kMonth)) + std::string(when.substr(kMonth))
             : std::string(when);
}

int YearOf(std::string_view when) {
  const int year = Number(when.substr(0, 4));
  return year > 0 ? year : 0;
}

std::optional<DaySpan> DaysOf(const Figure& figure, int year) {
  const std::optional<Calendar> low = ReadCalendar(figure.when, year);
  if (!low) {
    return std::nullopt;
  }
  DaySpan span = Covered(*low);
  span.yearless = figure.when.starts_with("XXXX");
  if (!figure.when_high.empty()) {
    const std::optional<Calendar> high = ReadCalendar(figure.when_high, year);
    span.last = high ? std::max(span.last, Covered(*high).last) : span.last;
  }
  return span;
}

}  // namespace claimwatch
