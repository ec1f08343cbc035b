// What the parts of the loop agree on. Internal to loop*.cpp.
#pragma once

#include <string>
#include <string_view>

#include "core/time.h"
#include "core/url.h"

namespace claimwatch {

// In a single pass an address that has to wait longer is left out; a redirect that leads to another
// site waits for that site no longer than this.
constexpr Duration kPatience = std::chrono::minutes(5);

constexpr std::string_view kRobotsKey = "robots/";  // of a request for a robots.txt
constexpr std::string_view kGoneKey = "gone/";      // of a confirmed removal that is not said yet

inline std::string RobotsKey(const Url& url) {
  return std::string(kRobotsKey) + url.Origin();
}

}  // namespace claimwatch
