#include "plugins/extract/walls.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// Kinds of the table that are no verdict by themselves.
constexpr std::string_view kMore = "more";
constexpr std::string_view kTracking = "tracking";
constexpr std::string_view kOffer = "offer";
constexpr std::string_view kStub = "paywall stub";
constexpr std::string_view kLetter = "letter";

// What any of these says: a phrase of the table, or all of a group.
using Choice = std::vector<std::string_view>;

struct WallRule {
  std::string_view kind;
  std::vector<Choice> parts;  // one of each
  bool everyday = false;      // no phrase: words of groups that must stand together
};

struct WallTable {
  std::map<std::string_view, Choice> groups;  // by name, "{you}"
  std::vector<WallRule> rules;
};

std::vector<Choice> ReadParts(std::string_view phrases, const WallTable& table) {
  std::vector<Choice> parts;
  while (!phrases.empty()) {
    const std::size_t end = phrases.find(" + ");
    const std::string_view phrase = phrases.substr(0, end);
    const auto group = table.groups.find(phrase);
    parts.push_back(group == table.groups.end() ? Choice{phrase} : group->second);
    phrases = end == std::string_view::npos ? std::string_view() : phrases.substr(end + 3);
  }
  return parts;
}

WallTable ReadWallTable() {
  WallTable table;
  for (const std::string_view line : Split(Embedded("extract/walls.tsv"), '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || line.starts_with('#')) {
      continue;
    }
    const std::string_view kind = line.substr(0, tab);
    const std::string_view phrases = line.substr(tab + 1);
    if (kind.starts_with('{')) {
      table.groups.emplace(kind, Split(phrases, '|'));
    } else {
      const bool everyday = phrases.starts_with('{') && kind != kStub;
      table.rules.push_back({kind, ReadParts(phrases, table), everyday});
    }
  }
  return table;
}

// The length of the first of a choice that is in `text`; 0 when none is.
std::size_t BytesOf(const Choice& choice, std::string_view text) {
  const auto found = std::find_if(choice.begin(), choice.end(), [text](std::string_view phrase) {
    return text.find(phrase) != std::string_view::npos;
  });
  return found == choice.end() ? 0 : found->size();
}

// How many bytes of `text` are what a rule asks for; 0 unless all of it is there.
std::size_t BytesOf(const WallRule& rule, std::string_view text) {
  std::size_t bytes = 0;
  for (const Choice& choice : rule.parts) {
    const std::size_t found = BytesOf(choice, text);
    if (found == 0) {
      return 0;
    }
    bytes += found;
  }
  return bytes;
}

// Lower case, apostrophes as in the table, and nothing that is quoted: an article tells what a
// wall said. Then the same with nothing but spaces between words.
std::string Spoken(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kQuotes[] = {
      {"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}, {"\"", "\""}};
  std::string lower = LowerCase(text);
  for (std::size_t at = lower.find("’"); at != std::string::npos; at = lower.find("’", at)) {
    lower.replace(at, std::string_view("’").size(), "'");
  }
  for (const auto& [open, close] : kQuotes) {
    std::string kept;
    std::size_t from = 0;
    for (std::size_t at = lower.find(open); at != std::string::npos; at = lower.find(open, from)) {
      const std::size_t end = lower.find(close, at + open.size());
      if (end == std::string::npos) {
        break;
      }
      kept.append(lower, from, at - from);
      from = end + close.size();
    }
    lower = kept.append(lower, from);
  }
  std::string words = lower;
  std::replace_if(
      words.begin(), words.end(),
      [](char c) { return std::string_view("\n.,;:!?()").find(c) != std::string_view::npos; }, ' ');
  return lower + " " + words + " ";
}

const std::vector<WallRule>& Rules() {
  static const WallTable table = ReadWallTable();
  return table.rules;
}

bool IsVerdict(std::string_view kind) {
  return kind != kMore && kind != kTracking && kind != kOffer && kind != kLetter;
}

bool HasAnyOf(std::string_view kind, std::string_view text) {
  const std::string spoken = Spoken(text);
  return std::any_of(Rules().begin(), Rules().end(), [&](const WallRule& rule) {
    return rule.kind == kind && BytesOf(rule, spoken) > 0;
  });
}

}  // namespace

WallHit FindWall(std::string_view text, WallRules rules) {
  const std::string spoken = Spoken(text);
  for (const WallRule& rule : Rules()) {
    const bool counts = IsVerdict(rule.kind) && (rules == WallRules::kAll || !rule.everyday);
    const std::size_t bytes = counts ? BytesOf(rule, spoken) : 0;
    if (bytes > 0) {
      return {rule.kind, bytes};
    }
  }
  return {};
}

bool SaysThereIsMore(std::string_view text) {
  return HasAnyOf(kMore, text);
}

bool OffersMembership(std::string_view text) {
  return HasAnyOf(kOffer, text) && !HasAnyOf(kLetter, text);
}

bool SpeaksOfTracking(std::string_view text) {
  return HasAnyOf(kTracking, text);
}

}  // namespace claimwatch
