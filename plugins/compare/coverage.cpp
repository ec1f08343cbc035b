#include "plugins/compare/coverage.h"

#include <algorithm>
#include <array>

namespace claimwatch {
namespace {

Coverage CoverageBy(const Finding& finding) {
  const bool omits = finding.sentence.text.empty();
  const bool repeats = IsSilent(finding.type) || finding.type == FindingType::kMorePrecise;
  return omits ? Coverage::kOmitted : repeats ? Coverage::kRepeated : Coverage::kAltered;
}

}  // namespace

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
