#include "core/time.h"

#include <array>
#include <cctype>
#include <charconv>
#include <ctime>

#include <fmt/compile.h>
#include <fmt/format.h>

namespace claimwatch {
namespace {

namespace chrono = std::chrono;

// Reads exactly `width` digits at the front of `text` and drops them.
std::optional<int> TakeDigits(std::string_view& text, std::size_t width) {
  int value = 0;
  if (text.size() < width) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + width, value);
  if (error != std::errc() || end != text.data() + width) {
    return std::nullopt;
  }
  text.remove_prefix(width);
  return value;
}

bool TakeChar(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

std::optional<Duration> TakeFraction(std::string_view& text) {
  if (!TakeChar(text, ".,")) {
    return Duration(0);
  }
  std::int64_t micros = 0;
  std::int64_t scale = 100'000;
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') {
    micros += (text[count] - '0') * scale;
    scale /= 10;
    ++count;
  }
  text.remove_prefix(count);
  if (count == 0) {
    return std::nullopt;
  }
  return Duration(micros);
}

std::optional<Duration> TakeOffset(std::string_view& text) {
  if (TakeChar(text, "Zz")) {
    return Duration(0);
  }
  const bool west = text.starts_with('-');
  if (!TakeChar(text, "+-")) {
    return std::nullopt;
  }
  const std::optional<int> hours = TakeDigits(text, 2);
  TakeChar(text, ":");
  const std::optional<int> minutes = TakeDigits(text, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) {
    return std::nullopt;
  }
  const Duration offset = chrono::hours(*hours) + chrono::minutes(*minutes);
  return west ? -offset : offset;
}

std::optional<Duration> TakeTimeOfDay(std::string_view& text) {
  const std::optional<int> hour = TakeDigits(text, 2);
  if (!hour || !TakeChar(text, ":")) {
    return std::nullopt;
  }
  const std::optional<int> minute = TakeDigits(text, 2);
  std::optional<int> second = 0;
  std::optional<Duration> fraction = Duration(0);
  if (TakeChar(text, ":")) {
    second = TakeDigits(text, 2);
    fraction = TakeFraction(text);
  }
  if (!minute || !second || !fraction || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  return chrono::hours(*hour) + chrono::minutes(*minute) + chrono::seconds(*second) + *fraction;
}

struct DurationUnit {
  std::string_view name;
  Duration length;
};

constexpr std::array<DurationUnit, 6> kDurationUnits = {{{"w", chrono::weeks(1)},
                                                         {"d", chrono::days(1)},
                                                         {"h", chrono::hours(1)},
                                                         {"m", chrono::minutes(1)},
                                                         {"s", chrono::seconds(1)},
                                                         {"ms", chrono::milliseconds(1)}}};

}  // namespace

std::string FormatTime(Time time) {
  const auto day = chrono::floor<chrono::days>(time);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss<Duration> clock(time - day);
  std::string text =
      fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}"), static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) {
    text += fmt::format(".{:06}", clock.subseconds().count());
  }
  return text + "Z";
}

std::string FormatLocalTime(Time time) {
  const std::time_t seconds = chrono::floor<chrono::seconds>(time).time_since_epoch().count();
  std::tm local{};
  localtime_r(&seconds, &local);
  std::array<char, 40> buffer{};
  const std::size_t size =
      std::strftime(buffer.data(), buffer.size(), "%Y-%m-%d %H:%M:%S %z", &local);
  return {buffer.data(), size};
}

std::optional<Time> ParseTime(std::string_view text) {
  const std::optional<int> year = TakeDigits(text, 4);
  if (!year || !TakeChar(text, "-")) {
    return std::nullopt;
  }
  const std::optional<int> month = TakeDigits(text, 2);
  if (!month || !TakeChar(text, "-")) {
    return std::nullopt;
  }
  const std::optional<int> day = TakeDigits(text, 2);
  if (!day) {
    return std::nullopt;
  }
  const chrono::year_month_day date{chrono::year(*year),
                                    chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) {
    return std::nullopt;
  }
  Time time = chrono::sys_days(date);
  if (text.empty()) {
    return time;
  }
  if (!TakeChar(text, "Tt ")) {
    return std::nullopt;
  }
  const std::optional<Duration> clock = TakeTimeOfDay(text);
  if (!clock) {
    return std::nullopt;
  }
  const std::optional<Duration> offset = TakeOffset(text);
  if (!offset || !text.empty()) {
    return std::nullopt;
  }
  return time + *clock - *offset;
}

std::optional<Duration> ParseDuration(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc() || number < 0) {
    return std::nullopt;
  }
  constexpr Duration kLongest = chrono::days(36'525);
  for (const DurationUnit& known : kDurationUnits) {
    if (unit == known.name) {
      if (number > kLongest / known.length) {
        return std::nullopt;
      }
      return known.length * number;
    }
  }
  return std::nullopt;
}

std::string FormatDuration(Duration duration) {
  if (duration == Duration(0)) {
    return "0s";  // of no unit in particular; "0ms" would look like a measurement
  }
  for (const DurationUnit& unit : kDurationUnits) {
    if (unit.name != "w" && duration % unit.length == Duration(0)) {
      return fmt::format("{}{}", duration / unit.length, unit.name);
    }
  }
  return fmt::format("{}ms", duration / Duration(1000));
}

std::string FormatAge(Duration age) {
  const bool past = age >= Duration(0);
  const Duration length = past ? age : -age;
  std::string text;
  if (length < chrono::minutes(2)) {
    text = fmt::format("{} s", length / chrono::seconds(1));
  } else if (length < chrono::hours(2)) {
    text = fmt::format("{} min", length / chrono::minutes(1));
  } else if (length < chrono::days(2)) {
    text = fmt::format("{} h", length / chrono::hours(1));
  } else {
    text = fmt::format("{} d", length / chrono::days(1));
  }
  return past ? text + " ago" : "in " + text;
}

}  // namespace claimwatch
