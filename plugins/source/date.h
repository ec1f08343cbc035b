// Dates as feeds write them: RFC 822 and 3339 as they should be, and what is found instead, in many
// languages.
//
// A date that cannot be read is no date: never "now", never the fetch time, never a guess from a
// part of the text. What has no zone is in the zone the source's configuration assumes, else UTC.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace claimwatch {

// nullopt when `text` is no date, an impossible one (30 February), or outside 1583 … 2199.
// `assume_timezone` is an IANA name or empty; it also decides what "CST" means. A day alone is its
// midnight, a month alone its first day.
std::optional<Time> ReadDate(std::string_view text, std::string_view assume_timezone = {});

}  // namespace claimwatch
