// Dates and times of day as printed, partial ones too; nothing is resolved against a clock (when.h
// does that). Text forms are ISO 8601 with X for what is not said, as TIMEX3 writes them. Day and
// month order of 06/05/2025 is the language's: month first in English only.
#pragma once

#include <optional>
#include <string>

#include "core/figure.h"
#include "plugins/read/scan.h"

namespace claimwatch {

struct DateMatch {
  std::size_t first = 0;
  std::size_t last = 0;   // tokens, end exclusive
  std::string when;       // "2025-06-17", "XXXX-06-17", "2025-06", "2025", "2024-Q3", "199X",
                          // "XXXX-WXX-3", "T05:30"
  std::string when_high;  // of ranges, inclusive
  FigureKind kind = FigureKind::kDate;
  bool weak = false;  // a bare year: only when nothing else claims the number
};

// The date or time that starts at token `at`.
std::optional<DateMatch> ReadDate(const Scan& scan, std::size_t at);
// 2025年6月17日, 4月26日, 90年代, 第三季度.
std::optional<DateMatch> ReadHanDate(const Scan& scan, std::size_t at);
// 第三季度, 前五个月, 上半年, 第一周 of `year`, behind which it stands.
std::optional<DateMatch> ReadHanSeason(const Scan& scan, std::size_t at, int year);
std::optional<DateMatch> ReadTimeOfDay(const Scan& scan, std::size_t at);
// "third quarter of 2024", "first five months of 2025", "third квартал 2024 года".
std::optional<DateMatch> ReadPartOfYear(const Scan& scan, std::size_t at);
// "in 2024", "the 1990s", "2019 года".
std::optional<DateMatch> ReadYear(const Scan& scan, std::size_t at);

// A day's parts; 0 when not said.
struct CalendarDay {
  int year = 0;
  int month = 0;
  int day = 0;
  bool IsValid() const;
  std::string ToString() const;  // "XXXX-06-17", "2025-06"
};

// The small integer of digit token `at`; -1 when it is none or longer than `most` digits.
int SmallNumber(const Scan& scan, std::size_t at, std::size_t most);
int YearAt(const Scan& scan, std::size_t at);  // four digits, 1000–2199; 0 otherwise

}  // namespace claimwatch
