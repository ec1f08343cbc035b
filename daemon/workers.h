// The threads that run pages to completion, between two bounded queues: jobs from the loop, results
// back to it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "core/channel.h"
#include "core/clock.h"
#include "core/mutex.h"
#include "daemon/job.h"
#include "daemon/pipeline.h"

namespace claimwatch {

// Belongs to the loop's thread but for Use and LongestBusy. A job pushed is a result to collect, so
// the two queues never hold more than `capacity` together and no worker ever waits for the loop.
class Workers {
 public:
  struct Options {
    int count = 2;
    std::size_t capacity = 64;    // jobs waiting or running at a time
    std::function<void()> ready;  // called by a worker after each job: there is a result to take
  };

  // Starts the threads. `clock` must outlive them.
  Workers(std::shared_ptr<Pipeline> pipeline, const Clock& clock, Options options);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers();

  // A reload: jobs that start from now on use it.
  void Use(std::shared_ptr<Pipeline> pipeline) CW_EXCLUDES(mutex_);

  // Takes up to so many jobs from now on; never fewer than before. The loop's thread only.
  void Grow(std::size_t capacity);

  // Takes `job` unless there are too many; then false, and `job` is as it was. The loop's thread
  // only.
  bool TryPush(Job& job);

  // How many more jobs would be taken.
  std::size_t Room() const { return options_.capacity - pending_; }

  // Jobs taken whose results were not collected yet.
  std::size_t Pending() const { return pending_; }

  // What was finished since the last call; the loop's thread only.
  std::vector<Done> Collect();

  // How long the longest running job has been at it; zero when all are idle. Any thread.
  Duration LongestBusy() const;

  // Lets running jobs finish, drops waiting ones (their pages are asked for again) and ends the
  // threads.
  void Stop();

 private:
  // A worker's whole life; `index` is its place in busy_since_.
  void Work(std::size_t index);
  std::shared_ptr<Pipeline> Current() const CW_EXCLUDES(mutex_);

  const Clock& clock_;
  Options options_;
  Channel<Job> jobs_;
  Channel<Done> results_;
  std::size_t pending_ = 0;  // the loop's own
  std::atomic<bool> stopping_{false};
  std::vector<std::atomic<Duration::rep>> busy_since_;  // steady; 0 = idle
  mutable Mutex mutex_;
  std::shared_ptr<Pipeline> pipeline_ CW_GUARDED_BY(mutex_);
  std::vector<std::jthread> threads_;
};

}  // namespace claimwatch
