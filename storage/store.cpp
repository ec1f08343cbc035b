#include "storage/store.h"

#include <fmt/format.h>

#include "core/log.h"
#include "storage/disk_store.h"
#include "storage/files.h"
#include "storage/keys.h"
#include "storage/migrate.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

Error Named(const fs::path& dir, const Error& error) {
  const std::string hint = error.code() == Errc::kCorrupt
                               ? "; nothing was changed; run `claimwatch fsck` or restore a backup"
                               : "";
  return Error(error.code(), fmt::format("store {}: {}{}", dir.string(), error.message(), hint));
}

Error Missing(const Anchor& anchor, const Head& head) {
  return Error(Errc::kCorrupt,
               fmt::format("shorter than its anchor: {} of {} versions and {} of {} alerts are "
                           "there, the rest is missing",
                           head.versions, anchor.versions, head.alerts, anchor.alerts));
}

// The store must be at least as long as the anchor says, and have the same root at that length.
Status CheckAnchor(const Engine& engine, const Head& head, const Anchor& anchor) {
  if (head.versions < anchor.versions || head.alerts < anchor.alerts) {
    return Missing(anchor, head);
  }
  if (anchor.versions == 0) {
    return Ok();
  }
  const std::optional<std::string> bytes =
      CW_TRY(engine.Get(Family::kIndex, keys::Chain(anchor.versions)));
  if (!bytes) {
    return Missing(anchor, head);
  }
  const ChainEntry entry = CW_TRY(DecodeChainEntry(*bytes));
  if (entry.root != anchor.root) {
    return Error(Errc::kCorrupt, fmt::format("its history up to version record {} is not the one "
                                             "its anchor names",
                                             anchor.versions));
  }
  return Ok();
}

// A fresh store gets its number before anything else, an older one the layout of this program.
Result<Head> Start(Engine& engine, const fs::path& dir) {
  const std::uint32_t schema = CW_TRY(ReadSchema(engine));
  if (schema == 0) {
    Batch batch;
    batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(kSchema));
    CW_TRY(engine.Write(batch));
    return ReadHead(engine);
  }
  CW_TRY(Migrate(engine, dir, schema));
  return ReadHead(engine);
}

Result<DiskStore::Parts> OpenParts(const fs::path& dir) {
  DiskStore::Parts parts;
  parts.dir = dir;
  parts.lock = CW_TRY(StoreLock::Take(dir));
  parts.engine = CW_TRY(Engine::Open(dir / "db"));
  parts.head = CW_TRY(Start(*parts.engine, dir));
  if (const std::optional<Anchor> anchor = ReadAnchor(dir / "anchors")) {
    CW_TRY(CheckAnchor(*parts.engine, parts.head, *anchor));
  } else if (parts.head.versions > 0) {
    LogWarning("store {}: no readable anchor; whether its end is missing cannot be told",
               dir.string());
  }
  parts.anchor = CW_TRY(AnchorFile::Open(dir / "anchors"));
  CW_TRY(parts.anchor->Write({parts.head.versions, parts.head.root, parts.head.alerts},
                             AnchorFile::Wait::kDurable));
  return parts;
}

bool Reaches(const Head& head, const std::optional<Anchor>& anchor) {
  return !anchor || (head.versions >= anchor->versions && head.alerts >= anchor->alerts);
}

// How often a reader looks again when it sees less than the anchor named before it looked.
constexpr int kLooks = 4;

// Readers are not refused: what is there must stay readable. But whoever reads a store that lost
// its end has to know it, because RocksDB answers OK (RELIABILITY 5). A writer that is just
// starting is no loss, so a view that is too short is looked at again before anything is said.
Status SeeWhole(DiskStore::Parts& parts) {
  for (int looks = 1; !Reaches(parts.head, parts.seen) && looks < kLooks; ++looks) {
    CW_TRY(parts.engine->CatchUp());
    parts.head = CW_TRY(ReadHead(*parts.engine));
    if (!Reaches(parts.head, parts.seen)) {
      parts.engine = CW_TRY(Engine::OpenReader(parts.dir / "db"));
      parts.head = CW_TRY(ReadHead(*parts.engine));
    }
  }
  if (!Reaches(parts.head, parts.seen)) {
    LogError("store {}: {}; stop the daemon, then restore a backup or see `claimwatch fsck`",
             parts.dir.string(), Missing(*parts.seen, parts.head).message());
  }
  return Ok();
}

Result<DiskStore::Parts> OpenReaderParts(const fs::path& dir) {
  DiskStore::Parts parts;
  parts.dir = dir;
  parts.seen = ReadAnchor(dir / "anchors");
  parts.engine = CW_TRY(Engine::OpenReader(dir / "db"));
  parts.head = CW_TRY(ReadHead(*parts.engine));
  CW_TRY(SeeWhole(parts));
  if (CW_TRY(ReadSchema(*parts.engine)) == 0) {
    return Error(Errc::kBusy, "is just being made; try again");
  }
  return parts;
}

// What can be said before RocksDB says it less clearly.
Status CheckReadable(const fs::path& dir) {
  std::error_code problem;
  const bool there = fs::exists(dir / "db" / "CURRENT", problem);
  if (problem) {
    return Error(Errc::kIo, fmt::format("store {}: {}; reading it needs the right to enter the "
                                        "folder (group claimwatch)",
                                        dir.string(), problem.message()));
  }
  if (!there) {
    return Error(
        Errc::kNotFound,
        fmt::format("no store in {}; has claimwatchd run, and is state_dir right?", dir.string()));
  }
  return Ok();
}

}  // namespace

Result<std::unique_ptr<Store>> Store::Open(const fs::path& dir) {
  if (const Status made = MakeFolders(dir); !made.ok()) {
    return Named(dir, made.error());
  }
  Result<DiskStore::Parts> parts = OpenParts(dir);
  if (!parts.ok()) {
    return parts.error().code() == Errc::kBusy ? parts.error() : Named(dir, parts.error());
  }
  return std::unique_ptr<Store>(std::make_unique<DiskStore>(std::move(parts).value()));
}

Result<std::unique_ptr<Store>> Store::OpenReader(const fs::path& dir) {
  CW_TRY(CheckReadable(dir));
  Result<DiskStore::Parts> parts = OpenReaderParts(dir);
  if (!parts.ok()) {
    return Named(dir, parts.error());
  }
  return std::unique_ptr<Store>(std::make_unique<DiskStore>(std::move(parts).value()));
}

Result<std::unique_ptr<Store>> Store::OpenInMemory() {
  DiskStore::Parts parts;
  parts.engine = CW_TRY(Engine::OpenInMemory());
  parts.head = CW_TRY(Start(*parts.engine, {}));
  return std::unique_ptr<Store>(std::make_unique<DiskStore>(std::move(parts)));
}

}  // namespace claimwatch
