#include "core/zone.h"

#include <stdexcept>
#include <string>

#include <date/tz.h>

namespace claimwatch {
namespace {

const date::time_zone* FindZone(std::string_view zone) {
  try {
    return date::locate_zone(std::string(zone));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

}  // namespace

bool ZoneExists(std::string_view zone) {
  return FindZone(zone) != nullptr;
}

void LoadZones() {
  try {
    for (const date::time_zone& zone : date::get_tzdb().zones) {
      static_cast<void>(zone.get_info(date::sys_seconds()));
    }
  } catch (const std::runtime_error&) {
    // No database on this machine: then no zone exists, which each function says for itself.
  }
}

Result<Time> FromZone(std::string_view zone, std::chrono::local_time<Duration> local) {
  const date::time_zone* found = FindZone(zone);
  if (found == nullptr) {
    return Error(Errc::kInvalid, "unknown time zone '" + std::string(zone) +
                                     "', use an IANA name such as 'Asia/Shanghai'");
  }
  const date::local_time<Duration> wall(local.time_since_epoch());
  return Time(found->to_sys(wall, date::choose::earliest).time_since_epoch());
}

}  // namespace claimwatch
