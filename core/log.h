// The daemon's own log (not the alert log): one line per event, to standard error with systemd's
// "<N>" priority prefix when the journal reads it, else with a local time and level for people.
//
// Any thread may call after SetUpLog. Remote text is only ever an argument, never a format, and
// control characters in it are escaped.
#pragma once

#include <string_view>

#include <fmt/core.h>

#include "core/result.h"

namespace claimwatch {

enum class LogLevel { kDebug, kInfo, kWarning, kError };
enum class LogTarget { kAuto, kJournal, kStderr };

// Call once at the start of main; before it, messages go to stderr at kInfo.
void SetUpLog(LogLevel level, LogTarget target);
void SetLogLevel(LogLevel level);

void LogLine(LogLevel level, std::string_view message);

template <typename... Args>
void LogDebug(fmt::format_string<Args...> format, Args&&... args) {
  LogLine(LogLevel::kDebug, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void LogInfo(fmt::format_string<Args...> format, Args&&... args) {
  LogLine(LogLevel::kInfo, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void LogWarning(fmt::format_string<Args...> format, Args&&... args) {
  LogLine(LogLevel::kWarning, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void LogError(fmt::format_string<Args...> format, Args&&... args) {
  LogLine(LogLevel::kError, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace claimwatch
