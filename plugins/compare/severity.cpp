#include "plugins/compare/severity.h"

#include <algorithm>

namespace claimwatch {
namespace {

// What a type is worth before size and position, 0–100.
double TypeScore(FindingType type) {
  switch (type) {
    case FindingType::kContradicts:
      return 75;
    case FindingType::kChangedFigure:
    case FindingType::kChangedDate:
      return 65;
    case FindingType::kChangedEntity:
    case FindingType::kChangedQuote:
      return 60;
    case FindingType::kChangedAttribution:
    case FindingType::kOmittedFigure:
    case FindingType::kOmittedClaim:
    case FindingType::kHeadlineChanged:
      return 45;
    case FindingType::kWeakenedClaim:
    case FindingType::kStrengthenedClaim:
    case FindingType::kNewFigure:
    case FindingType::kNewClaim:
      return 40;
    case FindingType::kMorePrecise:
      return 15;
    case FindingType::kReworded:
    case FindingType::kRepeated:
      return 0;
    default:
      return 50;
  }
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
