// Keeps the store's search index behind its versions: reads what each version says that the one
// before it did not, and gives its terms to the store.
//
// The index is derived and may lag: a search reads the versions that are not in it yet. So nothing
// here is in the way of a version, and a crash costs nothing but doing it again.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

// What a search reads of an article: title and text, parted as paragraphs are.
std::string SearchedText(const Article& article);

// The terms of the paragraphs of `after` that `before` does not have, and of its title when that is
// new. `before` null: of everything.
std::vector<std::string> NewTerms(const Article* before, const Article& after);

class Indexer {
 public:
  // `store` must outlive it.
  explicit Indexer(Store& store) : store_(store) {}

  // Called after each version that was stored, by any thread. Every few hundred versions it
  // indexes those that wait, at most one batch; returns at once while another thread does so.
  Status Note();

 private:
  Store& store_;
  std::atomic<std::size_t> waiting_{kBatch};  // so that the first one looks what was left
  std::atomic_flag busy_;

  static constexpr std::size_t kBatch = 256;
};

// Indexes all that waits, after forgetting an index of other rules.
Status CompleteIndex(Store& store, const Progress& progress);

// Looks for terms that a sample of the indexed versions has and the index does not. Each entry is
// a problem in words, at most 20; empty: none was found.
Result<std::vector<std::string>> CheckIndex(const Store& store);

}  // namespace claimwatch
