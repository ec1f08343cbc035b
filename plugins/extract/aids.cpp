#include "plugins/extract/aids.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/embedded.h"
#include "core/rows.h"
#include "core/text.h"
#include "plugins/extract/text_facts.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongest = 120;  // bytes

std::unordered_set<std::string_view> ReadAids() {
  std::unordered_set<std::string_view> aids;
  ForEachRow(Embedded("extract/aids.tsv"),
             [&](const std::vector<std::string_view>& fields) { aids.insert(fields.back()); });
  return aids;
}

struct Imprint {
  std::string_view kind;
  std::string_view begin;
};

std::vector<Imprint> ReadImprints() {
  std::vector<Imprint> imprints;
  ForEachRow(Embedded("extract/imprints.tsv"), [&](const std::vector<std::string_view>& fields) {
    imprints.push_back({fields.front(), fields.back()});
  });
  return imprints;
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

std::string ShapeOfLine(std::string_view line) {
  std::string shape;
  for (const char c : LowerCase(line)) {
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

bool IsMark(std::string_view paragraph) {
  return paragraph.size() <= kLongest && (paragraph.starts_with("©") || HasStamp(paragraph));
}

bool IsCredit(std::string_view paragraph) {
  constexpr std::size_t kLongestCredit = 400;
  static constexpr std::string_view kBegins[] = {
      "reporting by ",  "additional reporting by ", "with reporting by ", "writing by ",
      "editing by ",    "reporting and ",           "writing and ",       "compiled by ",
      "translated by ", "con información de ",      "con informazioni ",  "mit material von "};
  static constexpr std::string_view kSays[] = {
      "contributed to this report", "contributed to this story", "contributed to this article",
      "contributed reporting"};
  if (paragraph.size() > kLongestCredit) {
    return false;
  }
  std::string lower = LowerCase(paragraph);
  lower.erase(0, std::min(lower.find_first_not_of("([-_* \xE2\x80\x93\x94"), lower.size()));
  const bool begins =
      std::any_of(std::begin(kBegins), std::end(kBegins),
                  [&lower](std::string_view words) { return lower.starts_with(words); });
  const bool says = std::any_of(
      std::begin(kSays), std::end(kSays),
      [&lower](std::string_view words) { return lower.find(words) != std::string::npos; });
  const TextFacts facts = CountText(paragraph);
  const bool names = facts.initials * 5 >= facts.words * 2;  // for the most part
  return (begins || says) && names && facts.digits == 0;
}

bool IsImprint(std::string_view paragraph) {
  constexpr std::size_t kLongestImprint = 600;
  constexpr std::uint32_t kFewWords = 30;
  static const std::vector<Imprint> imprints = ReadImprints();
  if (paragraph.size() > kLongestImprint) {
    return false;
  }
  const std::string begin = LowerCase(paragraph.substr(0, kLongest));
  const auto imprint = std::find_if(imprints.begin(), imprints.end(), [&begin](const Imprint& one) {
    return begin.starts_with(one.begin);
  });
  return imprint != imprints.end() &&
         (imprint->kind == "rights" || CountText(paragraph).words <= kFewWords);
}

bool IsReadingAid(std::string_view paragraph) {
  static const std::unordered_set<std::string_view> aids = ReadAids();
  return paragraph.size() <= kLongest && aids.contains(ShapeOfLine(paragraph));
}

}  // namespace claimwatch
