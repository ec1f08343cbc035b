// Points in time: always UTC, microseconds since 1970, RFC 3339 in data.
//
// Zone names and offsets of named zones are core/zone; "now" comes from core/clock and nowhere
// else.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace claimwatch {

using Duration = std::chrono::microseconds;
using Time = std::chrono::sys_time<Duration>;

// "2025-06-19T04:12:09Z"; with microseconds only when they are not zero ("…09.123456Z").
std::string FormatTime(Time time);

// "2025-06-19 06:12:09 +0200": local zone of the process with its offset, for people.
std::string FormatLocalTime(Time time);

// RFC 3339 ("2025-06-19T04:12:09.5+02:00", also with a space for T, also a date alone = midnight
// UTC). Feed dates in other forms are plugins/source/date.
std::optional<Time> ParseTime(std::string_view text);

// "90s", "15m", "6h", "30d", "2w", "250ms". nullopt for anything else, negative or beyond 100
// years.
std::optional<Duration> ParseDuration(std::string_view text);

// The shortest exact form that ParseDuration reads back: "15m", "36h", "90s".
std::string FormatDuration(Duration duration);

// For people: "in 4 min", "2 h ago".
std::string FormatAge(Duration age);

}  // namespace claimwatch
