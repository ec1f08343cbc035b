#include "cli/when.h"

namespace claimwatch {

Result<Time> ParseWhen(std::string_view text, Time now) {
  using std::chrono::days;
  const Time midnight = std::chrono::floor<days>(now);
  if (text == "today") {
    return midnight;
  }
  if (text == "yesterday") {
    return midnight - days(1);
  }
  if (text.starts_with('-')) {
    if (const std::optional<Duration> age = ParseDuration(text.substr(1))) {
      return now - *age;
    }
  }
  if (const std::optional<Duration> age = ParseDuration(text)) {
    return now - *age;
  }
  if (const std::optional<Time> time = ParseTime(text)) {
    return *time;
  }
  return Error(
      Errc::kInvalid,
      "'" + std::string(text) +
          "' is no time; use 2025-06-19, 2025-06-19T10:00:00Z, -2h, 30d, today or yesterday");
}

}  // namespace claimwatch
