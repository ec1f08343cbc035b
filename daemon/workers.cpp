#include "daemon/workers.h"

#include <algorithm>

namespace claimwatch {

Workers::Workers(std::shared_ptr<Pipeline> pipeline, const Clock& clock, Options options)
    : clock_(clock),
      options_(std::move(options)),
      jobs_(options_.capacity),
      results_(options_.capacity),
      busy_since_(static_cast<std::size_t>(options_.count)),
      pipeline_(std::move(pipeline)) {
  for (std::size_t i = 0; i < busy_since_.size(); ++i) {
    threads_.emplace_back([this, i] { Work(i); });
  }
}

Workers::~Workers() {
  Stop();
}

void Workers::Use(std::shared_ptr<Pipeline> pipeline) {
  const MutexLock lock(mutex_);
  pipeline_.swap(pipeline);
}

std::shared_ptr<Pipeline> Workers::Current() const {
  const MutexLock lock(mutex_);
  return pipeline_;
}

void Workers::Grow(std::size_t capacity) {
  options_.capacity = std::max(options_.capacity, capacity);
  results_.Grow(options_.capacity);
  jobs_.Grow(options_.capacity);
}

bool Workers::TryPush(Job& job) {
  if (Room() == 0 || !jobs_.TryPush(job)) {
    return false;
  }
  ++pending_;
  return true;
}

std::vector<Done> Workers::Collect() {
  std::vector<Done> done;
  while (results_.Size() > 0) {
    done.push_back(*results_.Pop());
  }
  pending_ -= done.size();
  return done;
}

Duration Workers::LongestBusy() const {
  const Duration::rep now = clock_.Steady().count();
  Duration::rep longest = 0;
  for (const auto& since : busy_since_) {
    const Duration::rep start = since.load();
    longest = std::max(longest, start == 0 ? 0 : now - start);
  }
  return Duration(longest);
}

void Workers::Stop() {
  stopping_ = true;
  jobs_.Close();
  threads_.clear();
}

void Workers::Work(std::size_t index) {
  while (std::optional<Job> job = jobs_.Pop()) {
    if (stopping_) {
      continue;
    }
    busy_since_[index] = std::max<Duration::rep>(clock_.Steady().count(), 1);
    Done done = Current()->Handle(*job);
    busy_since_[index] = 0;
    // There is room: no more jobs are taken than there is room for results.
    CW_CHECK(results_.TryPush(done));
    options_.ready();
  }
}

}  // namespace claimwatch
