#include "plugins/compare/severity.h"

#include <algorithm>
#include <array>
#include <utility>

namespace claimwatch {
namespace {

// What a type is worth before size and position, 0–100; others 50.
constexpr double kOtherScore = 50;
constexpr std::array<std::pair<FindingType, double>, 16> kTypeScores = {
    {{FindingType::kContradicts, 75},
     {FindingType::kChangedFigure, 65},
     {FindingType::kChangedDate, 65},
     {FindingType::kChangedEntity, 60},
     {FindingType::kChangedQuote, 60},
     {FindingType::kChangedAttribution, 45},
     {FindingType::kOmittedFigure, 45},
     {FindingType::kOmittedClaim, 45},
     {FindingType::kHeadlineChanged, 45},
     {FindingType::kWeakenedClaim, 40},
     {FindingType::kStrengthenedClaim, 40},
     {FindingType::kNewFigure, 40},
     {FindingType::kNewClaim, 40},
     {FindingType::kMorePrecise, 15},
     {FindingType::kReworded, 0},
     {FindingType::kRepeated, 0}}};

double TypeScore(FindingType type) {
  const auto* found = std::find_if(kTypeScores.begin(), kTypeScores.end(),
                                   [type](const auto& row) { return row.first == type; });
  return found != kTypeScores.end() ? found->second : kOtherScore;
}

double SizeOf(const Finding& finding) {
  if (!finding.figure || !finding.other_figure) {
    return 0;
  }
  return finding.severity == Severity::kHigh || finding.severity == Severity::kCritical ? 20
         : finding.severity == Severity::kMedium                                        ? 5
                                                                                        : -25;
}

Severity SeverityOf(double score) {
  if (score >= 85) {
    return Severity::kCritical;
  }
  if (score >= 60) {
    return Severity::kHigh;
  }
  return score >= 35 ? Severity::kMedium : Severity::kLow;
}

}  // namespace

void Grade(Finding& finding) {
  const bool lead = finding.sentence.paragraph == 0 && !finding.sentence.text.empty();
  double score = TypeScore(finding.type);
  if (score > 0) {
    score += SizeOf(finding) + (lead ? 8 : 0);
    score *= finding.confidence > 0 ? 0.7 + 0.3 * std::min(finding.confidence, 1.0) : 1;
  }
  finding.score = std::clamp(score, 0.0, 100.0);
  finding.severity =
      finding.type == FindingType::kMorePrecise ? Severity::kLow : SeverityOf(finding.score);
}

}  // namespace claimwatch
