#include "plugins/outside_finding.h"

#include <algorithm>

#include <fmt/core.h>

#include "core/digest.h"
#include "core/text.h"
#include "plugins/outside.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestText = 4000;  // of a passage that is pointed at
constexpr std::size_t kLongestReason = 400;
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kKeyDigits = 16;
constexpr std::int64_t kMostRules = 999;

Error Wrong(std::string_view what) {
  return {Errc::kInvalid, std::string(what)};
}

std::string OneLine(const Json& json, std::size_t longest) {
  const std::string text = SqueezeSpace(json.AsString());
  return EscapeControls(RepairUtf8(std::string_view(text).substr(0, longest)));
}

// The passage `json` stands at `at`, or where it is found first when no place is said.
Result<Excerpt> Passage(const Json& json, const Json& at, const Article& article,
                        std::string_view member) {
  const std::string_view words = json.AsString();
  if (words.empty() || words.size() > kLongestText) {
    return Wrong(fmt::format("\"{}\" is missing, empty or too long", member));
  }
  const std::string text = article.Text();
  const std::int64_t said = at.AsInt(-1);
  const std::size_t start = said < 0 ? text.find(words) : static_cast<std::size_t>(said);
  if (start >= text.size() || text.compare(start, words.size(), words) != 0) {
    return Wrong(fmt::format("\"{}\" does not stand {}: '{}'", member,
                             said < 0 ? "in the text" : "where it is said to stand",
                             Ellipsize(EscapeControls(words), 60)));
  }
  Excerpt passage = {std::string(words), {start, start + words.size()}, 0};
  std::size_t end = 0;
  for (std::size_t p = 0; p < article.paragraphs.size() && end <= start; ++p) {
    passage.paragraph = p;
    end += article.paragraphs[p].size() + 2;  // the blank line between paragraphs
  }
  return passage;
}

// What happened to the article as a whole is for the daemon to say; a plugin sees its text.
Result<FindingType> TypeOf(const Json& json) {
  if (json.IsNull()) {
    return FindingType::kNewClaim;
  }
  const std::optional<FindingType> type = FindingTypeFromName(json.AsString());
  const bool ours = type == FindingType::kRemovedArticle || type == FindingType::kReverted ||
                    type == FindingType::kSourceDegraded;
  if (!type || ours) {
    return Wrong(fmt::format("\"type\" '{}' is none that a plugin may give",
                             Ellipsize(EscapeControls(json.AsString()), 40)));
  }
  return *type;
}

Result<Severity> SeverityOf(const Json& json) {
  const std::optional<Severity> severity =
      json.IsNull() ? Severity::kMedium : SeverityFromName(json.AsString());
  if (!severity) {
    return Wrong("\"severity\" is none of critical, high, medium, low");
  }
  return *severity;
}

// The text that "other" stands in, and so what the finding is a difference from.
Status ReadOther(const Json& json, const Comparison& comparison, Finding& finding) {
  const bool previous = json["against"].AsString() == "previous" || comparison.baseline == nullptr;
  finding.against = previous ? Against::kPrevious : Against::kBaseline;
  if (!json.Has("other")) {
    return Ok();
  }
  const Article* const text = previous ? comparison.previous : &comparison.baseline->article;
  if (text == nullptr) {
    return Wrong("\"other\" without a previous version");
  }
  finding.other = CW_TRY(Passage(json["other"], json["other_start"], *text, "other"));
  return Ok();
}

Status ReadRule(const Json& json, std::string_view plugin, Finding& finding) {
  const std::int64_t rule = json["rule"].AsInt();
  if (rule < 1 || rule > kMostRules) {
    return Wrong("\"rule\" is no number from 1 to 999");
  }
  finding.rule = fmt::format("{}{:03}", RulePrefix(plugin), rule);
  finding.rule_name = OneLine(json["name"], kLongestName);
  finding.reason = OneLine(json["reason"], kLongestReason);
  return finding.reason.empty() ? Status(Wrong("\"reason\" is missing")) : Ok();
}

// Two outlets that print the same words get one alert, unless the plugin knows better.
std::string KeyOf(const Json& json, std::string_view plugin, const Finding& finding) {
  const std::string_view said = json["key"].AsString();
  const std::string words = said.empty() ? finding.sentence.text : std::string(said);
  return fmt::format("plugin/{}/{}/{}", plugin, finding.rule,
                     Hex(Sha256(words)).substr(0, kKeyDigits));
}

}  // namespace

Result<Finding> ReadFinding(const Json& json, std::string_view plugin,
                            const Comparison& comparison) {
  Finding finding;
  CW_TRY(ReadRule(json, plugin, finding));
  finding.type = CW_TRY(TypeOf(json["type"]));
  finding.severity = CW_TRY(SeverityOf(json["severity"]));
  finding.sentence = CW_TRY(Passage(json["text"], json["start"], *comparison.article, "text"));
  CW_TRY(ReadOther(json, comparison, finding));
  finding.confidence = std::clamp(json["confidence"].AsDouble(0.5), 0.0, 1.0);
  finding.score = 100.0 - 20.0 * static_cast<double>(finding.severity);
  finding.signals = {fmt::format("plugin={}", plugin)};
  finding.key = KeyOf(json, plugin, finding);
  return finding;
}

}  // namespace claimwatch
