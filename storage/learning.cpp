// What a version brings enters the ledger, and of each claim the gravest finding is told.
#include "storage/disk_store.h"
#include "storage/gravest.h"
#include "storage/keys.h"

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
  std::vector<const Proposal*> left;
  for (Proposal& proposal : proposals) {
    const bool leaves = gravest.LeavesIt(proposal);
    const std::size_t raised = turn.raised.size();
    CW_TRY(Learn(turn, proposal, sighting, leaves ? MayAlert::kNo : may));
    if (turn.raised.size() > raised) {
      gravest.Tell(proposal, turn.head.alerts);
    } else if (leaves) {
      left.push_back(&proposal);
    }
  }
  // Whoever prints it next confirms the alert that told of it.
  for (const Proposal* proposal : left) {
    const auto claim = turn.claims.find(proposal->fingerprint);
    if (claim != turn.claims.end() && claim->second.alert_sequence == 0) {
      claim->second.alert_sequence = gravest.ToldBy(*proposal);
      turn.batch.Put(Family::kIndex, keys::Claim(claim->first), Encode(claim->second));
    }
  }
  return Ok();
}

}  // namespace claimwatch
