// What a version brings enters the ledger, and of each claim the gravest finding is told.
#include "storage/disk_store.h"
#include "storage/gravest.h"

namespace claimwatch {

Status DiskStore::LearnAll(Turn& turn, std::vector<Proposal>& proposals, const Sighting& sighting,
                           MayAlert may) const {
  Status failed;
  Gravest gravest(proposals, [&](const Proposal& proposal) {
    const Result<ClaimRecord> claim = ClaimFor(turn, proposal);
    failed = claim.ok() ? failed : Status(claim.error());
    return claim.ok() && claim->occurrences == 0;
  });
  CW_TRY(failed);
  for (Proposal& proposal : proposals) {
    const std::string key = proposal.finding.key;
    const std::size_t raised = turn.raised.size();
    CW_TRY(Learn(turn, proposal, sighting, gravest.LeavesIt(proposal) ? MayAlert::kNo : may));
    if (turn.raised.size() > raised) {
      gravest.Tell(key);
    }
  }
  return Ok();
}

}  // namespace claimwatch
