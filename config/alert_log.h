// The alert log: what it is called among the sinks, and what lies beside it.
#pragma once

#include <filesystem>
#include <string_view>

namespace claimwatch {

// The name under which the store keeps how far the alert log is. No other sink may have it: each
// would go on where the other one stands.
inline constexpr std::string_view kAlertLogName = "file";

// Where the event log is, beside the alert log at `alerts`; empty without one.
inline std::filesystem::path EventLogBeside(const std::filesystem::path& alerts) {
  return alerts.empty() ? alerts : alerts.parent_path() / "events.jsonl";
}

}  // namespace claimwatch
