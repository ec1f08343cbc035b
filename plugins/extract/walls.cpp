#include "plugins/extract/walls.h"

#include <algorithm>
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

struct WallRule {
  std::string_view kind;
  std::string_view phrases;  // joined by " + ": all of them
};

std::vector<WallRule> ReadWallRules() {
  std::vector<WallRule> rules;
  for (const std::string_view line : Split(Embedded("extract/walls.tsv"), '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos && !line.starts_with('#')) {
      rules.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
  }
  return rules;
}

// How many bytes of `text` are these phrases ("cookies + your device"); 0 unless all are there.
std::size_t BytesOf(std::string_view phrases, std::string_view text) {
  std::size_t bytes = 0;
  while (!phrases.empty()) {
    const std::size_t end = phrases.find(" + ");
    const std::string_view phrase = phrases.substr(0, end);
    if (text.find(phrase) == std::string_view::npos) {
      return 0;
    }
    bytes += phrase.size();
    phrases = end == std::string_view::npos ? std::string_view() : phrases.substr(end + 3);
  }
  return bytes;
}

// Lower case, apostrophes as in the table, and nothing that is quoted: an article tells what a
// wall said.
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
  return lower;
}

const std::vector<WallRule>& Rules() {
  static const std::vector<WallRule> rules = ReadWallRules();
  return rules;
}

bool IsVerdict(std::string_view kind) {
  return kind != kMore && kind != kTracking;
}

bool HasAnyOf(std::string_view kind, std::string_view text) {
  const std::string spoken = Spoken(text);
  return std::any_of(Rules().begin(), Rules().end(), [&](const WallRule& rule) {
    return rule.kind == kind && BytesOf(rule.phrases, spoken) > 0;
  });
}

}  // namespace

WallHit FindWall(std::string_view text) {
  const std::string spoken = Spoken(text);
  for (const WallRule& rule : Rules()) {
    const std::size_t bytes = IsVerdict(rule.kind) ? BytesOf(rule.phrases, spoken) : 0;
    if (bytes > 0) {
      return {rule.kind, bytes};
    }
  }
  return {};
}

bool SaysThereIsMore(std::string_view text) {
  return HasAnyOf(kMore, text);
}

bool SpeaksOfTracking(std::string_view text) {
  return HasAnyOf(kTracking, text);
}

}  // namespace claimwatch
