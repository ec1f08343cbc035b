#include "storage/upkeep.h"

#include <array>
#include <vector>

#include <fmt/format.h>

#include "storage/anchor.h"
#include "storage/audit.h"
#include "storage/engine.h"
#include "storage/files.h"
#include "storage/lock.h"
#include "storage/migrate.h"
#include "storage/records.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatchBytes = 4U << 20U;
constexpr std::array<Family, kFamilies> kAll = {Family::kIndex, Family::kVersions, Family::kBodies,
                                                Family::kAlerts};

Status CopyFamily(const Engine& from, Engine& to, Family family) {
  Batch batch;
  std::size_t size = 0;
  Status written;
  CW_TRY(from.Scan(family, "", "", [&](std::string_view key, std::string_view value) {
    batch.Put(family, std::string(key), std::string(value));
    size += key.size() + value.size();
    if (size >= kBatchBytes) {
      written = to.Write(batch);
      batch = Batch();
      size = 0;
    }
    return written.ok();
  }));
  CW_TRY(written);
  return batch.empty() ? Ok() : to.Write(batch);
}

// In both of its places: the anchor may also have to say less than it did.
Status SetAnchor(const fs::path& dir, const Head& head) {
  const std::unique_ptr<AnchorFile> file = CW_TRY(AnchorFile::Open(dir / "anchors"));
  const Anchor anchor{head.versions, head.root, head.alerts};
  CW_TRY(file->Write(anchor, AnchorFile::Wait::kNo));
  return file->Write(anchor, AnchorFile::Wait::kDurable);
}

std::vector<Witness> WitnessesFrom(const std::optional<Anchor>& anchor) {
  return anchor ? std::vector{AnchorWitness(*anchor)} : std::vector<Witness>();
}

Status Fill(const Engine& source, const fs::path& to) {
  const std::unique_ptr<Engine> target = CW_TRY(Engine::Open(to / "db"));
  for (const Family family : kAll) {
    CW_TRY(CopyFamily(source, *target, family));
  }
  return SetAnchor(to, CW_TRY(ReadHead(*target)));
}

// Which of the files that a copy makes beside its database are not in `to` yet: a restore may find
// the anchors of the store whose place it takes.
std::vector<fs::path> NotThereYet(const fs::path& to) {
  std::vector<fs::path> fresh = {to / "anchors", to / "pid"};
  std::erase_if(fresh, [](const fs::path& file) {
    std::error_code ignored;
    return fs::exists(file, ignored);
  });
  return fresh;
}

// A copy that could not be written to its end is none, and the room it takes may be what is
// lacking.
Error RemoveAgain(const fs::path& to, const std::vector<fs::path>& fresh, const Error& why) {
  std::error_code ignored;
  fs::remove_all(to / "db", ignored);
  for (const fs::path& file : fresh) {
    fs::remove(file, ignored);
  }
  return Error(why.code(), fmt::format("{}: {}; what was copied was removed again", to.string(),
                                       why.message()));
}

Result<VerifyReport> Copy(const fs::path& from, const fs::path& to, const Progress& progress) {
  CW_TRY(MakeFolders(to));
  const std::optional<Anchor> seen = ReadAnchor(from / "anchors");
  const std::vector<fs::path> fresh = NotThereYet(to);
  const std::unique_ptr<StoreLock> lock = CW_TRY(StoreLock::Take(to));
  const std::unique_ptr<Engine> source = CW_TRY(Engine::OpenReader(from / "db"));
  if (const Status filled = Fill(*source, to); !filled.ok()) {
    return RemoveAgain(to, fresh, filled.error());
  }
  const std::unique_ptr<Engine> target = CW_TRY(Engine::Open(to / "db"));
  VerifyReport report = CW_TRY(Audit(*target, WitnessesFrom(seen), progress).Run());
  if (report.problem_count != 0) {
    return Error(Errc::kCorrupt, fmt::format("{}: the copy has {} problems, first: {}", to.string(),
                                             report.problem_count, report.problems.front()));
  }
  return report;
}

Status NeedStore(const fs::path& dir) {
  std::error_code ignored;
  if (!fs::exists(dir / "db", ignored)) {
    return Error(Errc::kNotFound, fmt::format("no store in {}", dir.string()));
  }
  return Ok();
}

}  // namespace

Result<VerifyReport> BackUpStore(const fs::path& dir, const fs::path& to,
                                 const Progress& progress) {
  CW_TRY(NeedStore(dir));
  std::error_code ignored;
  if (fs::exists(to, ignored) && !fs::is_empty(to, ignored)) {
    return Error(
        Errc::kInvalid,
        fmt::format("{} is not empty; a backup goes into a folder of its own", to.string()));
  }
  return Copy(dir, to, progress);
}

Result<VerifyReport> RestoreStore(const fs::path& from, const fs::path& dir,
                                  const Progress& progress) {
  CW_TRY(NeedStore(from));
  if (NeedStore(dir).ok()) {
    return Error(Errc::kInvalid,
                 fmt::format("{} holds a store; move its folder 'db' away first", dir.string()));
  }
  return Copy(from, dir, progress);
}

Result<VerifyReport> CheckStore(const fs::path& dir, Repair repair, const Progress& progress) {
  CW_TRY(NeedStore(dir));
  const std::unique_ptr<StoreLock> lock = CW_TRY(StoreLock::Take(dir));
  if (repair == Repair::kRebuild) {
    CW_TRY(Engine::Rebuild(dir / "db"));
  }
  Result<std::unique_ptr<Engine>> engine = Engine::Open(dir / "db");
  if (!engine.ok()) {
    return Error(engine.error().code(),
                 fmt::format("store {}: {}; restore a backup, or try `claimwatch fsck --rebuild` "
                             "on a copy",
                             dir.string(), engine.error().message()));
  }
  CW_TRY(ReadSchema(**engine));
  const Head head = CW_TRY(ReadHead(**engine));
  std::optional<Anchor> anchor = ReadAnchor(dir / "anchors");
  if (repair != Repair::kNo) {
    CW_TRY(SetAnchor(dir, head));
    anchor.reset();
  }
  return Audit(**engine, WitnessesFrom(anchor), progress).Run();
}

}  // namespace claimwatch
