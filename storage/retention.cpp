#include "storage/retention.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/log.h"
#include "storage/codec.h"
#include "storage/disk_store.h"
#include "storage/files.h"
#include "storage/keys.h"
#include "storage/order.h"
#include "storage/records.h"
#include "storage/sweeper.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kFormat = 1;
constexpr std::string_view kReason = "retention";
constexpr std::size_t kPiece = 1'000;  // records that go in one batch: others write in between

std::string EncodeFloor(const AlertFloor& floor) {
  RecordWriter writer(kFormat);
  writer.Number(floor.sequence).Text(floor.leaf);
  return std::move(writer).Take();
}

void Count(const Litter& one, GarbageReport& report) {
  const bool body = one.kind == Litter::Kind::kBody || one.kind == Litter::Kind::kWithheld;
  report.captures += one.kind == Litter::Kind::kCapture ? 1 : 0;
  report.bodies += body ? 1 : 0;
  report.raw += one.kind == Litter::Kind::kWithheld ? 1 : 0;
  report.alerts += one.kind == Litter::Kind::kAlert ? 1 : 0;
}

// The copies that were made before the layout changed; what cannot be removed is not counted.
std::uint64_t SweepCheckpoints(const fs::path& dir, Sweep sweep) {
  std::uint64_t count = 0;
  std::error_code problem;
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, problem)) {
    if (entry.path().filename().string().starts_with("before-schema-")) {
      found.push_back(entry.path());
    }
  }
  for (const fs::path& path : found) {
    std::error_code kept;
    if (sweep != Sweep::kLook) {
      fs::remove_all(path, kept);
    }
    if (kept) {
      LogWarning("{}: not removed: {}", path.string(), kept.message());
    } else {
      ++count;
    }
  }
  return count;
}

}  // namespace

Result<AlertFloor> ReadAlertFloor(const Engine& engine) {
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kAlertFloor));
  if (!bytes) {
    return AlertFloor{0, Head().alert_leaf};
  }
  RecordReader reader(*bytes, kFormat);
  AlertFloor floor;
  floor.sequence = reader.Number();
  floor.leaf = reader.Text();
  return Checked(reader, std::move(floor), "first alert");
}

// What writers used since the last piece is known to be kept. Bodies may be packed against others.
Status DiskStore::SpareWhatIsUsed() {
  std::unordered_set<std::string> bodies = std::move(meanwhile_->bodies);
  for (const std::string& id : meanwhile_->captures) {
    if (const auto bytes = CW_TRY(engine_->Get(Family::kIndex, keys::Capture(id)))) {
      bodies.insert(CW_TRY(DecodeCapture(*bytes)).raw_hash);
    }
  }
  for (const std::string& id : meanwhile_->articles) {
    const StoredArticle article = CW_TRY(LoadArticle(id));
    bodies.insert(article.base_body);
    const Result<StoredVersion> version = LoadVersion(id, CW_TRY(LatestOf(*this, article.record)));
    if (version.ok()) {
      bodies.insert(version->version.raw_hash);
      meanwhile_->used.insert(version->version.capture_id);
    } else if (version.error().code() != Errc::kNotFound) {  // it was erased
      return version.error();
    }
  }
  for (const std::string& hash : bodies) {
    if (const auto bytes = CW_TRY(engine_->Get(Family::kBodies, hash))) {
      meanwhile_->spared.insert(CW_TRY(DecodePacked(*bytes)).base);
    }
    meanwhile_->spared.insert(hash);
  }
  meanwhile_->used.insert(meanwhile_->captures.begin(), meanwhile_->captures.end());
  meanwhile_->captures.clear();
  meanwhile_->articles.clear();
  meanwhile_->bodies.clear();
  return Ok();
}

Status DiskStore::Drop(std::span<const Litter> piece, GarbageReport& report) {
  const MutexLock hold(mutex_);
  CW_TRY(SpareWhatIsUsed());
  Turn turn;
  turn.head = head_;
  GarbageReport gone = report;
  for (const Litter& one : piece) {
    const bool capture = one.kind == Litter::Kind::kCapture;
    if ((capture ? meanwhile_->used : meanwhile_->spared).contains(one.id)) {
      continue;
    }
    const bool body = one.kind == Litter::Kind::kBody || one.kind == Litter::Kind::kWithheld;
    if (body && !CW_TRY(engine_->Get(Family::kBodies, one.id))) {
      continue;  // erased meanwhile, as a mark of its own says
    }
    Count(one, gone);
    switch (one.kind) {
      case Litter::Kind::kCapture:
        turn.batch.Delete(Family::kIndex, keys::Capture(one.id));
        turn.head.captures -= std::min<std::uint64_t>(turn.head.captures, 1);
        break;
      case Litter::Kind::kWithheld:
        turn.batch.Put(Family::kIndex, keys::Withheld(one.id), std::string(kReason));
        [[fallthrough]];
      case Litter::Kind::kBody:
        turn.batch.Delete(Family::kBodies, one.id);
        break;
      case Litter::Kind::kAlert:
        turn.batch.Delete(Family::kAlerts, keys::Alert(one.sequence));
        turn.batch.Delete(Family::kIndex, keys::AlertId(one.id));
        turn.batch.Put(Family::kIndex, std::string(keys::kAlertFloor),
                       EncodeFloor({one.sequence, one.leaf}));
        break;
    }
  }
  CW_TRY(Commit(turn));
  report = gone;
  return Ok();
}

Result<GarbageReport> DiskStore::DropLitter(const Retention& retention,
                                            const std::stop_token& stop) {
  GarbageReport report;
  const std::vector<Litter> litter = CW_TRY(LookForLitter(*this, *engine_, retention, stop));
  for (std::size_t at = 0; at < litter.size() && !stop.stop_requested(); at += kPiece) {
    CW_TRY(Drop(std::span(litter).subspan(at, std::min(kPiece, litter.size() - at)), report));
  }
  if (stop.stop_requested()) {
    return Error(Errc::kBusy, "stopped before the end");
  }
  return report;
}

Result<GarbageReport> DiskStore::CollectGarbage(const Retention& retention, Sweep sweep,
                                                const std::stop_token& stop) {
  const Bytes before = SizeOnDisk();
  GarbageReport report;
  if (sweep == Sweep::kLook) {
    for (const Litter& one : CW_TRY(LookForLitter(*this, *engine_, retention, stop))) {
      Count(one, report);
    }
  } else {
    Watch(std::make_unique<Meanwhile>());
    const Result<GarbageReport> dropped = DropLitter(retention, stop);
    Watch(nullptr);
    report = CW_TRY(dropped);
  }
  if (sweep == Sweep::kDropAndRewrite) {
    CW_TRY(engine_->Compact(stop));
    CW_TRY(FinishErasures());  // a file at the bottom is left as it is by the former
  }
  if (sweep != Sweep::kDrop) {  // a person has judged the new version
    report.checkpoints = SweepCheckpoints(dir_, sweep);
  }
  report.before = before;
  if (sweep == Sweep::kDropAndRewrite) {
    report.after = SizeOnDisk();
  }
  return report;
}

void DiskStore::Watch(std::unique_ptr<Meanwhile> meanwhile) {
  const MutexLock hold(mutex_);
  meanwhile_ = std::move(meanwhile);
}

}  // namespace claimwatch
