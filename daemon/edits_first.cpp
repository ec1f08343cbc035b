#include "daemon/edits_first.h"

#include <algorithm>

namespace claimwatch {
namespace {

bool IsEdit(const Finding& finding) {
  return finding.against == Against::kPrevious;
}

bool AreOfOneClaim(const Finding& edit, const Finding& difference) {
  return !IsEdit(difference) && !edit.key.empty() && edit.key == difference.key &&
         edit.sentence.text == difference.sentence.text && !IsSilent(difference.type);
}

}  // namespace

std::vector<Finding> EditsFirst(std::vector<Finding> findings) {
  for (Finding& edit : findings) {
    if (!IsEdit(edit) || IsSilent(edit.type)) {
      continue;
    }
    const auto difference =
        std::find_if(findings.begin(), findings.end(),
                     [&edit](const Finding& one) { return AreOfOneClaim(edit, one); });
    if (difference != findings.end() && difference->severity <= edit.severity) {
      edit.severity = difference->severity;
      edit.score = std::max(edit.score, difference->score);
      edit.reason += "; and against the baseline: " + difference->reason;
    }
  }
  std::stable_partition(findings.begin(), findings.end(), IsEdit);
  return findings;
}

}  // namespace claimwatch
