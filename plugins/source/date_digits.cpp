#include "plugins/source/date_digits.h"

#include <chrono>
#include <string>

namespace claimwatch {
namespace {

namespace chrono = std::chrono;

// The digits of a week date, "2025254" or "202525"; empty when `text` is none.
std::string WeekDigits(std::string_view text) {
  std::string digits(text);
  std::erase_if(digits, [](char c) { return c == 'W' || c == 'w' || c == '-'; });
  const bool only_digits = digits.find_first_not_of("0123456789") == std::string::npos;
  const bool right_size = digits.size() == 6 || digits.size() == 7;
  return only_digits && right_size && text.find_first_of("Ww") <= 5 ? digits : std::string();
}

}  // namespace

std::optional<Time> ReadEpoch(std::string_view text) {
  constexpr std::size_t kSecondsDigits = 10;
  constexpr std::size_t kMillisDigits = 13;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  if (text.size() == kSecondsDigits) {
    return Time(chrono::seconds(std::stoll(std::string(text))));
  }
  if (text.size() == kMillisDigits) {
    return Time(chrono::milliseconds(std::stoll(std::string(text))));
  }
  return std::nullopt;
}

std::optional<Time> ReadWeekDate(std::string_view text) {
  const std::string digits = WeekDigits(text);
  if (digits.empty()) {
    return std::nullopt;
  }
  const int week = std::stoi(digits.substr(4, 2));
  const int day = digits.size() == 7 ? digits[6] - '0' : 1;
  if (week < 1 || week > 53 || day < 1 || day > 7) {
    return std::nullopt;
  }
  const chrono::sys_days fourth(chrono::year(std::stoi(digits.substr(0, 4))) / chrono::January / 4);
  const chrono::days since_monday = chrono::weekday(fourth) - chrono::Monday;
  return Time(fourth - since_monday + chrono::weeks(week - 1) + chrono::days(day - 1));
}

}  // namespace claimwatch
