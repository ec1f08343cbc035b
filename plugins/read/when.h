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
// none or when `scan.published` is not set. A span that is counted out ("the next three days") ends
// on the day on which it has run out.
std::optional<DateMatch> ReadWhen(const Scan& scan, std::size_t at);

// A day, a period or a stretch of days, and the token after it. `high` is inclusive, as in
// DateMatch.
struct WhenPart {
  Moment low;
  std::optional<Moment> high;
  std::size_t last = 0;
};

// The parts, for when.cpp only. Chinese says its clock with its own words: 下午5点半.
std::optional<WhenPart> ReadClock(const Scan& scan, std::size_t at);
std::optional<WhenPart> ReadHanClock(const Scan& scan, std::size_t at);

}  // namespace claimwatch
