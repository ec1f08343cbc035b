// Times as people type them. Days are those of the person's own time zone (TZ), as in every time
// that is printed for people.
#pragma once

#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// "-2h" or "2h" ago, "today", "yesterday" and "2025-06-19" (the local midnight they begin with),
// RFC 3339 as it says. kInvalid says what would do.
Result<Time> ParseWhen(std::string_view text, Time now);

// The same as the end of a stretch: a day is meant up to its last microsecond.
Result<Time> ParseUntil(std::string_view text, Time now);

}  // namespace claimwatch
