#include "plugins/extract/walls.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/embedded.h"
#include "core/text.h"
#include "plugins/extract/phrases.h"

namespace claimwatch {
namespace {

// Kinds of the table that are no verdict by themselves.
constexpr std::string_view kMore = "more";
constexpr std::string_view kTracking = "tracking";
constexpr std::string_view kOffer = "offer";
constexpr std::string_view kStub = "paywall stub";
constexpr std::string_view kLetter = "letter";

// What any of these says: a phrase of the table, or all of a group.
using Choice = std::vector<PhraseSet::Id>;

struct WallRule {
  std::string_view kind;
  std::vector<Choice> parts;  // one of each
  bool everyday = false;      // no phrase: words of groups that must stand together
};

struct WallTable {
  PhraseSet phrases;
  std::map<std::string_view, Choice> groups;  // by name, "{you}"
  std::vector<WallRule> rules;
};

std::vector<Choice> ReadParts(std::string_view phrases, WallTable& table) {
  std::vector<Choice> parts;
  while (!phrases.empty()) {
    const std::size_t end = phrases.find(" + ");
    const std::string_view phrase = phrases.substr(0, end);
    const auto group = table.groups.find(phrase);
    parts.push_back(group == table.groups.end() ? Choice{table.phrases.Add(phrase)}
                                                : group->second);
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
      Choice& group = table.groups[kind];
      for (const std::string_view phrase : Split(phrases, '|')) {
        group.push_back(table.phrases.Add(phrase));
      }
    } else {
      const bool everyday = phrases.starts_with('{') && kind != kStub;
      table.rules.push_back({kind, ReadParts(phrases, table), everyday});
    }
  }
  return table;
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

const WallTable& Table() {
  static const WallTable table = ReadWallTable();
  return table;
}

// Which phrases of the table one text says.
class WallText {
 public:
  explicit WallText(std::string_view text) : found_(Table().phrases.FoundIn(Spoken(text))) {}

  // How many bytes of the text are what a rule asks for; 0 unless all of it is there.
  std::size_t BytesOf(const WallRule& rule) const {
    std::size_t bytes = 0;
    for (const Choice& choice : rule.parts) {
      const auto said = std::find_if(choice.begin(), choice.end(),
                                     [this](PhraseSet::Id id) { return found_[id]; });
      if (said == choice.end()) {
        return 0;
      }
      bytes += Table().phrases[*said].size();
    }
    return bytes;
  }

  bool HasAnyOf(std::string_view kind) const {
    const std::vector<WallRule>& rules = Table().rules;
    return std::any_of(rules.begin(), rules.end(), [&](const WallRule& rule) {
      return rule.kind == kind && BytesOf(rule) > 0;
    });
  }

 private:
  std::vector<bool> found_;  // by phrase
};

bool IsVerdict(std::string_view kind) {
  return kind != kMore && kind != kTracking && kind != kOffer && kind != kLetter;
}

}  // namespace

WallHit FindWall(std::string_view text, WallRules rules) {
  const WallText spoken(text);
  for (const WallRule& rule : Table().rules) {
    const bool counts = IsVerdict(rule.kind) && (rules == WallRules::kAll || !rule.everyday);
    const std::size_t bytes = counts ? spoken.BytesOf(rule) : 0;
    if (bytes > 0) {
      return {rule.kind, bytes};
    }
  }
  return {};
}

bool SaysThereIsMore(std::string_view text) {
  return WallText(text).HasAnyOf(kMore);
}

bool OffersMembership(std::string_view text) {
  const WallText spoken(text);
  return spoken.HasAnyOf(kOffer) && !spoken.HasAnyOf(kLetter);
}

bool SpeaksOfTracking(std::string_view text) {
  return WallText(text).HasAnyOf(kTracking);
}

}  // namespace claimwatch
