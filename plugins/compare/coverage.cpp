#include "plugins/compare/coverage.h"

#include <algorithm>
#include <array>

#include "plugins/compare/passage.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

Coverage CoverageBy(const Finding& finding) {
  const bool omits = finding.sentence.text.empty();
  const bool repeats = IsSilent(finding.type) || finding.type == FindingType::kMorePrecise;
  return omits ? Coverage::kOmitted : repeats ? Coverage::kRepeated : Coverage::kAltered;
}

// Dates and times alone state nothing.
bool IsAmount(const Figure& figure) {
  return figure.kind != FigureKind::kDate && figure.kind != FigureKind::kTime;
}

}  // namespace

bool IsStatement(const Reading& reading, const Sentence& sentence) {
  constexpr double kLeastWeight = 0.5;  // beside names
  if (IsCreditLine(SplitWords(sentence.text, 0, Stemmer()))) {
    return false;
  }
  double weight = 0;
  std::size_t people = 0;
  for (const Clause& clause : sentence.clauses) {
    for (const std::size_t figure : clause.figures) {
      if (IsAmount(reading.figures[figure])) {
        return true;
      }
    }
    for (const Term& term : clause.terms) {
      const bool name = term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName;
      people += term.key.starts_with("person:") ? 1U : 0U;
      weight += name ? 0 : term.weight;
    }
  }
  return weight >= kLeastWeight || people > 1;
}

std::string_view CoverageName(Coverage coverage) {
  constexpr std::array<std::string_view, 3> kNames = {"omitted", "repeated", "altered"};
  return kNames.at(static_cast<std::size_t>(coverage));
}

std::vector<Coverage> CoverageOf(const Baseline& baseline, const std::vector<Finding>& findings) {
  const std::vector<Sentence>& sentences = baseline.reading.sentences;
  std::vector<Coverage> coverage(sentences.size(), Coverage::kOmitted);
  for (const Finding& finding : findings) {
    if (finding.against != Against::kBaseline || finding.other.text.empty()) {
      continue;
    }
    const auto about =
        std::find_if(sentences.begin(), sentences.end(),
                     [&finding](const Sentence& one) { return one.span == finding.other.span; });
    if (about != sentences.end()) {
      Coverage& entry = coverage[static_cast<std::size_t>(about - sentences.begin())];
      entry = std::max(entry, CoverageBy(finding));
    }
  }
  return coverage;
}

}  // namespace claimwatch
