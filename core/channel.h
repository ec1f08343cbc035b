// A bounded queue that hands values from some threads to others.
//
// Push and Pop may be called from any thread. After Close, Push refuses and Pop empties what is
// left, then says so.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include "core/mutex.h"

namespace claimwatch {

template <typename T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  // false when full or closed; `value` is then untouched. Never waits: the loop thread must not.
  bool TryPush(T& value) CW_EXCLUDES(mutex_) {
    {
      const MutexLock lock(mutex_);
      if (closed_ || queue_.size() >= capacity_) {
        return false;
      }
      queue_.push_back(std::move(value));
    }
    ready_.notify_one();
    return true;
  }

  // Waits for a value; nullopt when closed and empty.
  std::optional<T> Pop() CW_EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    while (queue_.empty() && !closed_) {
      ready_.wait(mutex_);
    }
    if (queue_.empty()) {
      return std::nullopt;
    }
    std::optional<T> value(std::move(queue_.front()));
    queue_.pop_front();
    return value;
  }

  void Close() CW_EXCLUDES(mutex_) {
    {
      const MutexLock lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

  // Never less room than there was: what is in the queue stays.
  void Grow(std::size_t capacity) CW_EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    capacity_ = std::max(capacity_, capacity);
  }

  std::size_t Size() const CW_EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    return queue_.size();
  }

 private:
  mutable Mutex mutex_;
  std::size_t capacity_ CW_GUARDED_BY(mutex_);
  std::condition_variable_any ready_;
  std::deque<T> queue_ CW_GUARDED_BY(mutex_);
  bool closed_ CW_GUARDED_BY(mutex_) = false;
};

}  // namespace claimwatch
