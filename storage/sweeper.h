// One look through a store for what storage/retention lets go, and what writers came to use while
// it looked: the look takes no lock, so their word is later and goes before it.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/result.h"
#include "storage/engine.h"
#include "storage/retention.h"

namespace claimwatch {

class Store;  // storage/store.h

// One record that may go, with what goes with it.
struct Litter {
  enum class Kind : std::uint8_t {
    kCapture,   // an answer that became no version
    kBody,      // a body that no kept capture has
    kWithheld,  // one that a version was read from
    kAlert
  };
  Kind kind{};
  std::string id;              // of the capture or alert; the hash of the body
  std::uint64_t sequence = 0;  // of the alert
  std::string leaf{};          // of the alert
};

// In an order in which they may go piece by piece: what was packed against another body before that
// one, alerts from the first on.
// `engine` is that of `store`. kBusy: `stop` was asked for.
Result<std::vector<Litter>> LookForLitter(const Store& store, const Engine& engine,
                                          const Retention& retention, const std::stop_token& stop);

// What batches put while a sweep is under way.
struct Meanwhile {
  void Note(const Batch& batch);

  // Not looked up yet: ids, ids, and hashes with those of what they were packed against.
  std::unordered_set<std::string> captures;
  std::unordered_set<std::string> articles;
  std::unordered_set<std::string> bodies;
  // Looked up: captures, and the bodies of all these.
  std::unordered_set<std::string> used;
  std::unordered_set<std::string> spared;
};

}  // namespace claimwatch
