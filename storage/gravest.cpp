#include "storage/gravest.h"

#include <algorithm>

#include "storage/store.h"

namespace claimwatch {

Gravest::Gravest(const std::vector<Proposal>& proposals,
                 const std::function<bool(const Proposal&)>& is_new) {
  for (const Proposal& proposal : proposals) {
    if (proposal.MayAlert() && is_new(proposal)) {
      const Severity severity = proposal.finding.severity;
      const auto place = gravest_.emplace(proposal.finding.key, severity).first;
      place->second = std::min(place->second, severity);
    }
  }
}

bool Gravest::LeavesIt(const Proposal& proposal) const {
  const auto most = gravest_.find(proposal.finding.key);
  return proposal.MayAlert() && most != gravest_.end() &&
         (proposal.finding.severity > most->second || told_.contains(proposal.finding.key));
}

}  // namespace claimwatch
