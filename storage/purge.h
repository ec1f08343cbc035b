// Which parts of the database still have to be rewritten so that erased bytes leave its files.
//
// RocksDB deletes by writing that something is gone; the bytes go when the files that hold them are
// merged. What is owed is a record of the batch that erases, so no crash in between forgets it.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "storage/engine.h"

namespace claimwatch {

// Keys of one family from the first to the last; of none while `from` is empty.
struct KeyRange {
  Family family = Family::kIndex;
  std::string from;
  std::string to;

  void Take(const std::string& key);
  bool operator==(const KeyRange&) const = default;
};

// All keys that start with `prefix`.
KeyRange RangeOf(Family family, const std::string& prefix);

// Empty when nothing is owed.
Result<std::vector<KeyRange>> OwedPurges(const Engine& engine);
// Into `batch`: that `ranges` are owed beside what is owed already.
Status OwePurges(const Engine& engine, const std::vector<KeyRange>& ranges, Batch& batch);
// Into `batch`: that `done` are owed no more.
Status SettlePurges(const Engine& engine, const std::vector<KeyRange>& done, Batch& batch);

}  // namespace claimwatch
