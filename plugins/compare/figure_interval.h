// What the words of a figure allow: an interval, and the smaller one that they suggest.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/figure.h"

namespace claimwatch {

struct Interval {
  Decimal low;
  Decimal high;
  bool open_low = false;  // the end itself is outside
  bool open_high = false;
  bool endless_low = false;  // no end at all
  bool endless_high = false;

  bool Holds(const Decimal& value) const;
  bool Holds(const Interval& other) const;  // all of `other`
  bool Meets(const Interval& other) const;  // they share more than an end point
};

// What the figure allows by logic: "more than 100" goes up without end. `value` and `high` are the
// figure's, perhaps in another unit.
Interval Allowed(const Figure& figure, const Decimal& value, const std::optional<Decimal>& high);
// What it suggests: "more than 100" is not said of 350.
Interval Suggested(const Figure& figure, const Decimal& value, const std::optional<Decimal>& high);

// Days from 1970-01-01 that a date covers, first and last; `year` stands in for one that is not
// said. nullopt for weekdays and what is no date.
struct DaySpan {
  int first = 0;
  int last = 0;
  bool yearless = false;
};

std::optional<DaySpan> DaysOf(const Figure& figure, int year);
// "26日": a day of a month that nothing names.
bool IsDayAlone(std::string_view when);
// The day alone, in the month of `full`, which names a day; `when` itself when it says its month or
// `full` names none.
std::string InMonthOf(std::string_view when, std::string_view full);
// The year in a date text; 0 when it says none.
int YearOf(std::string_view when);

}  // namespace claimwatch
