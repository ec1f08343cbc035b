// A source that raises more alerts than people can read: the first ones go out as they are, the
// rest waits and goes out together. This is the one limit on alerts (alerts.flood).
//
// Each alert is raised, numbered and in the alert log, whatever its source does: a limit that kept
// findings from becoming alerts would let a site hide one edit behind a hundred. Only messages to
// people are held back, by a gate that belongs to one sink and to the courier's thread. What waits
// is kept in the store, one record per alert, written before the sink's cursor passes it: a crash
// loses none and repeats at most the digest that was under way. `claimwatch alerts list
// --suppressed` lists what waits and, for a month, what went out in a digest, with the reason.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

class Store;   // storage/store.h
struct Alert;  // core/alert.h

struct FloodLimit {
  int alerts = 0;  // of one source, within …; 0: nothing is a flood
  Duration per{};
};

class FloodGate {
 public:
  explicit FloodGate(FloodLimit limit) : limit_(limit) {}

  // Whether `alert` is one too many, judged by the times at which alerts were raised, not at which
  // they are delivered: a backlog after an outage is held back as it would have been without one.
  // Critical alerts never are. A clock that was set back or forward makes no flood. Asking changes
  // nothing.
  bool HoldsBack(const Alert& alert) const;
  // When the digest of `source` is due; nullopt: none is.
  std::optional<Time> ClosedUntil(const std::string& source) const;
  // `alert` went out.
  void Passed(const Alert& alert);
  // `source` is held back until then: all its alerts, also when their rate falls.
  void Close(const std::string& source, Time until);
  // The digest of `source` went out.
  void Open(const std::string& source);

  const FloodLimit& limit() const { return limit_; }

 private:
  FloodLimit limit_;
  std::map<std::string, std::deque<Time>, std::less<>> passed_;  // by source, within the period
  std::map<std::string, Time, std::less<>> closed_;
};

// One source's alerts that wait for a sink.
struct HeldAlerts {
  std::string source;
  Time until{};                          // when they are to go out
  std::vector<std::uint64_t> sequences;  // in order
};

// The records of what waits, and of what went out in a digest.
inline constexpr std::string_view kHeldKey = "held/";
inline constexpr std::string_view kDigestKey = "digest/";

// Puts `alert` aside for `sink` until then, because of `why`.
Status HoldBack(Store& store, std::string_view sink, const Alert& alert, Time until,
                std::string_view why);
// By source; empty when nothing waits.
Result<std::vector<HeldAlerts>> HeldFor(const Store& store, std::string_view sink);
// They went out at `now`, or became dead letters: they do not wait any more.
Status Release(Store& store, std::string_view sink, const std::vector<std::uint64_t>& sequences,
               Time now);
// Removes what is remembered of the sink's digests from before `then`.
Status ForgetDigests(Store& store, std::string_view sink, Time then);

}  // namespace claimwatch
