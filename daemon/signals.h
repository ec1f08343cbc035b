// Signals and wake-ups as readable descriptors, so that the loop waits for one thing only.
//
// A handler may do next to nothing, and one that sets a flag is noticed only when the wait happens
// to end. As descriptors (signalfd, eventfd) they end the fetcher's own wait, and are dealt with on
// the loop's thread between two turns.
#pragma once

#include <optional>

#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// Takes SIGTERM, SIGINT, SIGHUP for itself. Make it before any thread starts: they are blocked in
// the calling thread and inherited so. SIGPIPE and SIGXFSZ are ignored in the whole process: a
// closed pipe and a full disk are errors of the call that meets them.
class Signals {
 public:
  // kIo: the kernel has no descriptor left. One per process: two would share the signals at random.
  static Result<Signals> Make();
  Signals(Signals&& other) noexcept;
  Signals& operator=(Signals&&) = delete;
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  // Readable while a signal waits. Belongs to this object; do not close it.
  int descriptor() const { return fd_; }

  // The next pending signal (SIGTERM, …); nullopt when there is none. Never waits. The same signal
  // sent twice before it was read counts once, as the kernel does it.
  std::optional<int> Next() const;
  // Waits until one is pending, `most` at most.
  void Await(Duration most) const;

 private:
  explicit Signals(int fd) : fd_(fd) {}

  int fd_;
};

// An alarm bell: any thread rings, one listens. It carries no value and counts nothing: many rings
// before it is heard are one. Workers ring when a job is done, so that the loop, which waits for
// the network, comes to collect it.
class Bell {
 public:
  // kIo: the kernel has no descriptor left.
  static Result<Bell> Make();
  Bell(Bell&& other) noexcept;
  Bell& operator=(Bell&&) = delete;
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  ~Bell();

  int descriptor() const { return fd_; }

  // Any thread; never waits. Also from a thread that outlives the listener's interest.
  void Ring() const;
  // The listener's side: not readable any more until the next ring. Silence first, then look at
  // what was rung for, or a ring in between is lost.
  void Silence() const;

 private:
  explicit Bell(int fd) : fd_(fd) {}

  int fd_;
};

}  // namespace claimwatch
