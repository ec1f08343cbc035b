#include "daemon/allowance.h"

namespace claimwatch {

bool Allowance::Left(const std::string& source, Time now) const {
  const MutexLock lock(mutex_);
  const auto found = used_.find(source);
  return most_ == 0 || found == used_.end() || found->second.window != WindowOf(now) ||
         found->second.amount < most_;
}

std::optional<Time> Allowance::Use(const std::string& source, std::uint64_t amount, Time now) {
  if (most_ == 0 || amount == 0) {
    return std::nullopt;
  }
  const MutexLock lock(mutex_);
  Used& used = used_[source];
  if (used.window != WindowOf(now)) {
    used = {WindowOf(now), 0};
  }
  const bool had_some = used.amount < most_;
  used.amount += amount;
  return had_some && used.amount >= most_ ? std::optional(used.window) : std::nullopt;
}

}  // namespace claimwatch
