// How often a known article is looked at again for silent edits: often while young, ever more
// rarely with age, often again after an edit (FETCHING P48: four of five edits come on the first
// day). Pure.
#pragma once

#include <optional>
#include <string>

#include "config/config.h"
#include "core/time.h"

namespace claimwatch {

struct ArticleAge {
  Time first_seen{};
  std::optional<Time> changed;  // last edit seen
};

struct RecheckPlan {
  std::optional<Duration> in;  // nullopt: never again
  std::string reason;          // "3h old: every 15m"
};

RecheckPlan NextRecheck(const ArticleAge& age, const RecheckConfig& config, Time now);

}  // namespace claimwatch
