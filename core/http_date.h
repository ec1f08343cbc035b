// Dates as HTTP headers carry them (RFC 9110 §5.6.7): written as IMF-fixdate, read in all three
// forms and tolerantly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace claimwatch {

// "Thu, 19 Jun 2025 04:12:09 GMT"; fractions of a second are dropped.
std::string FormatHttpDate(Time time);

// IMF-fixdate, RFC 850 ("Thursday, 19-Jun-25 04:12:09 GMT") and asctime ("Thu Jun 19 04:12:09
// 2025"), any case; the day of the week is not checked. A missing zone, "GMT" and "UTC" are UTC,
// "+0500" is understood; nullopt for anything else.
std::optional<Time> ParseHttpDate(std::string_view text);

}  // namespace claimwatch
