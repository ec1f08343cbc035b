// Care of a store: backup, restore, check and repair. What is dropped when is storage/retention.
//
// A backup is a copy record by record through a reader, so it works beside a running daemon, needs
// no right to write to the store, reads every block's checksum and is compact. A check takes the
// store's lock: kBusy while a daemon holds it.
#pragma once

#include <filesystem>

#include "core/result.h"
#include "core/time.h"
#include "storage/store.h"

namespace claimwatch {

// Copies the store in `dir` to `to`, which must not exist or be empty, and checks the copy.
// kCorrupt: the copy has problems; it is left for a look.
Result<VerifyReport> BackUpStore(const std::filesystem::path& dir, const std::filesystem::path& to,
                                 const Progress& progress);
// Copies the backup `from` into `dir`, which must not hold a store, and checks it.
Result<VerifyReport> RestoreStore(const std::filesystem::path& from,
                                  const std::filesystem::path& dir, const Progress& progress);

enum class Repair {
  kNo,          // look only
  kAcceptLoss,  // and take the store as it is from now on: the anchor is set to its end
  kRebuild      // and let RocksDB rebuild its own files first; what it cannot read is lost
};

// Checks everything; the report has the problems. With a repair it says what is left.
Result<VerifyReport> CheckStore(const std::filesystem::path& dir, Repair repair,
                                const Progress& progress);

}  // namespace claimwatch
