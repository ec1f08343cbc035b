// A mutex that clang's thread-safety analysis understands: what it guards is written down and
// proved.
//
// No lock is held across I/O, a callback or a plugin call.
#pragma once

#include <mutex>

#if defined(__clang__)
#define CW_ANNOTATE(x) __attribute__((x))
#else
#define CW_ANNOTATE(x)
#endif

#define CW_CAPABILITY(name) CW_ANNOTATE(capability(name))
#define CW_SCOPED CW_ANNOTATE(scoped_lockable)
#define CW_GUARDED_BY(mutex) CW_ANNOTATE(guarded_by(mutex))
#define CW_REQUIRES(mutex) CW_ANNOTATE(requires_capability(mutex))
#define CW_ACQUIRE(...) CW_ANNOTATE(acquire_capability(__VA_ARGS__))
#define CW_RELEASE(...) CW_ANNOTATE(release_capability(__VA_ARGS__))
#define CW_EXCLUDES(mutex) CW_ANNOTATE(locks_excluded(mutex))

namespace claimwatch {

class CW_CAPABILITY("mutex") Mutex {
 public:
  void lock() CW_ACQUIRE() {
    mutex_.lock();
  }  // NOLINT(readability-identifier-naming): BasicLockable

  void unlock() CW_RELEASE() {
    mutex_.unlock();
  }  // NOLINT(readability-identifier-naming): BasicLockable

 private:
  std::mutex mutex_;
};

class CW_SCOPED MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) CW_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }

  ~MutexLock() CW_RELEASE() { mutex_.unlock(); }

  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace claimwatch
