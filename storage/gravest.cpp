#include "storage/gravest.h"

#include <algorithm>

#include "storage/store.h"

namespace claimwatch {
namespace {

std::string ClaimOf(const Proposal& proposal) {
  return proposal.topic + '\n' + proposal.finding.key;
}

}  // namespace

Gravest::Gravest(const std::vector<Proposal>& proposals,
                 const std::function<bool(const Proposal&)>& is_new) {
  for (const Proposal& proposal : proposals) {
    if (proposal.MayAlert() && is_new(proposal)) {
      const Severity severity = proposal.finding.severity;
      const auto place = gravest_.emplace(ClaimOf(proposal), severity).first;
      place->second = std::min(place->second, severity);
    }
  }
}

bool Gravest::LeavesIt(const Proposal& proposal) const {
  const auto most = gravest_.find(ClaimOf(proposal));
  return proposal.MayAlert() && most != gravest_.end() &&
         (proposal.finding.severity > most->second || told_.contains(ClaimOf(proposal)));
}

void Gravest::Tell(const Proposal& proposal, std::uint64_t sequence) {
  told_.emplace(ClaimOf(proposal), sequence);
}

std::uint64_t Gravest::ToldBy(const Proposal& proposal) const {
  const auto told = told_.find(ClaimOf(proposal));
  return told == told_.end() ? 0 : told->second;
}

}  // namespace claimwatch
