// The one door to RocksDB: ordered bytes in four families, atomic synced batches, and scans.
//
// An Engine owns its database folder. Any thread may call. Iterators never leave it: a live one at
// close stops Debian's RocksDB, which is built with assertions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"

namespace claimwatch {

// Column families: what is read together lies together.
enum class Family : std::uint8_t {
  kIndex,     // small records: articles, aliases, claims, findings, owed work, state, meta
  kVersions,  // texts
  kBodies,    // raw responses, already packed
  kAlerts     // the outbox
};
constexpr std::size_t kFamilies = 4;

// Changes that become true together.
class Batch {
 public:
  struct Change {
    Family family;
    std::string key;
    std::optional<std::string> value;  // nullopt: delete
  };

  void Put(Family family, std::string key, std::string value) {
    changes_.push_back({family, std::move(key), std::move(value)});
  }

  void Delete(Family family, std::string key) {
    changes_.push_back({family, std::move(key), std::nullopt});
  }

  const std::vector<Change>& changes() const { return changes_; }

  bool empty() const { return changes_.empty(); }

 private:
  std::vector<Change> changes_;
};

class Engine {
 public:
  // Return false to stop the scan.
  using Visit = std::function<bool(std::string_view key, std::string_view value)>;

  // The caller holds the store's lock. kCorrupt: nothing was changed.
  static Result<std::unique_ptr<Engine>> Open(const std::filesystem::path& dir);
  // A secondary beside a writer that may be running. Never a read-only open: that one mistakes a
  // write-ahead log that the writer just retired for corruption (3 of 150 opens). Waits up to two
  // seconds for a moment in which the writer replaces no files; kBusy when there is none.
  static Result<std::unique_ptr<Engine>> OpenReader(const std::filesystem::path& dir);
  static Result<std::unique_ptr<Engine>> OpenInMemory();
  // Lets RocksDB make its own files anew from what tables and logs can still be read.
  static Status Rebuild(const std::filesystem::path& dir);

  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  // After a failed write the database is not closed, only left: closing it once more on a full
  // disk stops the process.
  ~Engine();

  Result<std::optional<std::string>> Get(Family family, std::string_view key) const;
  // Keys that start with `prefix`, ascending, from `from` on (empty: from the first).
  Status Scan(Family family, std::string_view prefix, std::string_view from,
              const Visit& visit) const;
  // All of `batch` or nothing, on the disk before it returns. kBusy: there is no room; the same
  // write succeeds once there is. After the first kIo every further write is refused.
  Status Write(const Batch& batch);
  // The same for what is big and can be made anew: past the log, straight into the families'
  // tables, so that no reader has to replay it. A crash before it returns may lose it, but never a
  // part of it, nor without everything that was written so after it.
  Status WriteAside(const Batch& batch);
  // Readers: what the writer has committed since; waits as OpenReader does. A writer has it all.
  Status CatchUp();
  // Reads every block of every table and compares its checksum; kCorrupt names the file.
  Status VerifyFiles() const;
  // A consistent copy of the database as `dir`, replacing one that is there; its tables are hard
  // links, so it takes no room until this database has rewritten them.
  Status Checkpoint(const std::filesystem::path& dir);
  // What RocksDB holds on the heap: write buffers, block cache, indexes of open tables. Each has a
  // bound of its own, so this rises to a level and stays there.
  Bytes SizeInMemory() const;
  // Rewrites the tables that hold keys from `from` to `to`, so that what was deleted or replaced
  // there is off the disk when it returns.
  Status Purge(Family family, std::string_view from, std::string_view to);
  // Rewrites all tables, so that deleted records give their space back. kBusy: `stop` was asked
  // for.
  Status Compact(const std::stop_token& stop);

 private:
  struct Inner;
  explicit Engine(std::unique_ptr<Inner> inner);

  std::unique_ptr<Inner> inner_;
};

}  // namespace claimwatch
