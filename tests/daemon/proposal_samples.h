// Proposals that raise alerts, without an article behind them.
#pragma once

#include <string>
#include <vector>

#include "storage/store.h"
#include "tests/alert/samples.h"

namespace claimwatch::testing {

// The `n`th is a claim of its own.
inline Proposal NumberedProposal(int n, Severity severity = Severity::kHigh) {
  const Version version = SummitVersion();
  const Baseline baseline = SummitBaseline();
  Proposal proposal;
  proposal.finding = ChangedTrainings();
  proposal.finding.key = "claim/" + std::to_string(n);
  proposal.finding.severity = severity;
  proposal.topic = "summit";
  proposal.baseline = baseline.id;
  proposal.fingerprint = Fingerprint(proposal.topic, proposal.finding.key);
  AlertFacts facts;
  facts.topic = proposal.topic;
  facts.baseline = &baseline;
  facts.version = &version;
  facts.fingerprint = proposal.fingerprint;
  facts.now = Noon();
  proposal.alert = MakeAlert(proposal.finding, facts);
  return proposal;
}

}  // namespace claimwatch::testing
