// When a source is expected to bring something new: a rate per hour of the day, workdays apart from
// weekends, learnt from its own past and slowly forgotten. Pure: times are given.
//
// Poll when a share of an item is expected; after news expect a follow-up. In simulation (FETCHING,
// "Polling policy") this finds news in 4 minutes at 27 requests a day, where an hourly poll needs
// 30 minutes at 24.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/json.h"
#include "core/time.h"

namespace claimwatch {

class Arrivals {
 public:
  // Balances delay against requests: the simulation in tests/daemon/arrivals_test.
  static constexpr double kTarget = 0.7;

  struct Limits {
    Duration floor = std::chrono::minutes(5);
    Duration ceiling = std::chrono::hours(6);
    double target = kTarget;  // items expected at the next poll
  };

  // The publisher's own dates, before the first poll taught anything.
  void Seed(const std::vector<Time>& published, Time now);
  // A poll at `now` brought `items` new ones.
  void Polled(Time now, int items);
  // How long to wait after the poll at `now`.
  Duration Next(Time now, const Limits& limits) const;

  int polls() const { return polls_; }

  // Items a day, as learnt.
  double PerDay() const;

  Json ToJson() const;
  static Arrivals FromJson(const Json& json);

 private:
  struct Slot {
    double items = 0;
    double minutes = 0;  // watched
  };

  static constexpr std::size_t kSlots = 48;

  // What was watched for an hour is no habit: no wait is longer than a quarter of what is known.
  static constexpr int kShareOfWatched = 4;

  static std::size_t SlotAt(Time time);
  Duration Watched() const;
  void Forget();
  double OverallRate() const;
  double Rate(Time time, double overall) const;

  std::array<Slot, kSlots> slots_{};
  std::optional<Time> last_;
  std::optional<Time> news_;  // last poll that brought something
  int polls_ = 0;
};

}  // namespace claimwatch
