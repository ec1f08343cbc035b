// Where "now" comes from. Production uses SystemClock; tests use ManualClock and never sleep.
#pragma once

#include <atomic>
#include <chrono>

#include "core/time.h"

namespace claimwatch {

// Any thread may call. Now() is wall time and may jump; Steady() never goes back and is what
// waiting is measured with.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  virtual Time Now() const = 0;
  virtual Duration Steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time Now() const override;
  Duration Steady() const override;
};

// Stands still until told. Advance moves both clocks; Jump moves wall time alone, as an NTP step
// does.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : now_(start.time_since_epoch().count()) {}

  Time Now() const override { return Time(Duration(now_.load())); }

  Duration Steady() const override { return Duration(steady_.load()); }

  void Advance(Duration by);

  void Jump(Duration by) { now_ += by.count(); }

 private:
  std::atomic<Duration::rep> now_;
  std::atomic<Duration::rep> steady_{0};
};

}  // namespace claimwatch
