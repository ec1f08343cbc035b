#include "plugins/compare/severity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "plugins/compare/make.h"

namespace claimwatch {
namespace {

// What a type is worth before the factors, 0–100; others 50.
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

constexpr double kBoundOnly = 0.62;  // the number stayed, or nearly so
constexpr double kAllowed = 0.5;     // "more than 80" allows 400, though nobody would say it so
constexpr double kSmall = 0.95;      // below a tenth
constexpr double kPlain = 1.08;
constexpr double kGrave = 1.31;
constexpr double kGraveRatio = 5;

constexpr double kSecondOutlet = 1.2;
constexpr double kLead = 1.12;
constexpr double kSecondParagraphs = 1.05;
constexpr std::string_view kSignal = "severity=";

double TypeScore(FindingType type) {
  const auto* found = std::find_if(kTypeScores.begin(), kTypeScores.end(),
                                   [type](const auto& row) { return row.first == type; });
  return found != kTypeScores.end() ? found->second : kOtherScore;
}

// A headline is as grave as the gravest thing that was changed in it.
double TypeScore(const Finding& finding) {
  double score = TypeScore(finding.type);
  for (const std::string& signal : finding.signals) {
    if (signal.starts_with(kEditSignal)) {
      const auto edit = FindingTypeFromName(signal.substr(kEditSignal.size()));
      score = std::max(score, edit ? TypeScore(*edit) : 0);
    }
  }
  return score;
}

double RatioFactor(double a, double b) {
  const double low = std::min(std::abs(a), std::abs(b));
  const double high = std::max(std::abs(a), std::abs(b));
  if (low == high) {
    return (a < 0) == (b < 0) ? kBoundOnly : kGrave;
  }
  const bool grave = low == 0 || high / low >= kGraveRatio || (a < 0) != (b < 0);
  return grave ? kGrave : (high / low < 1.1 ? kSmall : kPlain);
}

double SizeFactor(const Finding& finding) {
  if (!finding.figure || !finding.other_figure) {
    return 1;
  }
  const Figure& figure = *finding.figure;
  const Figure& other = *finding.other_figure;
  if (!figure.when.empty() || !other.when.empty()) {
    return kPlain;
  }
  const bool turned = figure.change != other.change && figure.change != Change::kNone &&
                      other.change != Change::kNone;
  if (turned || HasSignal(finding, "verdict=bound_turned")) {
    return kGrave;
  }
  if (HasSignal(finding, "verdict=beyond_suggestion") && figure.comparator != other.comparator) {
    return kAllowed;
  }
  if (figure.unit != other.unit) {
    return figure.value == other.value ? kGrave : kPlain;
  }
  return RatioFactor(figure.value.ToDouble(), other.value.ToDouble());
}

double PositionFactor(const Finding& finding) {
  if (finding.sentence.text.empty()) {
    return 1;
  }
  return finding.sentence.paragraph == 0   ? kLead
         : finding.sentence.paragraph <= 2 ? kSecondParagraphs
                                           : 1;
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
  std::erase_if(finding.signals,
                [](const std::string& signal) { return signal.starts_with(kSignal); });
  const double type = TypeScore(finding);
  const double checkable =
      finding.confidence > 0 ? 0.7 + 0.3 * std::min(finding.confidence, 1.0) : 1;
  const double independence = HasSignal(finding, "independent=2") ? kSecondOutlet : 1;
  const double size = SizeFactor(finding);
  const double position = PositionFactor(finding);
  finding.score = std::clamp(type * checkable * independence * size * position, 0.0, 100.0);
  finding.severity =
      finding.type == FindingType::kMorePrecise ? Severity::kLow : SeverityOf(finding.score);
  if (!IsSilent(finding.type)) {
    finding.signals.push_back(
        fmt::format("{}{:.0f} type x {:.2f} checkable x {:.2f} independence x {:.2f} size x {:.2f} "
                    "position",
                    kSignal, type, checkable, independence, size, position));
  }
}

}  // namespace claimwatch
