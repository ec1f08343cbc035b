#include "daemon/recheck.h"

#include <algorithm>

#include <fmt/core.h>

namespace claimwatch {
namespace {

// The step that covers `age`. Beyond the last one the pace goes on in its proportion: with 2 days
// at 30, 4 days at 60.
Duration EveryAt(Duration age, const RecheckConfig& config) {
  for (const RecheckStep& step : config.schedule) {
    if (age < step.age) {
      return step.every;
    }
  }
  if (config.schedule.empty() || config.schedule.back().age <= Duration::zero()) {
    return std::chrono::hours(24);
  }
  const RecheckStep& last = config.schedule.back();
  const double share =
      static_cast<double>(last.every.count()) / static_cast<double>(last.age.count());
  return Duration(static_cast<Duration::rep>(static_cast<double>(age.count()) * share));
}

std::string Old(Duration age) {
  const auto hours = std::chrono::floor<std::chrono::hours>(age).count();
  return hours < 48 ? fmt::format("{}h", hours) : fmt::format("{}d", hours / 24);
}

}  // namespace

RecheckPlan NextRecheck(const ArticleAge& age, const RecheckConfig& config, Time now) {
  const Duration old = std::max<Duration>(now - age.first_seen, Duration::zero());
  const Duration since_change =
      age.changed ? std::max<Duration>(now - *age.changed, Duration::zero()) : old;
  if (std::min(old, since_change) >= config.stop_after) {
    return {std::nullopt, fmt::format("unchanged for {}: not looked at again",
                                      FormatDuration(config.stop_after))};
  }
  const Duration by_age = EveryAt(old, config);
  if (!age.changed) {
    return {by_age, fmt::format("re-check, {} old: every {}", Old(old),
                                FormatDuration(std::chrono::round<std::chrono::seconds>(by_age)))};
  }
  const Duration hot = std::max(config.after_change, EveryAt(since_change, config));
  const Duration every = std::min(by_age, hot);
  return {every,
          fmt::format("re-check, {} old and edited {} ago: every {}", Old(old), Old(since_change),
                      FormatDuration(std::chrono::round<std::chrono::seconds>(every)))};
}

}  // namespace claimwatch
