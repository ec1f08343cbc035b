// Care of the store beside the daemon's other work: files that an erasure left are rewritten, what
// is kept no longer goes, and an authority says when the last checkpoint was there.
#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "core/channel.h"
#include "core/json.h"
#include "core/mutex.h"
#include "core/result.h"
#include "core/time.h"
#include "storage/retention.h"

namespace claimwatch {

class Clock;  // core/clock.h
class Store;  // storage/store.h

// The state record of the last question to the authority: {"time":…,"stamp":…} or
// {"time":…,"error":…}.
inline constexpr std::string_view kStampedKey = "upkeep/timestamp";

// What daemon/stamping asks about which store.
struct Authority {
  std::string url;
  std::filesystem::path roots;
  std::filesystem::path state_dir;
};

// One thread of its own: large files take long. What it does not come to is owed still, and done at
// the next start. Its end stops a collection where it is, and waits for files that are rewritten.
class Caretaker {
 public:
  // Both must outlive it.
  Caretaker(Store& store, const Clock& clock);
  ~Caretaker();
  Caretaker(const Caretaker&) = delete;
  Caretaker& operator=(const Caretaker&) = delete;

  // Looks soon whether an erasure owes anything. Never waits.
  void Ring();
  // Collects soon, and writes what came of it under kCollectedKey with the ticket that this
  // returns. kBusy: an earlier order still waits. Never waits.
  Result<std::string> Collect(Retention retention, Sweep sweep);
  // The same, when the last collection was `every` ago; zero: never. Cheap: call it each turn.
  void CollectWhenDue(Duration every, const Retention& retention);
  // Has the authority asked every `every`, an hour after a failure at most; without a url never.
  // Cheap, as above.
  void StampWhenDue(Duration every, Authority authority);
  // The record of a collection that ended since the last call.
  std::optional<Json> TakeRecord() CW_EXCLUDES(mutex_);

 private:
  struct Order {
    enum class Kind { kLook, kCollect, kStamp };
    Kind kind = Kind::kLook;  // what is owed is looked at in any case
    std::string ticket;
    Retention retention;
    Sweep sweep = Sweep::kDrop;
    Authority authority;
  };

  void Work(const std::stop_token& stop);
  void FinishErasures();
  void Carry(const Order& order, const std::stop_token& stop);
  void Stamp(const Order& order);

  Store& store_;
  const Clock& clock_;
  std::optional<Time> collected_;  // of the loop's thread, as are the next two
  std::optional<Time> asked_;      // the authority
  std::uint64_t tickets_ = 0;
  std::atomic<bool> stamp_failed_ = false;
  Channel<Order> orders_{3};
  Mutex mutex_;
  std::optional<Json> record_ CW_GUARDED_BY(mutex_);
  std::jthread thread_;
};

}  // namespace claimwatch
