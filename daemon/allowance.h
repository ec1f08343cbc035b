// How much one source may bring within a window of time: bytes a day. One outlet whose page changes
// at every request must not fill the disk (FETCHING X08). Alerts have a limit of another kind
// (daemon/flood), because none of them may be lost.
//
// Windows are those of the clock (full hours, days of UTC), so that a day's limit is a day's limit
// for every source. Kept in memory: after a restart the present window starts anew, which costs at
// most one more allowance. Several workers may call at once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/mutex.h"
#include "core/time.h"

namespace claimwatch {

class Allowance {
 public:
  // `most` is the amount in each window; 0: no limit at all.
  Allowance(std::uint64_t most, Duration window) : most_(most), window_(window) {}

  // Whether `source` has something left in the window of `now`. What is used next may go beyond it
  // once: a page is raised and kept whole or not at all.
  bool Left(const std::string& source, Time now) const CW_EXCLUDES(mutex_);

  // `source` has used `amount`. The start of the window when that used up the last of it, for the
  // caller to say so: once in a window.
  std::optional<Time> Use(const std::string& source, std::uint64_t amount, Time now)
      CW_EXCLUDES(mutex_);

 private:
  struct Used {
    Time window{};
    std::uint64_t amount = 0;
  };

  Time WindowOf(Time now) const { return now - (now.time_since_epoch() % window_); }

  const std::uint64_t most_;
  const Duration window_;
  mutable Mutex mutex_;
  std::map<std::string, Used> used_ CW_GUARDED_BY(mutex_);  // by source: as many as are configured
};

}  // namespace claimwatch
