// Dates that are one number: nothing in them has to be told from anything else.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace claimwatch {

// Seconds or milliseconds since 1970, which JavaScript writes into feeds; nullopt for anything but
// ten or thirteen digits.
std::optional<Time> ReadEpoch(std::string_view text);

// 2025-W25-4 and 2025W254 (ISO 8601): the week's Monday without a day. nullopt for anything else.
std::optional<Time> ReadWeekDate(std::string_view text);

}  // namespace claimwatch
