// What the scheduler knows of one address. Internal to scheduler*.cpp.
#pragma once

#include "daemon/scheduler.h"

namespace claimwatch {

constexpr Duration kNever = Duration::max();
constexpr int kLearningPolls = 24;  // at the configured interval, before rates are believed
constexpr int kMostHalvings = 4;  // of the interval, for a source that drops entries between polls

// One struct for all three subjects: what they share is most of it, and the agenda holds them in
// one order. What is learnt goes to the store (scheduler_state.cpp), `due` as wall time.
struct Scheduler::Item {
  std::string key;
  Subject subject = Subject::kSource;
  std::string url;  // asked now
  std::string source;
  Validators validators;
  Standing standing;
  Duration due = kNever;     // steady
  Duration waiting_since{};  // steady; the first due time that was not met
  std::string why;
  std::uint64_t asked = 0;

  // Sources.
  std::string configured_url;
  Duration interval{};
  Duration longest{};  // that a quiet source waits
  Move move;
  bool suspicious_told = false;
  Arrivals arrivals;
  std::optional<Duration> ttl;
  std::vector<int> skip_hours;
  std::vector<int> skip_days;
  int halvings = 0;            // of the interval, because entries were missed
  std::optional<Time> gap_at;  // last time that entries were missed
  std::uint64_t gaps = 0;
  int slots = 0;          // entries that the feed shows at a time; 0: not known
  std::string suggested;  // a feed that its page names
  std::string robots;     // why a robot would not be let in; not stored

  // Parts.
  Part part;

  // Articles. Their times run on a line of their own: from the moment that they came into memory on
  // by the steady clock (Scheduler::Today), so that a wall clock that is set wrong for an hour
  // makes no article old.
  ArticleAge age;
  Duration born{};  // steady; when first_seen was, before this life too
  int gone_seen = 0;
  std::optional<Time> gone_last;
  std::optional<Time> gone_since;  // the first of them
  bool gone = false;
};

}  // namespace claimwatch
