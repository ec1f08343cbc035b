// Care of the store beside the daemon's other work: files that an erasure left are rewritten, what
// is kept no longer goes, and an authority says when the last checkpoint was there.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "core/channel.h"
#include "core/json.h"
#include "core/mutex.h"
#include "core/result.h"
#include "core/time.h"
#include "daemon/stamping.h"
#include "storage/retention.h"

namespace claimwatch {

class Clock;  // core/clock.h
class Store;  // storage/store.h

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
  // The same, without rewriting files, when the last collection was `every` ago, or an hour when it
  // failed; zero: never. From one collection to the next the time that `limits` is asked for moves
  // a week at most: a clock that is wrong for a day costs no more than that. Cheap: call it each
  // turn.
  void CollectWhenDue(Duration every, const std::function<Retention(Time)>& limits);
  // Has the authority asked every `every`, an hour after a failure at most; without a url never.
  // Cheap, as above.
  void StampWhenDue(Duration every, Authority authority);

  // Whether an order waits or is under way.
  bool AtWork() const { return orders_under_way_ > 0; }

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
  bool Give(Order order);
  void Carry(const Order& order, const std::stop_token& stop);
  void Stamp(const Order& order, const std::stop_token& stop);

  Store& store_;
  const Clock& clock_;
  std::optional<Time> collected_;  // of the loop's thread, as are the next two
  std::optional<Time> asked_;      // the authority
  std::uint64_t tickets_ = 0;
  std::atomic<bool> collecting_failed_ = false;
  std::atomic<bool> stamping_failed_ = false;
  std::atomic<int> orders_under_way_ = 0;
  std::string told_;  // the thread's own: the last failure of stamping that was logged
  Channel<Order> orders_{3};
  Mutex mutex_;
  std::optional<Json> record_ CW_GUARDED_BY(mutex_);
  std::jthread thread_;
};

}  // namespace claimwatch
