#include "storage/retention.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "core/alert.h"
#include "core/json.h"
#include "core/log.h"
#include "storage/codec.h"
#include "storage/erasure.h"
#include "storage/files.h"
#include "storage/keys.h"
#include "storage/lock.h"
#include "storage/migrate.h"
#include "storage/order.h"
#include "storage/packed.h"
#include "storage/purge.h"
#include "storage/records.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kFormat = 1;
constexpr std::string_view kReason = "retention";

std::string EncodeFloor(const AlertFloor& floor) {
  RecordWriter writer(kFormat);
  writer.Number(floor.sequence).Text(floor.leaf);
  return std::move(writer).Take();
}

// One look through the store: what stays, and the batch that drops the rest.
class Sweeper {
 public:
  Sweeper(const Engine& engine, const Retention& retention)
      : engine_(engine),
        retention_(retention) {}

  Status Run() {
    CW_TRY(LookAtArticles());
    CW_TRY(LookAtVersions());
    CW_TRY(SweepCaptures());
    CW_TRY(SweepBodies());
    CW_TRY(SweepAlerts());
    Head head = CW_TRY(ReadHead(engine_));
    head.captures -= std::min(head.captures, report_.captures);
    batch_.Put(Family::kIndex, std::string(keys::kHead), Encode(head));
    return Ok();
  }

  const Batch& batch() const { return batch_; }

  const GarbageReport& report() const { return report_; }

 private:
  // Calls `visit` with each decoded record of a range; its first error ends it.
  template <typename Decode, typename Visit>
  Status Each(std::string_view prefix, Decode decode, Visit visit) {
    Status failed;
    CW_TRY(
        engine_.Scan(Family::kIndex, prefix, "", [&](std::string_view key, std::string_view value) {
          auto record = decode(value);
          if (!record.ok()) {
            failed = record.error();
            return false;
          }
          visit(key.substr(prefix.size()), *record);
          return true;
        }));
    return failed;
  }

  // The next versions are packed against these, and the latest ones are kept whatever their age.
  Status LookAtArticles() {
    CW_TRY(Each(keys::kArticles, DecodeArticle,
                [&](std::string_view id, const StoredArticle& article) {
                  latest_[std::string(id)] = article.record.versions;
                  bases_.insert(article.base_body);
                }));
    Status failed;
    const std::string prefix = keys::State(OrderKey(""));
    CW_TRY(
        engine_.Scan(Family::kIndex, prefix, "", [&](std::string_view key, std::string_view value) {
          std::uint32_t& latest = latest_[std::string(key.substr(prefix.size()))];
          const auto order = ReadOrder(std::string(value), latest);
          failed = order.ok() ? failed : Status(order.error());
          latest = order.ok() && latest != 0 ? order->back() : latest;
          return failed.ok();
        }));
    return failed;
  }

  Status LookAtVersions() {
    Status failed;
    CW_TRY(engine_.Scan(Family::kVersions, "", "", [&](std::string_view key, std::string_view) {
      const Result<std::string> bytes = ReadPacked(engine_, Family::kVersions, key);
      const Result<StoredVersion> stored =
          bytes.ok() ? DecodeVersion(*bytes) : Result<StoredVersion>(bytes.error());
      if (!stored.ok()) {
        failed = stored.error();
        return false;
      }
      const Version& version = stored->version;
      const bool latest = latest_[version.article_id] == version.number;
      captures_[version.capture_id] = captures_[version.capture_id] || latest;
      return true;
    }));
    CW_TRY(failed);
    for (const StoredErasure& stored : CW_TRY(ReadErasures(engine_, ""))) {
      captures_.try_emplace(stored.erasure.capture_id, false);
    }
    // What a baseline was read from is read again at every start.
    return engine_.Scan(Family::kIndex, keys::State(keys::kBaselines), "",
                        [&](std::string_view, std::string_view value) {
                          const Json record = Json::Parse(value).value_or(Json());
                          captures_[std::string(record["capture"].AsString())] = true;
                          return true;
                        });
  }

  static bool Before(Time time, const std::optional<Time>& limit) { return limit && time < *limit; }

  Status SweepCaptures() {
    return Each(keys::kCaptures, DecodeCapture,
                [&](std::string_view id, const CaptureRecord& capture) {
                  const auto version = captures_.find(std::string(id));
                  const bool refused = version == captures_.end();
                  if (refused && Before(capture.page.fetched, retention_.refused_before)) {
                    batch_.Delete(Family::kIndex, keys::Capture(id));
                    ++report_.captures;
                  } else if (!refused && !version->second &&
                             Before(capture.page.fetched, retention_.raw_before)) {
                    raw_.insert(capture.raw_hash);
                  } else {
                    kept_.insert(capture.raw_hash);
                  }
                });
  }

  // A body stays when a capture has it, or when one that stays was packed against it, or when the
  // next one will be.
  Status SweepBodies() {
    for (const std::string& hash : kept_) {
      const std::optional<std::string> bytes = CW_TRY(engine_.Get(Family::kBodies, hash));
      if (bytes) {
        bases_.insert(CW_TRY(DecodePacked(*bytes)).base);
      }
    }
    return engine_.Scan(Family::kBodies, "", "", [&](std::string_view key, std::string_view) {
      const std::string hash(key);
      if (kept_.contains(hash) || bases_.contains(hash)) {
        return true;
      }
      batch_.Delete(Family::kBodies, hash);
      ++report_.bodies;
      if (raw_.contains(hash)) {
        batch_.Put(Family::kIndex, keys::Withheld(hash), std::string(kReason));
        ++report_.raw;
      }
      return true;
    });
  }

  bool IsOwed(std::string_view cursor) const {
    const std::string_view sink = cursor.substr(keys::kCursors.size());
    return !retention_.sinks || std::find(retention_.sinks->begin(), retention_.sinks->end(),
                                          sink) != retention_.sinks->end();
  }

  // The last alert that every sink has taken.
  Result<std::uint64_t> Taken() const {
    std::uint64_t taken = CW_TRY(ReadHead(engine_)).alerts;
    CW_TRY(engine_.Scan(Family::kIndex, keys::kCursors, "",
                        [&](std::string_view key, std::string_view value) {
                          if (IsOwed(key)) {
                            taken = std::min(taken, keys::ReadBigEndian64(value));
                          }
                          return true;
                        }));
    return taken;
  }

  Status SweepAlerts() {
    if (!retention_.alerts_before) {
      return Ok();
    }
    const std::uint64_t taken = CW_TRY(Taken());
    AlertFloor floor = CW_TRY(ReadAlertFloor(engine_));
    CW_TRY(engine_.Scan(Family::kAlerts, "", keys::Alert(floor.sequence + 1),
                        [&](std::string_view key, std::string_view value) {
                          Result<Json> record = Json::Parse(value);
                          const Result<Alert> alert = record.ok() ? AlertFromRecord(*record)
                                                                  : Result<Alert>(record.error());
                          if (!alert.ok() || alert->sequence > taken ||
                              !Before(alert->time, retention_.alerts_before)) {
                            return false;
                          }
                          batch_.Delete(Family::kAlerts, std::string(key));
                          batch_.Delete(Family::kIndex, keys::AlertId(alert->id));
                          floor = {
                              alert->sequence,
                              std::string(record->At("claimwatch.integrity.leaf_hash").AsString())};
                          ++report_.alerts;
                          return true;
                        }));
    if (report_.alerts != 0) {
      batch_.Put(Family::kIndex, std::string(keys::kAlertFloor), EncodeFloor(floor));
    }
    return Ok();
  }

  const Engine& engine_;
  const Retention& retention_;
  GarbageReport report_;
  Batch batch_;
  std::unordered_map<std::string, std::uint32_t> latest_;  // number, by article
  std::unordered_map<std::string, bool> captures_;         // of versions; whether one is the latest
  std::unordered_set<std::string> kept_;                   // bodies of captures that stay
  std::unordered_set<std::string> bases_;
  std::unordered_set<std::string> raw_;  // bodies of versions that may go
};

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
    if (sweep == Sweep::kDrop) {
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

Result<GarbageReport> CollectGarbage(const fs::path& dir, const Retention& retention, Sweep sweep) {
  std::error_code problem;
  if (!fs::exists(dir / "db", problem)) {
    return Error(Errc::kNotFound, fmt::format("no store in {}", dir.string()));
  }
  const Bytes before = SizeOfFolder(dir / "db");
  GarbageReport report;
  {
    const std::unique_ptr<StoreLock> lock = CW_TRY(StoreLock::Take(dir));
    const std::unique_ptr<Engine> engine = CW_TRY(Engine::Open(dir / "db"));
    CW_TRY(ReadSchema(*engine));
    Sweeper sweeper(*engine, retention);
    CW_TRY(sweeper.Run());
    report = sweeper.report();
    if (sweep == Sweep::kDrop) {
      CW_TRY(engine->Write(sweeper.batch()));
      const std::vector<KeyRange> owed = CW_TRY(OwedPurges(*engine));
      CW_TRY(engine->Compact());
      for (const KeyRange& range : owed) {  // a file at the bottom is left as it is by the former
        CW_TRY(engine->Purge(range.family, range.from, range.to));
      }
      Batch settled;
      CW_TRY(SettlePurges(*engine, owed, settled));
      CW_TRY(engine->Write(settled));
    }
  }
  report.checkpoints = SweepCheckpoints(dir, sweep);
  report.before = before;
  report.after = sweep == Sweep::kDrop ? SizeOfFolder(dir / "db") : before;
  return report;
}

}  // namespace claimwatch
