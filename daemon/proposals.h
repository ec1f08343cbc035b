// From findings to proposals for the claim ledger: the user's rules, suppressions and pinned
// figures are applied, and each finding that may alert gets its record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/finding.h"
#include "storage/store.h"

namespace claimwatch {

struct Baseline;  // plugins/stage.h
struct Topic;     // daemon/topics.h

// What the findings of one comparison belong to. Borrowed for the call.
struct ProposalContext {
  const Config* config = nullptr;
  const Topic* topic = nullptr;  // nullptr: a finding about a source
  const Baseline* baseline = nullptr;
  const Version* version = nullptr;
  const Version* previous = nullptr;
  const Page* page = nullptr;
  std::string_view host;
  Time now{};
};

// In the order of `findings`; those of a disabled rule are dropped. Silent and tolerated
// ones come without an alert, suppressed ones with the reason why it is not raised.
std::vector<Proposal> MakeProposals(std::vector<Finding> findings, const ProposalContext& context);

// Findings of the daemon itself, not of an analyzer. `key` tells one occasion from the next.
Finding RemovedFinding(const Version& last, int confirmations);
Finding RestoredFinding(const Version& last);
Finding RevertedFinding(const Version& back, const Version& from);
// `kind` names what is wrong in a word, `since` tells one bad time from the next.
Finding DegradedFinding(std::string_view source, std::string_view kind, std::string_view reason,
                        Severity severity, Time since);

}  // namespace claimwatch
