#include "plugins/compare/analyzers.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <string>

#include "plugins/compare/claims.h"
#include "plugins/compare/headline.h"
#include "plugins/compare/revision.h"
#include "plugins/compare/severity.h"

namespace claimwatch {
namespace {

// The first of the findings with one key at one place is kept.
void DropDuplicates(std::vector<Finding>& findings) {
  std::set<std::string> seen;
  std::erase_if(findings, [&seen](const Finding& finding) {
    const std::string place = std::to_string(finding.sentence.span.start) + ":" +
                              std::to_string(finding.other.span.start) + ":" +
                              std::to_string(static_cast<int>(finding.against));
    return !seen.insert(place + ":" + std::string(FindingTypeName(finding.type)) + ":" +
                        finding.key)
                .second;
  });
}

// A republished report that leaves out a sentence or two was edited; one that leaves out many is an
// excerpt, and what an excerpt has not is no news.
void DropExcerptOmissions(std::vector<Finding>& findings) {
  constexpr std::ptrdiff_t kFewOmissions = 3;
  const auto omitted = [](const Finding& finding) {
    return finding.sentence.text.empty() && (finding.type == FindingType::kOmittedClaim ||
                                             finding.type == FindingType::kOmittedFigure);
  };
  if (std::count_if(findings.begin(), findings.end(), omitted) > kFewOmissions) {
    std::erase_if(findings, omitted);
  }
}

// In the order of their trust.
std::vector<std::unique_ptr<Analyzer>> MakeAnalyzers() {
  std::vector<std::unique_ptr<Analyzer>> analyzers;
  analyzers.push_back(std::make_unique<BaselineAnalyzer>());
  analyzers.push_back(std::make_unique<RevisionAnalyzer>());
  analyzers.push_back(std::make_unique<HeadlineAnalyzer>());
  return analyzers;
}

}  // namespace

std::vector<Finding> CompareArticles(const Comparison& comparison, const CompareOptions& options) {
  std::vector<Finding> findings;
  for (const std::unique_ptr<Analyzer>& analyzer : MakeAnalyzers()) {
    std::vector<Finding> own = analyzer->Analyze(comparison);
    findings.insert(findings.end(), std::make_move_iterator(own.begin()),
                    std::make_move_iterator(own.end()));
  }
  if (options.silent == CompareOptions::Silent::kDrop) {
    std::erase_if(findings, [](const Finding& finding) { return IsSilent(finding.type); });
  }
  DropDuplicates(findings);
  if (comparison.previous == nullptr) {
    DropExcerptOmissions(findings);
  }
  for (Finding& finding : findings) {
    Grade(finding);
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.sentence.span.start < b.sentence.span.start;
  });
  return findings;
}

}  // namespace claimwatch
