// Opening done, what all parts of the store share: committing, packed records, small state.
#include "storage/disk_store.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/log.h"
#include "storage/audit.h"
#include "storage/erasure.h"
#include "storage/files.h"
#include "storage/keys.h"
#include "storage/log_head.h"
#include "storage/migrate.h"
#include "storage/pack.h"
#include "storage/packed.h"
#include "storage/sweeper.h"

namespace claimwatch {
namespace {

constexpr std::size_t kSurelySmall = 16;

}  // namespace

DiskStore::DiskStore(Parts parts)
    : dir_(std::move(parts.dir)),
      lock_(std::move(parts.lock)),
      anchor_(std::move(parts.anchor)),
      engine_(std::move(parts.engine)),
      head_(std::move(parts.head)),
      seen_(parts.seen) {}

DiskStore::~DiskStore() {
  const MutexLock hold(mutex_);
  if (anchor_) {
    const Status written =
        anchor_->Write({head_.versions, head_.root, head_.alerts}, AnchorFile::Wait::kDurable);
    if (!written.ok()) {
      LogWarning("store {}: {}", dir_.string(), written.error().message());
    }
  }
}

// The anchor follows the batch and never leads it. A failure to write it loses no data, so it is
// no failure of the write.
Status DiskStore::Commit(Turn& turn) {
  if (turn.head != head_) {
    turn.batch.Put(Family::kIndex, std::string(keys::kHead), Encode(turn.head));
  }
  CW_TRY(Noted(engine_->Write(turn.batch)));
  if (meanwhile_) {
    meanwhile_->Note(turn.batch);
  }
  const bool longer = turn.head.versions != head_.versions || turn.head.alerts != head_.alerts;
  const auto wait = turn.raised.empty() ? AnchorFile::Wait::kNo : AnchorFile::Wait::kDurable;
  head_ = turn.head;
  if (anchor_ && longer) {
    const Status written = anchor_->Write({head_.versions, head_.root, head_.alerts}, wait);
    if (!written.ok()) {
      LogWarning("store {}: {}", dir_.string(), written.error().message());
    }
  }
  return Ok();
}

Status DiskStore::Noted(Status written) {
  if (!written.ok() && written.error().code() == Errc::kIo && !failure_) {
    failure_ = Error(Errc::kIo, fmt::format("store {}: a write failed: {}; nothing that was "
                                            "stored is lost; check the disk's room and health, "
                                            "then start again",
                                            dir_.string(), written.error().message()));
  }
  return written;
}

Status DiskStore::CatchUp() {
  const MutexLock hold(mutex_);
  if (!lock_ && !dir_.empty()) {
    seen_ = ReadAnchor(dir_ / "anchors");
  }
  return engine_->CatchUp();
}

std::optional<Error> DiskStore::Failure() const {
  const MutexLock hold(mutex_);
  return failure_;
}

Status DiskStore::PutPacked(Turn& turn, Family family, const std::string& key,
                            std::string_view bytes, std::string& base) const {
  PackedRecord record;
  const Result<std::string> sibling =
      base.empty() ? Error(Errc::kNotFound, "") : ReadPacked(*engine_, family, base);
  if (sibling.ok()) {
    record.base = base;
    record.packed = CW_TRY(Pack(bytes, *sibling));
  }
  // Text alone packs to a third or a quarter: what is far below that need not be tried alone.
  if (!sibling.ok() || record.packed.size() > bytes.size() / kSurelySmall) {
    std::string alone = CW_TRY(Pack(bytes, ""));
    if (!sibling.ok() || record.packed.size() >= alone.size() / 2) {
      record = {"", std::move(alone)};
    }
  }
  base = record.base.empty() ? key : base;
  turn.batch.Put(family, key, Encode(record));
  return Ok();
}

Status DiskStore::PutState(const std::vector<StateRecord>& records) {
  const MutexLock hold(mutex_);
  Turn turn;
  turn.head = head_;
  for (const StateRecord& record : records) {
    if (record.value.empty()) {
      turn.batch.Delete(Family::kIndex, keys::State(record.key));
    } else {
      turn.batch.Put(Family::kIndex, keys::State(record.key), record.value);
    }
  }
  return Commit(turn);
}

Result<std::optional<std::string>> DiskStore::GetState(std::string_view key) const {
  return engine_->Get(Family::kIndex, keys::State(key));
}

Result<std::vector<StateRecord>> DiskStore::States(std::string_view key_prefix) const {
  std::vector<StateRecord> records;
  CW_TRY(engine_->Scan(
      Family::kIndex, keys::State(key_prefix), "",
      [&](std::string_view key, std::string_view value) {
        records.push_back({std::string(key.substr(keys::kStates.size())), std::string(value)});
        return true;
      }));
  return records;
}

Status DiskStore::AdvanceCursor(std::string_view sink, std::uint64_t sequence) {
  const MutexLock hold(mutex_);
  if (sequence > head_.alerts) {
    return Error(Errc::kInvalid, fmt::format("sink '{}': alert {} does not exist, the last is {}",
                                             sink, sequence, head_.alerts));
  }
  if (CW_TRY(Cursor(sink)) >= sequence) {
    return Ok();
  }
  Turn turn;
  turn.head = head_;
  turn.batch.Put(Family::kIndex, keys::Cursor(sink), keys::BigEndian64(sequence));
  return Commit(turn);
}

Status DiskStore::BeginCursor(std::string_view sink) {
  const MutexLock hold(mutex_);
  if (CW_TRY(engine_->Get(Family::kIndex, keys::Cursor(sink)))) {
    return Ok();
  }
  Turn turn;
  turn.head = head_;
  turn.batch.Put(Family::kIndex, keys::Cursor(sink), keys::BigEndian64(head_.alerts));
  return Commit(turn);
}

Result<std::uint64_t> DiskStore::Cursor(std::string_view sink) const {
  const std::optional<std::string> bytes = CW_TRY(engine_->Get(Family::kIndex, keys::Cursor(sink)));
  return bytes ? keys::ReadBigEndian64(*bytes) : 0U;
}

Bytes DiskStore::SizeOnDisk() const {
  return dir_.empty() ? Bytes() : SizeOfFolder(dir_ / "db");
}

Result<StoreStatus> DiskStore::GetStatus() const {
  const Head head = CW_TRY(ReadHead(*engine_));
  StoreStatus status;
  status.articles = head.articles;
  status.versions = head.versions;
  status.captures = head.captures;
  status.claims = head.claims;
  status.alerts = head.alerts;
  status.schema = kSchema;
  status.size_on_disk = SizeOnDisk();
  status.size_in_memory = engine_->SizeInMemory();
  CW_TRY(engine_->Scan(Family::kIndex, keys::kOwed, "", [&](std::string_view, std::string_view) {
    ++status.owed;
    return true;
  }));
  return status;
}

Result<VerifyReport> DiskStore::VerifyWith(std::vector<Witness> witnesses,
                                           const Progress& progress) const {
  {
    const MutexLock hold(mutex_);
    if (seen_) {
      witnesses.push_back(AnchorWitness(*seen_));
    }
  }
  return Audit(*engine_, std::move(witnesses), progress).Run();
}

Result<VerifyReport> Store::Verify(const Progress& progress) const {
  return VerifyWith({}, progress);
}

Result<LogHead> DiskStore::GetLogHead() const {
  const Head head = CW_TRY(ReadHead(*engine_));
  const ErasureEnd erased = CW_TRY(ReadErasureEnd(*engine_));
  return LogHead{head.versions, head.root, head.alerts, head.alert_leaf, erased.count, erased.leaf};
}

}  // namespace claimwatch
