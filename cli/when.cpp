#include "cli/when.h"

#include <ctime>
#include <optional>

#include "core/text.h"

namespace claimwatch {
namespace {

using std::chrono::days;

constexpr std::size_t kDateLength = 10;  // 2025-06-19

using Day = std::chrono::year_month_day;

// The day it is where this process thinks it is.
Day LocalDay(Time time) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm local{};
  localtime_r(&seconds, &local);
  return std::chrono::year(local.tm_year + 1900) /
         std::chrono::month(static_cast<unsigned>(local.tm_mon) + 1) /
         std::chrono::day(static_cast<unsigned>(local.tm_mday));
}

// When such a day begins there; where summer time skips midnight, the moment after it.
Time LocalMidnight(Day day) {
  std::tm local{};
  local.tm_year = static_cast<int>(day.year()) - 1900;
  local.tm_mon = static_cast<int>(static_cast<unsigned>(day.month())) - 1;
  local.tm_mday = static_cast<int>(static_cast<unsigned>(day.day()));
  local.tm_isdst = -1;
  return Time(std::chrono::seconds(std::mktime(&local)));
}

// The day that `text` names; nullopt when it names a point in time or nothing.
std::optional<Day> ParseDay(std::string_view text, Time now) {
  if (text == "today") {
    return LocalDay(now);
  }
  if (text == "yesterday") {
    return Day(std::chrono::sys_days(LocalDay(now)) - days(1));
  }
  const std::optional<Time> midnight = text.size() == kDateLength ? ParseTime(text) : std::nullopt;
  return midnight ? std::optional<Day>(std::chrono::floor<days>(*midnight)) : std::nullopt;
}

}  // namespace

Result<Time> ParseWhen(std::string_view text, Time now) {
  if (const auto day = ParseDay(text, now)) {
    return LocalMidnight(*day);
  }
  if (const auto age = ParseDuration(text.starts_with('-') ? text.substr(1) : text)) {
    return now - *age;
  }
  if (const std::optional<Time> time = ParseTime(text)) {
    return *time;
  }
  return Error(
      Errc::kInvalid,
      "'" + EscapeControls(text) +
          "' is no time; use 2025-06-19, 2025-06-19T10:00:00Z, -2h, 30d, today or yesterday");
}

Result<Time> ParseUntil(std::string_view text, Time now) {
  if (const auto day = ParseDay(text, now)) {
    return LocalMidnight(std::chrono::sys_days(*day) + days(1)) - Duration(1);
  }
  return ParseWhen(text, now);
}

}  // namespace claimwatch
