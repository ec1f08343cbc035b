// How everything stands, read from the store: what is kept and owed, how each source and each sink
// fares. The daemon answers `claimwatch status` with it, and the command line reads the same when
// no daemon runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace claimwatch {

class Clock;          // core/clock.h
class Store;          // storage/store.h
struct Config;        // config/config.h
struct SourceConfig;  // config/config.h
struct StoreStatus;   // storage/store.h

// Why the next request for `url` is when it is: Scheduler::Explain of its source or article. Of an
// article whose time is over, {"url","source","state","why","first_seen"}. kNotFound for others.
Result<Json> ExplainUrl(const Config& config, const Store& store, const Clock& clock,
                        const std::string& url);

// One source of the configuration.
struct SourceState {
  const SourceConfig* source = nullptr;  // of the configuration that was asked about
  std::string
      state;  // disabled, duplicate, new, retired, failing Nx, moving, degraded, "ok, gaps", ok
  std::string error;        // the last one in words; empty while all is well
  std::int64_t in_row = 0;  // failed polls, else pages that were no articles, without a good one
  Json plan;                // Scheduler::Explain: when it is asked next, and why
};

// In the order of the configuration.
Result<std::vector<SourceState>> SurveySources(const Config& config, const Store& store,
                                               const Clock& clock);

// {"articles","versions",…,"sources":[…],"sinks":[…]}: counts of the store, free space, one object
// per source and per sink. Reads no articles, so it costs milliseconds on a store of any size. A
// number that cannot be had is left out.
Result<Json> SurveyJson(const Config& config, const Store& store, const Clock& clock);
// The same for who has asked for the counts already; they cost a walk over the store's files.
Result<Json> SurveyJson(const Config& config, const Store& store, const StoreStatus& status,
                        const Clock& clock);

}  // namespace claimwatch
