// What the alert log is called among the sinks.
#pragma once

#include <string_view>

namespace claimwatch {

// The name under which the store keeps how far the alert log is. No other sink may have it: each
// would go on where the other one stands.
inline constexpr std::string_view kAlertLogName = "file";

}  // namespace claimwatch
