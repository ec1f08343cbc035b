#include "core/finding.h"

namespace claimwatch {
namespace {

constexpr std::array<std::pair<FindingType, std::string_view>, 19> kTypeNames = {{
    {FindingType::kChangedFigure, "changed_figure"},
    {FindingType::kNewFigure, "new_figure"},
    {FindingType::kOmittedFigure, "omitted_figure"},
    {FindingType::kContradicts, "contradicts"},
    {FindingType::kNewClaim, "new_claim"},
    {FindingType::kOmittedClaim, "omitted_claim"},
    {FindingType::kWeakenedClaim, "weakened_claim"},
    {FindingType::kStrengthenedClaim, "strengthened_claim"},
    {FindingType::kChangedQuote, "changed_quote"},
    {FindingType::kChangedAttribution, "changed_attribution"},
    {FindingType::kChangedEntity, "changed_entity"},
    {FindingType::kChangedDate, "changed_date"},
    {FindingType::kHeadlineChanged, "headline_changed"},
    {FindingType::kMorePrecise, "more_precise"},
    {FindingType::kReworded, "reworded"},
    {FindingType::kRepeated, "repeated"},
    {FindingType::kRemovedArticle, "removed_article"},
    {FindingType::kReverted, "reverted"},
    {FindingType::kSourceDegraded, "source_degraded"},
}};

constexpr std::array<std::pair<Severity, std::string_view>, 4> kSeverityNames = {
    {{Severity::kCritical, "critical"},
     {Severity::kHigh, "high"},
     {Severity::kMedium, "medium"},
     {Severity::kLow, "low"}}};

Json TextOrNull(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

}  // namespace

std::string_view FindingTypeName(FindingType type) {
  return kTypeNames.at(static_cast<std::size_t>(type)).second;
}

std::optional<FindingType> FindingTypeFromName(std::string_view name) {
  for (const auto& [type, known] : kTypeNames) {
    if (known == name) {
      return type;
    }
  }
  return std::nullopt;
}

std::vector<std::string> FindingTypeNames() {
  std::vector<std::string> names;
  names.reserve(kTypeNames.size());
  for (const auto& [type, name] : kTypeNames) {
    names.emplace_back(name);
  }
  return names;
}

bool IsSilent(FindingType type) {
  return type == FindingType::kReworded || type == FindingType::kRepeated;
}

std::string_view SeverityName(Severity severity) {
  return kSeverityNames.at(static_cast<std::size_t>(severity) - 1).second;
}

std::optional<Severity> SeverityFromName(std::string_view name) {
  for (const auto& [severity, known] : kSeverityNames) {
    if (known == name) {
      return severity;
    }
  }
  return std::nullopt;
}

Json FindingJson(const Finding& finding) {
  Json json = Json::MakeObject();
  json.Set("type", FindingTypeName(finding.type))
      .Set("severity", SeverityName(finding.severity))
      .Set("score", finding.score)
      .Set("confidence", finding.confidence)
      .Set("rule", finding.rule)
      .Set("rule_name", finding.rule_name)
      .Set("against", finding.against == Against::kBaseline ? "baseline" : "previous")
      .Set("sentence", TextOrNull(finding.sentence.text))
      .Set("start", std::uint64_t{finding.sentence.span.start})
      .Set("end", std::uint64_t{finding.sentence.span.end})
      .Set("paragraph", std::uint64_t{finding.sentence.paragraph})
      .Set("baseline_sentence", TextOrNull(finding.other.text))
      .Set("baseline_start", std::uint64_t{finding.other.span.start})
      .Set("baseline_end", std::uint64_t{finding.other.span.end})
      .Set("baseline_paragraph", std::uint64_t{finding.other.paragraph})
      .Set("figure", finding.figure ? FigureJson(*finding.figure) : Json())
      .Set("baseline_figure", finding.other_figure ? FigureJson(*finding.other_figure) : Json())
      .Set("relation", TextOrNull(finding.relation))
      .Set("reason", finding.reason)
      .Set("signals", Json::Texts(finding.signals))
      .Set("alternatives", Json::Texts(finding.alternatives))
      .Set("key", finding.key);
  return json;
}

}  // namespace claimwatch
