// A finding: one difference between an article and a baseline, or between two versions of an
// article, with both spans, the rule that fired and a sentence that says why (DESIGN §7).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/figure.h"
#include "core/json.h"
#include "core/text.h"

namespace claimwatch {

enum class FindingType {
  kChangedFigure,
  kNewFigure,
  kOmittedFigure,
  kContradicts,
  kNewClaim,
  kOmittedClaim,
  kWeakenedClaim,
  kStrengthenedClaim,
  kChangedQuote,
  kChangedAttribution,
  kChangedEntity,
  kChangedDate,
  kHeadlineChanged,
  kMorePrecise,
  kReworded,
  kRepeated,
  kRemovedArticle,
  kReverted,
  kSourceDegraded
};

std::string_view FindingTypeName(FindingType type);  // "changed_figure", …
std::optional<FindingType> FindingTypeFromName(std::string_view name);
std::vector<std::string> FindingTypeNames();

// Recorded and never alerts: kReworded, kRepeated.
bool IsSilent(FindingType type);

enum class Severity { kCritical = 1, kHigh = 2, kMedium = 3, kLow = 4 };

std::string_view SeverityName(Severity severity);  // "critical" … "low"
std::optional<Severity> SeverityFromName(std::string_view name);

enum class Against { kBaseline, kPrevious };

// A stretch of text with its place. `paragraph` counts from 0.
struct Excerpt {
  std::string text;
  Span span;
  std::size_t paragraph = 0;
};

struct Finding {
  FindingType type = FindingType::kReworded;
  Severity severity = Severity::kLow;
  double score = 0;       // risk 0–100
  double confidence = 0;  // 0–1
  Against against = Against::kBaseline;
  std::string rule;       // "CW-FIG-001"
  std::string rule_name;  // "Figure differs from the baseline"
  std::string reason;     // one sentence a fact-checker would use
  Excerpt sentence;       // in this article; empty text for omissions
  Excerpt other;          // in the baseline or the previous version; empty text when there is none
  std::optional<Figure> figure;
  std::optional<Figure> other_figure;
  std::string relation;  // of the two figures: same|compatible|more_precise|changed|unrelated;
                         // empty without two
  std::vector<std::string>
      signals;  // facts that led here: "counted=training opportunity", "speaker=wang-yi"
  std::vector<std::string> alternatives;  // what was considered and rejected, with why
  // What is claimed, without who says it and in which words: the same for every outlet that prints
  // it. The ledger makes its fingerprint from topic + key, so the hundredth copy is a sighting and
  // a new value is a new key.
  std::string key;
};

// The object of `claimwatch compare` (contract in DESIGN §6): type, severity, score, sentence,
// start, end, baseline_sentence, figure, baseline_figure, reason, and rule, relation, confidence,
// signals.
Json FindingJson(const Finding& finding);

}  // namespace claimwatch
