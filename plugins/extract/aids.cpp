#include "plugins/extract/aids.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongest = 120;  // bytes

std::unordered_set<std::string_view> ReadAids() {
  std::unordered_set<std::string_view> aids;
  for (const std::string_view line : Split(Embedded("extract/aids.tsv"), '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos && !line.starts_with('#')) {
      aids.insert(line.substr(tab + 1));
    }
  }
  return aids;
}

// Digits in a row as one "#"; neither colons, full stops nor exclamation marks.
std::string Shape(std::string_view text) {
  std::string shape;
  for (const char c : LowerCase(text)) {
    const bool digit = c >= '0' && c <= '9';
    const bool again = digit && shape.ends_with('#');
    if (!again && std::string_view(":.!").find(c) == std::string_view::npos) {
      shape += digit ? '#' : c;
    }
  }
  for (std::size_t at = shape.find("："); at != std::string::npos; at = shape.find("：")) {
    shape.erase(at, std::string_view("：").size());
  }
  return SqueezeSpace(shape);
}

// "2025-09-01T09:20:00Z" and the like: people write no T into a date.
bool HasStamp(std::string_view text) {
  static constexpr std::string_view kShape = "0000-00-00T00:00";
  const auto fits = [&text](std::size_t at) {
    return std::equal(
        kShape.begin(), kShape.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
        [](char wanted, char c) { return wanted == '0' ? c >= '0' && c <= '9' : c == wanted; });
  };
  for (std::size_t at = 0; at + kShape.size() <= text.size(); ++at) {
    if (fits(at)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool IsMark(std::string_view paragraph) {
  return paragraph.size() <= kLongest && (paragraph.starts_with("©") || HasStamp(paragraph));
}

bool IsReadingAid(std::string_view paragraph) {
  static const std::unordered_set<std::string_view> aids = ReadAids();
  return paragraph.size() <= kLongest && aids.contains(Shape(paragraph));
}

}  // namespace claimwatch
