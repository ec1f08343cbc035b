// Dates as pages print them, in any of the forms and languages a newsroom uses.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace claimwatch {

// "2025-06-19T04:12:09+0200", "2025/6/19 04:12", "19.06.2025", "June 19, 2025 at 4:12 pm",
// "19 июня 2025, 04:12", "2025年6月19日 04:12", "Thu, 19 Jun 2025 04:12:09 GMT", "20250619",
// seconds or milliseconds since 1970. Anything may stand around it; the first date counts. A time
// without a zone is taken as UTC. "06/19/2025" is read month first only when it must be. nullopt:
// no date, or one outside 1990 … 2100.
std::optional<Time> ReadDate(std::string_view text);

// The date in the path of an address: "/2025/06/19/…", "/2025-06-19-…", "/20250619/…"; failing
// those an identifier that begins with the minute it was made in ("/A20250619141200051").
std::optional<Time> DateInPath(std::string_view path);

}  // namespace claimwatch
