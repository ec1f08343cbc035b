// Parts of a date, for date*.cpp only.
#pragma once

#include <optional>

#include "plugins/read/date.h"

namespace claimwatch {

// A month's name and the token behind it; number 0: there is none.
struct NamedMonth {
  int number = 0;
  std::size_t last = 0;
};

// "June", "Jan.", "сентября"; "may" and "march" in English only with a capital or as
// "on march eighteenth".
NamedMonth MonthAt(const Scan& scan, std::size_t at);
// "22/Jan/2019", "2021-sep-3", "Oct/2", "2017 April", "12/12/30", "12-2015", "20250617".
std::optional<DateMatch> ReadJoinedDate(const Scan& scan, std::size_t at);
// "nineteen ninety-six", "two thousand and fifteen": a year from 1100 to 2099 in English words.
// 0 when there is none; `last` moves behind it.
int TakeSpelledYear(const Scan& scan, std::size_t& last);

}  // namespace claimwatch
