#include "core/http_date.h"

#include <array>
#include <charconv>
#include <vector>

#include <fmt/core.h>

namespace claimwatch {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t kMaxLength = 64;

// The parts between blanks, commas and (inside a date) dashes.
std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" ,\t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(" ,\t", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::optional<int> Number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0) {
    return std::nullopt;
  }
  return value;
}

std::optional<unsigned> MonthOf(std::string_view word) {
  if (word.size() < 3) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::string_view name = kMonths.at(i);
    if ((word[0] | 0x20) == (name[0] | 0x20) && (word[1] | 0x20) == name[1] &&
        (word[2] | 0x20) == name[2]) {
      return static_cast<unsigned>(i + 1);
    }
  }
  return std::nullopt;
}

// "04:12:09"; seconds may be missing.
std::optional<std::chrono::seconds> ClockTime(std::string_view word) {
  int parts[3] = {0, 0, 0};
  std::size_t count = 0;
  while (count < 3) {
    const std::size_t colon = std::min(word.find(':'), word.size());
    const std::optional<int> part = Number(word.substr(0, colon));
    if (!part) {
      return std::nullopt;
    }
    parts[count++] = *part;
    if (colon == word.size()) {
      break;
    }
    word.remove_prefix(colon + 1);
  }
  if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 60) {
    return std::nullopt;
  }
  return std::chrono::hours(parts[0]) + std::chrono::minutes(parts[1]) +
         std::chrono::seconds(parts[2]);
}

// "GMT", "UTC", "Z" or "+0500".
std::optional<std::chrono::minutes> ZoneOffset(std::string_view word) {
  if (word == "GMT" || word == "UTC" || word == "Z" || word == "gmt" || word == "UT") {
    return std::chrono::minutes(0);
  }
  if (word.size() == 5 && (word[0] == '+' || word[0] == '-')) {
    const std::optional<int> digits = Number(word.substr(1));
    if (digits && *digits % 100 < 60 && *digits < 1500) {
      const int minutes = *digits / 100 * 60 + *digits % 100;
      return std::chrono::minutes(word[0] == '-' ? -minutes : minutes);
    }
  }
  return std::nullopt;
}

// Two-digit years of RFC 850 count from 1970.
int FullYear(int year, std::size_t digits) {
  if (digits > 2) {
    return year;
  }
  return year < 70 ? 2000 + year : 1900 + year;
}

struct Parts {
  std::optional<int> day;
  std::optional<unsigned> month;
  std::optional<int> year;
  std::optional<std::chrono::seconds> clock;
  std::chrono::minutes zone{0};
};

// Takes one word by its shape, so the three forms need no grammar of their own. false: not part of
// a date.
bool Take(std::string_view word, Parts& parts) {
  if (word.find(':') != std::string_view::npos) {
    parts.clock = ClockTime(word);
    return parts.clock.has_value();
  }
  if (const std::optional<std::chrono::minutes> zone = ZoneOffset(word); zone && parts.clock) {
    parts.zone = *zone;
    return true;
  }
  const std::size_t dash = word.find('-');
  if (dash != std::string_view::npos && dash != 0) {
    const std::size_t second = word.find('-', dash + 1);
    return second != std::string_view::npos && Take(word.substr(0, dash), parts) &&
           Take(word.substr(dash + 1, second - dash - 1), parts) &&
           Take(word.substr(second + 1), parts);
  }
  if (const std::optional<int> number = Number(word)) {
    if (!parts.day) {
      parts.day = *number;
      return word.size() <= 2;
    }
    parts.year = FullYear(*number, word.size());
    return true;
  }
  if (const std::optional<unsigned> month = MonthOf(word)) {
    parts.month = month;
    return true;
  }
  return !parts.day;  // the day of the week stands before the date
}

}  // namespace

std::string FormatHttpDate(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays.at(std::chrono::weekday(day).c_encoding()),
      static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1),
      static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
      clock.seconds().count());
}

std::optional<Time> ParseHttpDate(std::string_view text) {
  if (text.size() > kMaxLength) {
    return std::nullopt;
  }
  Parts parts;
  for (const std::string_view word : Words(text)) {
    if (!Take(word, parts)) {
      return std::nullopt;
    }
  }
  if (!parts.day || !parts.month || !parts.year || !parts.clock) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(*parts.year),
                                         std::chrono::month(*parts.month),
                                         std::chrono::day(static_cast<unsigned>(*parts.day)));
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + *parts.clock - parts.zone;
}

}  // namespace claimwatch
