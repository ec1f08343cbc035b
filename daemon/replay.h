// An alert made once more from the stored texts, to show that it follows from them.
//
// The version, the one before it and the captures come from the store, the ledger is taken as it
// was when the alert was raised, and the clock and the host's name are those of the alert. What is
// left to differ is the program and its configuration.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/alert.h"
#include "daemon/topics.h"
#include "storage/store.h"

namespace claimwatch {

struct Replay {
  Alert again;  // its record is null when no such alert is made any more
  // One line for each difference of the two records: "claimwatch.figure.value: was 60, is 600".
  // Empty: they are the same, byte for byte. At most 100.
  std::vector<std::string> differences;
  std::vector<std::string> checked;  // what else was held against the store, in words

  bool Same() const { return differences.empty(); }
};

// kInvalid for an alert that tells of an address and not of a text (removed_article, reverted,
// source_degraded); kNotFound when retention has removed its version; kCorrupt when the stored
// bytes are not those that the alert names. Reads only.
Result<Replay> ReplayAlert(const Config& config, const std::vector<Topic>& topics, Store& store,
                           const Alert& alert);

// False for an alert about an address: an article that is gone, a text that is back, a source that
// fails. No text makes it again.
bool TellsOfAText(const Alert& alert);

// The places where two JSON values differ, each with both values, in the order of `before`'s
// members; those that only `after` has come last.
std::vector<std::string> JsonDifferences(const Json& before, const Json& after);

}  // namespace claimwatch
