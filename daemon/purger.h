// Rewrites the database's files after an erasure, beside the daemon's other work.
#pragma once

#include <thread>

#include "core/channel.h"

namespace claimwatch {

class Store;  // storage/store.h

// One thread of its own: large files take long. What it does not come to is owed still, and done at
// the next start. Its end waits for what it is at.
class Purger {
 public:
  // `store` must outlive it.
  explicit Purger(Store& store);
  ~Purger();
  Purger(const Purger&) = delete;
  Purger& operator=(const Purger&) = delete;

  // Looks soon whether anything is owed. Never waits.
  void Ring();

 private:
  void Work();

  Store& store_;
  Channel<bool> rings_{1};
  std::jthread thread_;
};

}  // namespace claimwatch
