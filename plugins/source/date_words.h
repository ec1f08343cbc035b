// The words that dates in feeds are written with, in the languages of the region and its readers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace claimwatch {

// 1–12 for a month name or its abbreviation in lower case, inflected or not ("июня", "juin").
std::optional<int> MonthOfWord(std::string_view word);

// Minutes east of Greenwich for a zone name in lower case ("msk" → 180).
std::optional<int> ZoneMinutes(std::string_view word);

// Whether a lower-case word says nothing between the parts of a date ("de", "года", "th").
bool IsDateNoise(std::string_view word);

// The marks behind (or before) a number in Chinese, Japanese and Korean.
enum class DateUnit : std::uint8_t {
  kYear,
  kMonth,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMorning,
  kAfternoon,
  kWeekday,
};

// The mark at the start of `text` and its length in bytes.
std::optional<std::pair<DateUnit, std::size_t>> UnitAt(std::string_view text);

}  // namespace claimwatch
