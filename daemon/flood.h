// A source that raises more alerts than people can read: the first ones go out as they are, the
// rest waits and goes out together.
//
// A gate belongs to one sink and to the courier's thread. What waits is kept in the store, one
// record per alert, written before the sink's cursor passes it: a crash loses none and repeats at
// most the digest that was under way. Only messages to people are held back; the alert log, the
// journal and the Atom file get every alert at once.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
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
  // Critical alerts never are. Asking changes nothing.
  bool HoldsBack(const Alert& alert) const;
  // `alert` went out.
  void Passed(const Alert& alert);
  // `source` is held back until then: all its alerts, also when their rate falls.
  void Close(const std::string& source, Time until);
  // The digest of `source` went out.
  void Open(const std::string& source);

  Duration period() const { return limit_.per; }

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

// Puts `alert` aside for `sink`. It joins what waits of its source already and goes out with it.
// Answers when that is.
Result<Time> HoldBack(Store& store, std::string_view sink, const Alert& alert, Duration period);
// By source; empty when nothing waits.
Result<std::vector<HeldAlerts>> HeldFor(const Store& store, std::string_view sink);
// They went out, or became dead letters.
Status Release(Store& store, std::string_view sink, const std::vector<std::uint64_t>& sequences);

}  // namespace claimwatch
