// Named time zones (IANA), by Howard Hinnant's date library and the system's zone database.
#pragma once

#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// Whether "Asia/Shanghai" is a zone this machine knows.
bool ZoneExists(std::string_view zone);

// Reads every zone into memory. After it no other function here opens a file, so that they also
// work in a process that may not; costs some ten milliseconds, once.
void LoadZones();

// Wall-clock time of `zone` as UTC. In a gap or an overlap of summer time the earlier of the two
// readings is taken.
Result<Time> FromZone(std::string_view zone, std::chrono::local_time<Duration> local);

}  // namespace claimwatch
