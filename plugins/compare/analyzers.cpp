#include "plugins/compare/analyzers.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "plugins/compare/claims.h"
#include "plugins/compare/headline.h"
#include "plugins/compare/revision.h"
#include "plugins/compare/severity.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

constexpr double kSameSentence = 0.6;
constexpr std::size_t kFewSentences = 8;

// The first of the findings with one key at one place is kept: analyzers come in the order of their
// trust.
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

}  // namespace

std::vector<std::unique_ptr<Analyzer>> MakeAnalyzers(const CompareOptions& /*options*/) {
  std::vector<std::unique_ptr<Analyzer>> analyzers;
  analyzers.push_back(std::make_unique<BaselineAnalyzer>());
  analyzers.push_back(std::make_unique<RevisionAnalyzer>());
  analyzers.push_back(std::make_unique<HeadlineAnalyzer>());
  return analyzers;
}

std::vector<Finding> CompareArticles(const Comparison& comparison, const CompareOptions& options) {
  std::vector<Finding> findings;
  for (const std::unique_ptr<Analyzer>& analyzer : MakeAnalyzers(options)) {
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

bool AreVersions(const Reading& a, const Reading& b) {
  const Reading& small = a.sentences.size() <= b.sentences.size() ? a : b;
  const Reading& large = &small == &a ? b : a;
  // A brief that quotes half of a long report is another article, not an edit of it.
  if (small.sentences.size() * 2 < large.sentences.size() || small.sentences.empty()) {
    return false;
  }
  std::set<std::string_view> texts;
  for (const Sentence& sentence : large.sentences) {
    texts.insert(sentence.text);
  }
  std::vector<const Sentence*> rest;
  for (const Sentence& sentence : small.sentences) {
    if (!texts.contains(sentence.text)) {
      rest.push_back(&sentence);
    }
  }
  std::size_t same = small.sentences.size() - rest.size();
  if (same * 2 >= small.sentences.size() || (same == 0 && small.sentences.size() > kFewSentences)) {
    return same > 0;
  }
  std::vector<std::vector<std::size_t>> hashes;
  for (const Sentence& sentence : large.sentences) {
    hashes.push_back(WordHashes(sentence.text));
  }
  for (const Sentence* sentence : rest) {
    const std::vector<std::size_t> own = WordHashes(sentence->text);
    same += std::any_of(hashes.begin(), hashes.end(), [&own](const auto& other) {
      return HashOverlap(own, other) >= kSameSentence;
    });
  }
  return same * 2 >= small.sentences.size();
}

}  // namespace claimwatch
