#include "core/clock.h"

namespace claimwatch {

Time SystemClock::Now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

Duration SystemClock::Steady() const {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

void ManualClock::Advance(Duration by) {
  now_ += by.count();
  steady_ += by.count();
}

}  // namespace claimwatch
