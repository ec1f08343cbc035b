// Times as people type them.
#pragma once

#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// "-2h", "yesterday", "today" (both from midnight UTC), RFC 3339 or a date; kInvalid says what
// would do.
Result<Time> ParseWhen(std::string_view text, Time now);

}  // namespace claimwatch
