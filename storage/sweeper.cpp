#include "storage/sweeper.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/alert.h"
#include "core/digest.h"
#include "core/json.h"
#include "storage/erasure.h"
#include "storage/keys.h"
#include "storage/order.h"
#include "storage/packed.h"
#include "storage/records.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

bool Before(Time time, const std::optional<Time>& limit) {
  return limit && time < *limit;
}

class Sweeper {
 public:
  Sweeper(const Store& store, const Engine& engine, const Retention& retention,
          const std::stop_token& stop)
      : store_(store),
        engine_(engine),
        retention_(retention),
        stop_(stop) {}

  Result<std::vector<Litter>> Run() {
    CW_TRY(LookAtArticles());
    CW_TRY(LookAtVersions());
    CW_TRY(SweepCaptures());
    CW_TRY(SweepBodies());
    CW_TRY(SweepAlerts());
    return std::move(litter_);
  }

 private:
  // Calls `visit` with each record of a range; its first error ends it.
  template <typename Visit>
  Status Scan(Family family, std::string_view prefix, Visit visit) {
    Status failed;
    CW_TRY(engine_.Scan(family, prefix, "", [&](std::string_view key, std::string_view value) {
      failed = stop_.stop_requested() ? Error(Errc::kBusy, "stopped before the end")
                                      : visit(key.substr(prefix.size()), value);
      return failed.ok();
    }));
    return failed;
  }

  // The next versions are packed against these, and the latest ones are kept whatever their age.
  Status LookAtArticles() {
    return Scan(Family::kIndex, keys::kArticles,
                [&](std::string_view id, std::string_view value) -> Status {
                  const StoredArticle article = CW_TRY(DecodeArticle(value));
                  const Result<std::uint32_t> latest = LatestOf(store_, article.record);
                  // Somebody added a version since the scan began; it is noted with the article.
                  CW_TRY(latest.ok() || latest.error().code() == Errc::kCorrupt
                             ? Ok()
                             : Status(latest.error()));
                  latest_[StableHash(id)] = latest.value_or(0);
                  bases_.insert(StableHash(article.base_body));
                  kept_.insert(StableHash(article.base_body));
                  return Ok();
                });
  }

  // What is under the key now: the scan shows what was there when it began. nullopt: it was erased
  // since.
  Result<std::optional<Version>> VersionAt(std::string_view key) const {
    const auto read = [&]() -> Result<Version> {
      const std::string bytes = CW_TRY(ReadPacked(engine_, Family::kVersions, key));
      return CW_TRY(DecodeVersion(bytes)).version;
    };
    Result<Version> version = read();
    version = version.ok() ? std::move(version) : read();  // what it was packed against changed
    if (!version.ok() && version.error().code() == Errc::kNotFound) {
      return std::optional<Version>();
    }
    return version.ok() ? Result<std::optional<Version>>(std::move(version).value())
                        : version.error();
  }

  Status LookAtVersions() {
    const Status looked =
        Scan(Family::kVersions, "", [&](std::string_view key, std::string_view) -> Status {
          const std::optional<Version> version = CW_TRY(VersionAt(key));
          if (version) {
            bool& kept = captures_[StableHash(version->capture_id)];
            kept = kept || latest_[StableHash(version->article_id)] == version->number;
          }
          return Ok();
        });
    CW_TRY(looked);
    for (const StoredErasure& stored : CW_TRY(ReadErasures(engine_, ""))) {
      captures_.try_emplace(StableHash(stored.erasure.capture_id), false);
    }
    // What a baseline was read from is read again at every start.
    for (const StateRecord& state : CW_TRY(store_.States(keys::kBaselines))) {
      const Json record = Json::Parse(state.value).value_or(Json());
      captures_[StableHash(record["capture"].AsString())] = true;
    }
    return Ok();
  }

  Status SweepCaptures() {
    return Scan(Family::kIndex, keys::kCaptures,
                [&](std::string_view id, std::string_view value) -> Status {
                  const CaptureRecord capture = CW_TRY(DecodeCapture(value));
                  const auto version = captures_.find(StableHash(id));
                  const bool refused = version == captures_.end();
                  if (refused && Before(capture.page.fetched, retention_.refused_before)) {
                    litter_.push_back({Litter::Kind::kCapture, std::string(id)});
                  } else if (!refused && !version->second &&
                             Before(capture.page.fetched, retention_.raw_before)) {
                    raw_.insert(StableHash(capture.raw_hash));
                  } else {
                    kept_.insert(StableHash(capture.raw_hash));
                  }
                  return Ok();
                });
  }

  // A body stays when a capture has it, or when one that stays was packed against it, or when the
  // next one will be.
  Status SweepBodies() {
    std::vector<std::string> packed;
    std::vector<std::string> alone;
    const Status looked =
        Scan(Family::kBodies, "", [&](std::string_view key, std::string_view value) -> Status {
          const std::string base = CW_TRY(DecodePacked(value)).base;
          if (kept_.contains(StableHash(key))) {
            bases_.insert(StableHash(base));
          } else {
            (base.empty() ? alone : packed).emplace_back(key);
          }
          return Ok();
        });
    CW_TRY(looked);
    AddBodies(packed);
    AddBodies(alone);
    return Ok();
  }

  void AddBodies(std::vector<std::string>& hashes) {
    for (std::string& hash : hashes) {
      const std::uint64_t key = StableHash(hash);
      if (!bases_.contains(key)) {
        const bool raw = raw_.contains(key);
        litter_.push_back({raw ? Litter::Kind::kWithheld : Litter::Kind::kBody, std::move(hash)});
      }
    }
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
    const AlertFloor floor = CW_TRY(ReadAlertFloor(engine_));
    return engine_.Scan(
        Family::kAlerts, "", keys::Alert(floor.sequence + 1),
        [&](std::string_view, std::string_view value) {
          Result<Json> record = Json::Parse(value);
          const Result<Alert> alert =
              record.ok() ? AlertFromRecord(*record) : Result<Alert>(record.error());
          if (!alert.ok() || alert->sequence > taken ||
              !Before(alert->time, retention_.alerts_before)) {
            return false;
          }
          litter_.push_back({Litter::Kind::kAlert, alert->id, alert->sequence,
                             std::string(record->At("claimwatch.integrity.leaf_hash").AsString())});
          return true;
        });
  }

  const Store& store_;
  const Engine& engine_;
  const Retention& retention_;
  const std::stop_token& stop_;
  std::vector<Litter> litter_;
  // Of a million versions: 64 bits of what names them.
  std::unordered_map<std::uint64_t, std::uint32_t> latest_;  // number, by article
  std::unordered_map<std::uint64_t, bool> captures_;  // of versions; whether one is the latest
  std::unordered_set<std::uint64_t> kept_;            // bodies of captures that stay
  std::unordered_set<std::uint64_t> bases_;
  std::unordered_set<std::uint64_t> raw_;  // bodies of versions that may go
};

}  // namespace

Result<std::vector<Litter>> LookForLitter(const Store& store, const Engine& engine,
                                          const Retention& retention, const std::stop_token& stop) {
  return Sweeper(store, engine, retention, stop).Run();
}

void Meanwhile::Note(const Batch& batch) {
  for (const Batch::Change& change : batch.changes()) {
    if (!change.value) {
      continue;
    }
    const auto note = [&](std::string_view prefix, std::unordered_set<std::string>& into) {
      if (change.key.starts_with(prefix)) {
        into.insert(change.key.substr(prefix.size()));
      }
    };
    if (change.family == Family::kIndex) {
      note(keys::kCaptures, captures);
      note(keys::kArticles, articles);
    } else if (change.family == Family::kBodies) {
      bodies.insert(change.key);
      bodies.insert(DecodePacked(*change.value).value_or(PackedRecord()).base);
    }
  }
}

}  // namespace claimwatch
