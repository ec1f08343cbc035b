// Which alerts another configuration would have raised: topics, baselines, rules and suppressions
// tried on the versions that are stored, before they are put in force.
//
// Each version is analysed as `alerts replay` does it: at the time and with the ledger of then. So
// the configuration in force brings back the log. What a changed one would have taught the ledger
// is counted within the stretch that is looked at; before it, and for what the ledger's own rules
// look up (a second outlet, a value taken back), the ledger is the one of the real history.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/alert.h"
#include "core/result.h"
#include "core/time.h"
#include "storage/store.h"

namespace claimwatch {

class Registry;  // plugins/registry.h
struct Config;   // config/config.h
struct Topic;    // daemon/topics.h

struct BacktestReport {
  std::uint64_t versions = 0;  // fetched since then and looked at; imported ones never alert,
                               // erased ones have no text
  std::uint64_t same = 0;      // alerts that both raise
  std::vector<Alert> dropped;  // raised then, and not by this configuration
  std::vector<Alert> added;    // raised by this configuration only; without sequence
  // Raised by both with another severity: then, and now.
  std::vector<std::pair<Alert, Alert>> moved;

  bool NoDifference() const { return dropped.empty() && added.empty() && moved.empty(); }
};

struct Backtest {
  const Config& config;
  const std::vector<Topic>& topics;  // of `config`
  const Registry& plugins;           // of `config`
  Store& store;                      // only read; a reader beside a daemon will do
};

// Of the versions fetched at or after `since`. Alerts that tell of an address and not of a text
// (removed_article, reverted, source_degraded) are left out. Alerts are matched by the fingerprint
// of their claim, which has one alert in its life. `progress` counts versions; may be empty.
Result<BacktestReport> RunBacktest(const Backtest& house, Time since, const Progress& progress);

}  // namespace claimwatch
