// The pieces of a date: numbers, words and marks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/source/date_words.h"

namespace claimwatch {

struct DateToken {
  enum class Kind : std::uint8_t { kNumber, kWord, kUnit, kMark };

  Kind kind = Kind::kMark;
  std::string text;        // digits; the word in lower case; the mark
  std::int64_t value = 0;  // of a number
  DateUnit unit = DateUnit::kYear;
  bool after_space = false;
};

// nullopt when `text` is too long to be a date. Comments in parentheses and invisible characters
// are left out; "America/New_York" is one word, "p.m." is "pm".
std::optional<std::vector<DateToken>> TokenizeDate(std::string_view text);

}  // namespace claimwatch
