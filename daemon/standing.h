// What the answers so far mean for one address: how often it failed, when it may be asked again at
// the earliest and why, and whether it is given up. Pure functions on values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/config.h"
#include "core/json.h"
#include "core/time.h"
#include "daemon/fetcher.h"

namespace claimwatch {

// One request's end in the words that politeness, standing and scheduler decide by.
struct Outcome {
  int status = 0;  // 0: no answer
  FetchFault fault = FetchFault::kNone;
  bool unusable =
      false;  // answered 200, but with something else than was asked for (HTML for a feed)
  std::optional<Duration> retry_after;
  std::optional<Duration> fresh_for;
  std::string words;  // "404 Not Found", "connection refused"; at most 200 characters

  bool Good() const {
    return fault == FetchFault::kNone && !unusable && (status / 100 == 2 || status == 304);
  }

  // No answer of the host at all.
  bool Unreachable() const;
};

Outcome OutcomeOf(const Fetched& fetched);

// "Not Found" for 404; empty for a status without a name.
std::string_view StatusPhrase(int status);

// Whether a forced poll may ask all the same: a server's wish may not be overridden, a back-off of
// our own may.
enum class Firmness { kOurs, kTheirs };

struct Standing {
  int failures = 0;  // in a row
  int last_status = 0;
  std::string last_error;  // of the last failure, for people
  std::optional<Time> failing_since;
  Time not_before{};  // floor for the next request
  Firmness firmness = Firmness::kOurs;
  std::string reason;    // of the floor: "404 Not Found, 3rd time in a row: wait 4h"
  bool retired = false;  // 410, or failing for 30 days: not asked again until an operator says so
};

// The standing after one more answer. `key` seeds the jitter, so that addresses that failed
// together do not come back together; same input, same standing.
Standing After(const Standing& before, const Outcome& outcome, const PolitenessConfig& config,
               Time now, std::string_view key);

Json StandingJson(const Standing& standing);
Standing StandingFromJson(const Json& json);

// `duration` ± 5 %, the same for the same seed: what failed or started together does not come back
// together.
Duration Jittered(Duration duration, std::string_view seed);

// Somewhere in 0 … `over`, always the same for one key.
Duration SpreadOf(std::string_view key, Duration over);

}  // namespace claimwatch
