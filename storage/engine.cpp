#include "storage/engine.h"

#include <atomic>
#include <cstdlib>

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_reader.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>

#include "core/log.h"
#include "core/mutex.h"
#include "core/text.h"
#include "storage/beside.h"
#include "storage/engine_ears.h"
#include "storage/engine_options.h"
#include "storage/files.h"
#include "storage/manifest.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLeftInLog = 1'000;  // records that a writer may leave there when it closes

// With create_if_missing RocksDB makes a new database over one that lost its CURRENT, and deletes
// what was there. So a folder without CURRENT must hold no tables and no logs; a MANIFEST alone is
// what a kill in the first moments leaves.
Status CheckNew(const fs::path& dir) {
  std::error_code problem;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, problem)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".sst") || name.ends_with(".log")) {
      return Error(Errc::kCorrupt,
                   fmt::format("{}: the file CURRENT is missing beside {}", dir.string(), name));
    }
  }
  return Ok();
}

// The tables that RocksDB cannot open, " 000012.sst" each: of a bad table it says only which list
// of files names it.
std::string BadTables(const fs::path& dir) {
  std::string names;
  std::error_code problem;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, problem)) {
    rocksdb::SstFileReader table{rocksdb::Options()};
    if (entry.path().extension() == ".sst" && !table.Open(entry.path().string()).ok()) {
      names += " " + entry.path().filename().string();
    }
  }
  return names;
}

// Of a database that was there before: a file that is missing was lost, not never made.
Error WhyNotOpened(const fs::path& dir, const rocksdb::Status& status) {
  const Error error = ErrorFrom(status);
  if (error.code() != Errc::kCorrupt && error.code() != Errc::kNotFound) {
    return error;
  }
  std::string text = error.message();
  // RocksDB tries a table's old name last, and names that one.
  constexpr std::string_view kOldName = ".ldb";
  for (std::size_t at = 0; (at = text.find(kOldName, at)) != std::string::npos;) {
    text.replace(at, kOldName.size(), ".sst");
  }
  const std::string bad = BadTables(dir);
  return Error(Errc::kCorrupt,
               bad.empty() ? text : fmt::format("{}; damaged tables:{}", text, bad));
}

rocksdb::Slice AsSlice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

std::string_view AsView(const rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}

// How a batch comes to the disk.
enum class Way { kLogged, kAside };

}  // namespace

struct Engine::Inner {
  std::unique_ptr<rocksdb::Env> memory;  // outlives the database on it
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  fs::path run_folder;
  fs::path folder;  // a secondary's database
  bool secondary = false;
  std::atomic<bool> broken{false};
  std::atomic<bool> full{false};  // the last write found no room
  Mutex writing;                  // no buffer may be put away between PrepareLog and its write
  std::uint64_t in_log = 0;       // bytes, since the log was begun
  // An empty buffer took a full one's place; outlives a database that is only left.
  std::shared_ptr<std::atomic<bool>> sealed = std::make_shared<std::atomic<bool>>(true);

  rocksdb::ColumnFamilyHandle* Handle(Family family) const {
    return handles.at(static_cast<std::size_t>(family));
  }

  rocksdb::Status OpenIn(const fs::path& dir) {
    rocksdb::DBOptions options = DatabaseOptions();
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    options.listeners.push_back(MakeBufferWatch(sealed));
    if (memory) {
      options.env = memory.get();
    }
    rocksdb::DB* raw = nullptr;
    const rocksdb::Status status =
        rocksdb::DB::Open(options, dir.string(), Families(Access::kWrite), &handles, &raw);
    db.reset(raw);
    return status;
  }

  // After `why` it could not be opened. What does not help is undone.
  rocksdb::Status OpenWithoutTornEnd(const fs::path& dir, const rocksdb::Status& why) {
    Close();
    ManifestEnd end(dir);
    if (!end.Cut().value_or(false)) {
      return why;
    }
    const rocksdb::Status status = OpenIn(dir);
    if (status.ok()) {
      LogWarning("{}: a power cut left its last record half written; it was cut off",
                 end.file().string());
      return status;
    }
    Close();
    const Status undone = end.Undo();
    return undone.ok() ? why : rocksdb::Status::IOError(undone.error().message());
  }

  void Close() {
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      db->DestroyColumnFamilyHandle(handle);
    }
    handles.clear();
    db.reset();
  }

  // Gives each family a table of its own. RocksDB's repair knows families by their tables only, and
  // would stop at the first record in its log that names another.
  rocksdb::Status MakeTables() const {
    constexpr const char* kNothing = "!";
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      rocksdb::WriteBatch batch;
      rocksdb::Status status = batch.Put(handle, kNothing, "");
      status = status.ok() ? batch.Delete(handle, kNothing) : status;
      status = status.ok() ? db->Write(rocksdb::WriteOptions(), &batch) : status;
      status = status.ok() ? db->Flush(rocksdb::FlushOptions(), handle) : status;
      if (!status.ok()) {
        return status;
      }
    }
    return rocksdb::Status::OK();
  }

  // A database that an earlier look left is closed first.
  rocksdb::Status OpenBeside(const fs::path& dir) {
    Close();
    rocksdb::DBOptions options = DatabaseOptions();
    options.max_open_files = -1;  // tables the writer deletes stay readable
    rocksdb::DB* raw = nullptr;
    const rocksdb::Status status = rocksdb::DB::OpenAsSecondary(
        options, dir.string(), run_folder.string(), Families(Access::kRead), &handles, &raw);
    db.reset(raw);
    return status;
  }

  // Every family's buffer into a table, which empties the log.
  rocksdb::Status Settle() const { return db->Flush(rocksdb::FlushOptions(), handles); }

  rocksdb::Status SettleBetweenWrites() {
    const MutexLock hold(writing);
    return Settle();
  }

  // How many changes a reader would have to replay.
  std::uint64_t InLog() const {
    std::uint64_t records = 0;
    db->GetAggregatedIntProperty(rocksdb::DB::Properties::kNumEntriesActiveMemTable, &records);
    return records;
  }

  // Begins a new log once the old one is long, and puts what means nothing into an empty buffer,
  // past the log. When the log cannot be written, RocksDB takes another only if it has a buffer to
  // put away; else it calls the disk good again, and its assertions end the process at the next
  // write (facebook/rocksdb issue 11447). So it may not change logs itself, inside a write.
  rocksdb::Status PrepareLog() {
    constexpr const char* kNothing = "!";
    if (in_log > kMostWal) {
      in_log = 0;
      rocksdb::FlushOptions options;
      options.wait = false;
      if (const rocksdb::Status begun = db->Flush(options, handles); !begun.ok()) {
        return begun;
      }
    }
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    return sealed->exchange(false) ? db->Delete(options, Handle(Family::kIndex), kNothing)
                                   : rocksdb::Status::OK();
  }

  // Writes and waits for the disk. A disk without room refuses this one batch, and the next one
  // tries again: RocksDB takes up its work once it could put its buffers into tables. Any other
  // failure leaves unknown what is on the disk, and ends the writing for good.
  Status Commit(rocksdb::WriteBatch& writes, Way way) {
    const MutexLock hold(writing);
    rocksdb::Status status = full ? db->Resume() : rocksdb::Status::OK();
    if (status.ok() && way == Way::kLogged) {
      status = PrepareLog();
      in_log += writes.GetDataSize();
    }
    if (status.ok()) {
      rocksdb::WriteOptions options;
      options.sync = way == Way::kLogged;
      options.disableWAL = way == Way::kAside;
      status = db->Write(options, &writes);
    }
    if (status.ok() && way == Way::kAside) {
      status = Settle();
    }
    full = LacksRoom(status) || (full && status.IsBusy());  // busy: it is just trying itself
    broken = !status.ok() && !full;
    if (full) {
      return Error(Errc::kBusy, fmt::format("no room on the disk: {}; nothing that was stored is "
                                            "lost, and writing goes on once there is room",
                                            status.ToString()));
    }
    return StatusFrom(status);
  }

  Status Take(const Batch& batch, Way way) {
    if (secondary) {
      return Error(Errc::kRefused, "the store is open for reading only");
    }
    if (broken) {
      return Error(Errc::kIo, "the store refuses writes after an earlier failure; restart");
    }
    rocksdb::WriteBatch writes;
    for (const Batch::Change& change : batch.changes()) {
      rocksdb::ColumnFamilyHandle* handle = Handle(change.family);
      const rocksdb::Status status = change.value ? writes.Put(handle, change.key, *change.value)
                                                  : writes.Delete(handle, change.key);
      if (!status.ok()) {
        return ErrorFrom(status);
      }
    }
    return Commit(writes, way);
  }
};

Engine::Engine(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}

Engine::~Engine() {
  Inner& inner = *inner_;
  if (inner.broken || inner.full) {
    static_cast<void>(inner.db.release());
    static_cast<void>(inner.memory.release());
    return;
  }
  if (!inner.secondary && !inner.memory && inner.db && inner.InLog() > kLeftInLog) {
    static_cast<void>(inner.Settle());  // what cannot be put into tables stays in the log
  }
  inner.Close();
  if (!inner.run_folder.empty()) {
    std::error_code ignored;
    fs::remove_all(inner.run_folder, ignored);
  }
}

Result<std::unique_ptr<Engine>> Engine::Open(const fs::path& dir) {
  CW_TRY(MakeFolders(dir));
  CW_TRY(CheckAccess(dir, May::kWrite));
  std::error_code problem;
  const bool fresh = !fs::exists(dir / "CURRENT", problem);
  if (fresh) {
    CW_TRY(CheckNew(dir));
  }
  auto inner = std::make_unique<Inner>();
  rocksdb::Status status = inner->OpenIn(dir);
  if (status.IsCorruption() && !fresh) {
    status = inner->OpenWithoutTornEnd(dir, status);
  }
  if (status.ok() && fresh) {
    status = inner->MakeTables();
  }
  if (!status.ok()) {
    inner->Close();
    return fresh ? ErrorFrom(status) : WhyNotOpened(dir, status);
  }
  return std::unique_ptr<Engine>(new Engine(std::move(inner)));
}

Result<std::unique_ptr<Engine>> Engine::OpenInMemory() {
  auto inner = std::make_unique<Inner>();
  inner->memory.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  rocksdb::Status status = inner->memory->CreateDirIfMissing("/store");
  if (status.ok()) {
    status = inner->OpenIn("/store");
  }
  if (!status.ok()) {
    return ErrorFrom(status);
  }
  return std::unique_ptr<Engine>(new Engine(std::move(inner)));
}

Status Engine::Rebuild(const fs::path& dir) {
  const rocksdb::Status status =
      rocksdb::RepairDB(dir.string(), DatabaseOptions(), Families(Access::kWrite));
  return StatusFrom(status);
}

Result<std::unique_ptr<Engine>> Engine::OpenReader(const fs::path& dir) {
  CW_TRY(CheckAccess(dir, May::kRead));
  auto inner = std::make_unique<Inner>();
  inner->run_folder = CW_TRY(MakeRunFolder());
  inner->secondary = true;
  inner->folder = dir;
  const Status seen = LookUndisturbed(dir, [&] { return StatusFrom(inner->OpenBeside(dir)); });
  if (!seen.ok()) {
    inner->Close();
    std::error_code ignored;
    fs::remove_all(inner->run_folder, ignored);
    return seen.error();
  }
  return std::unique_ptr<Engine>(new Engine(std::move(inner)));
}

Result<std::optional<std::string>> Engine::Get(Family family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status =
      inner_->db->Get(rocksdb::ReadOptions(), inner_->Handle(family), AsSlice(key), &value);
  if (status.IsNotFound()) {
    return std::optional<std::string>();
  }
  if (!status.ok()) {
    return ErrorFrom(status);
  }
  return std::optional<std::string>(std::move(value));
}

Status Engine::Scan(Family family, std::string_view prefix, std::string_view from,
                    const Visit& visit) const {
  const std::unique_ptr<rocksdb::Iterator> at(
      inner_->db->NewIterator(rocksdb::ReadOptions(), inner_->Handle(family)));
  at->Seek(AsSlice(from.empty() ? prefix : from));
  while (at->Valid() && at->key().starts_with(AsSlice(prefix)) &&
         visit(AsView(at->key()), AsView(at->value()))) {
    at->Next();
  }
  return StatusFrom(at->status());
}

Status Engine::Write(const Batch& batch) {
  return inner_->Take(batch, Way::kLogged);
}

Status Engine::WriteAside(const Batch& batch) {
  return inner_->Take(batch, Way::kAside);
}

Status Engine::CatchUp() {
  if (!inner_->secondary) {
    return Ok();
  }
  return LookUndisturbed(inner_->folder,
                         [&] { return StatusFrom(inner_->db->TryCatchUpWithPrimary()); });
}

Status Engine::VerifyFiles() const {
  const rocksdb::Status status = inner_->db->VerifyChecksum(rocksdb::ReadOptions());
  return StatusFrom(status);
}

Status Engine::Checkpoint(const fs::path& dir) {
  std::error_code ignored;
  fs::remove_all(dir, ignored);
  rocksdb::Checkpoint* raw = nullptr;
  const rocksdb::Status made = rocksdb::Checkpoint::Create(inner_->db.get(), &raw);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(raw);
  const rocksdb::Status status = made.ok() ? checkpoint->CreateCheckpoint(dir.string()) : made;
  return StatusFrom(status);
}

Bytes Engine::SizeInMemory() const {
  Bytes all;
  for (const std::string& name : {rocksdb::DB::Properties::kSizeAllMemTables,
                                  rocksdb::DB::Properties::kEstimateTableReadersMem}) {
    std::uint64_t bytes = 0;
    all.count += inner_->db->GetAggregatedIntProperty(name, &bytes) ? bytes : 0;
  }
  // One cache for all families: asked of one of them, or it would be counted four times.
  std::uint64_t cached = 0;
  all.count += inner_->db->GetIntProperty(inner_->Handle(Family::kIndex),
                                          rocksdb::DB::Properties::kBlockCacheUsage, &cached)
                   ? cached
                   : 0;
  return all;
}

Status Engine::Purge(Family family, std::string_view from, std::string_view to) {
  const rocksdb::Slice begin = AsSlice(from);
  const rocksdb::Slice end = AsSlice(to);
  rocksdb::CompactRangeOptions options;
  options.exclusive_manual_compaction = false;
  // Not kForceOptimized, which leaves out files younger than its own begin: a compaction that
  // RocksDB began by itself just before may write such a one, with what was deleted meanwhile in
  // it.
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  rocksdb::Status status = inner_->SettleBetweenWrites();
  if (status.ok()) {
    status = inner_->db->CompactRange(options, inner_->Handle(family), &begin, &end);
  }
  inner_->full = inner_->full || LacksRoom(status);
  return StatusFrom(status);
}

Status Engine::Compact(const std::stop_token& stop) {
  std::atomic<bool> canceled = false;
  const std::stop_callback cancel(stop, [&] { canceled = true; });
  rocksdb::CompactRangeOptions options;
  options.exclusive_manual_compaction = false;
  options.canceled = &canceled;
  for (rocksdb::ColumnFamilyHandle* handle : inner_->handles) {
    rocksdb::Status status = inner_->SettleBetweenWrites();  // or CompactRange does it inside one
    if (status.ok()) {
      status = inner_->db->CompactRange(options, handle, nullptr, nullptr);
    }
    inner_->full = inner_->full || LacksRoom(status);
    if (canceled) {
      return Error(Errc::kBusy, "stopped before the end");
    }
    if (!status.ok()) {
      return ErrorFrom(status);
    }
  }
  return Ok();
}

}  // namespace claimwatch
