#include "plugins/extract/aids.h"

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

}  // namespace

bool IsReadingAid(std::string_view paragraph) {
  static const std::unordered_set<std::string_view> aids = ReadAids();
  return paragraph.size() <= kLongest && aids.contains(Shape(paragraph));
}

}  // namespace claimwatch
