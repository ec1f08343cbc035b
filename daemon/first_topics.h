// The topics of a start. A baseline that was never fetched needs the network, which at boot may not
// be there yet: that is waited for, so that a service comes up by itself when the outage is over.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "core/result.h"
#include "daemon/signals.h"
#include "daemon/topics.h"

namespace claimwatch {

using Meanwhile = std::function<void(const Error& missing)>;

// LoadTopics, again and again while only the network is in its way: after 2 s, then ever later, at
// most 5 min apart. Each time the log and systemd hear what is missing. nullopt: SIGTERM or SIGINT
// came meanwhile; SIGHUP tries at once. `meanwhile` is called several times a second with what is
// missing. Waits on `signals` in the calling thread; no other error than LoadTopics's, of which
// kNetwork is none.
Result<std::optional<std::vector<Topic>>> AwaitTopics(const Config& config, Store& store,
                                                      const Clock& clock, Parser& parser,
                                                      const Signals& signals,
                                                      const Meanwhile& meanwhile);

}  // namespace claimwatch
