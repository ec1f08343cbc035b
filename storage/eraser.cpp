#include "storage/eraser.h"

#include <algorithm>

#include <fmt/format.h>

#include "storage/keys.h"
#include "storage/order.h"
#include "storage/packed.h"

namespace claimwatch {

DiskStore::Eraser::Eraser(const DiskStore& store, const ErasureOrder& order, Turn& turn)
    : store_(store),
      engine_(*store.engine_),
      order_(order),
      turn_(turn) {}

Result<ErasureReport> DiskStore::Eraser::Run() {
  article_ = CW_TRY(store_.LoadArticle(order_.article_id));
  by_time_ = CW_TRY(OrderOf(store_, article_.record));
  CW_TRY(Choose());
  if (doomed_.empty()) {
    return std::move(report_);
  }
  CW_TRY(FindRefused());
  CW_TRY(SpareBaselines());
  CW_TRY(ReadLog());
  CW_TRY(DropTexts());
  CW_TRY(DropBodies());
  CW_TRY(DropFindings());
  CW_TRY(BlankClaims());
  CW_TRY(BlankSuppressed());
  CW_TRY(BlankArticle());
  CW_TRY(BlankAlerts());
  CW_TRY(PutRecords());
  CW_TRY(DropBeside());
  CW_TRY(OweFiles());
  return std::move(report_);
}

Status DiskStore::Eraser::Choose() {
  for (const std::uint32_t number : std::set(order_.numbers.begin(), order_.numbers.end())) {
    std::optional<StoredErasure> earlier = CW_TRY(ReadErasure(engine_, order_.article_id, number));
    if (earlier) {
      report_.before.push_back(std::move(earlier->erasure));
      continue;
    }
    StoredVersion version = CW_TRY(store_.LoadVersion(order_.article_id, number));
    hashes_.insert(version.version.raw_hash);
    doomed_.emplace(number, std::move(version.version));
    report_.erased.push_back(number);
  }
  const auto earlier = CW_TRY(ReadErasures(engine_, order_.article_id));
  whole_ = earlier.size() + doomed_.size() == article_.record.versions;
  return Ok();
}

bool DiskStore::Eraser::IsOurs(std::string_view article_id, std::uint32_t number) const {
  return article_id == order_.article_id && doomed_.contains(number);
}

// Answers from its addresses that were no version may show the text all the same: one that was not
// believed yet, a wall with the first lines. Which version they show is not known, so they go with
// the last one.
Status DiskStore::Eraser::FindRefused() {
  if (!whole_) {
    return Ok();
  }
  std::set<std::string> addresses(article_.record.other_urls.begin(),
                                  article_.record.other_urls.end());
  addresses.insert(article_.record.url);
  std::set<std::string> hosts;  // to pass by what cannot be meant without decoding it
  for (const std::string& address : addresses) {
    hosts.insert(std::string(Url::Parse(address).value_or(Url()).host()));
  }
  const auto is_meant = [&](std::string_view value) {
    return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
      return value.find(host) != std::string_view::npos;
    });
  };
  return engine_.Scan(
      Family::kIndex, keys::kCaptures, "", [&](std::string_view, std::string_view value) {
        const Result<CaptureRecord> capture =
            is_meant(value) ? DecodeCapture(value) : Error(Errc::kNotFound, "");
        if (capture.ok() && (addresses.contains(CanonicalUrl(capture->page.url)) ||
                             addresses.contains(CanonicalUrl(capture->page.requested)))) {
          hashes_.insert(capture->raw_hash);
        }
        return true;
      });
}

// What a baseline was read from stays: it is compared with at every start.
Status DiskStore::Eraser::SpareBaselines() {
  for (const StateRecord& state : CW_TRY(store_.States(keys::kBaselines))) {
    const Json record = Json::Parse(state.value).value_or(Json());
    const std::optional<std::string> bytes =
        CW_TRY(engine_.Get(Family::kIndex, keys::Capture(record["capture"].AsString())));
    if (!bytes) {
      continue;
    }
    const CaptureRecord capture = CW_TRY(DecodeCapture(*bytes));
    if (hashes_.contains(capture.raw_hash)) {
      shared_.insert(capture.raw_hash);
      report_.shared.push_back(state.key);
    }
  }
  return Ok();
}

Status DiskStore::Eraser::EachRecord(const std::function<Status(const ChainEntry&)>& visit) const {
  Status failed;
  CW_TRY(
      engine_.Scan(Family::kIndex, keys::kChain, "", [&](std::string_view, std::string_view value) {
        const Result<ChainEntry> entry = DecodeChainEntry(value);
        failed = entry.ok() ? visit(*entry) : Status(entry.error());
        return failed.ok();
      }));
  return failed;
}

// Who else has these responses, and which responses may be packed against them: those of the
// articles that have them.
Status DiskStore::Eraser::ReadLog() {
  const Status read = EachRecord([&](const ChainEntry& entry) -> Status {
    const ChainRecord& record = entry.record;
    const bool ours = IsOurs(record.article_id, record.number);
    if (ours) {
      leaves_[record.number] = entry.leaf;
    }
    if (record.article_id == order_.article_id) {
      holders_[record.article_id].push_back(record.raw_hash);
    }
    if (!hashes_.contains(record.raw_hash)) {
      return Ok();
    }
    holders_[record.article_id];
    if (!ours && !CW_TRY(ReadErasure(engine_, record.article_id, record.number))) {
      shared_.insert(record.raw_hash);
      report_.shared.push_back(fmt::format("{}@{}", record.article_id, record.number));
    }
    return Ok();
  });
  CW_TRY(read);
  if (holders_.size() == 1) {
    return Ok();  // nobody else has them
  }
  return EachRecord([&](const ChainEntry& entry) -> Status {
    const auto holder = holders_.find(entry.record.article_id);
    if (holder != holders_.end() && holder->first != order_.article_id) {
      holder->second.push_back(entry.record.raw_hash);
    }
    return Ok();
  });
}

// Packs a record anew when it was packed against one that goes. `base` as in PutPacked.
Status DiskStore::Eraser::Repack(Family family, const std::string& key,
                                 const std::set<std::string>& gone, std::string& base) {
  const std::optional<std::string> bytes = CW_TRY(engine_.Get(family, key));
  if (!bytes || repacked_.contains(key) || !gone.contains(CW_TRY(DecodePacked(*bytes)).base)) {
    return Ok();
  }
  repacked_.insert(key);
  const std::string whole = CW_TRY(ReadPacked(engine_, family, key));
  return store_.PutPacked(turn_, family, key, whole, base);
}

Status DiskStore::Eraser::DropTexts() {
  const std::string& id = order_.article_id;
  std::set<std::string> gone;
  for (const auto& [number, version] : doomed_) {
    gone.insert(keys::Version(id, number));
    turn_.batch.Delete(Family::kVersions, keys::Version(id, number));
    turn_.batch.Delete(Family::kVersions, keys::Reading(id, number));
    turn_.batch.Delete(Family::kIndex, keys::Owed(id, number));
  }
  std::string base;
  std::uint32_t base_number = 0;
  for (std::uint32_t number = 1; number <= article_.record.versions; ++number) {
    if (doomed_.contains(number)) {
      continue;
    }
    CW_TRY(Repack(Family::kVersions, keys::Version(id, number), gone, base));
    base_number = base == keys::Version(id, number) ? number : base_number;
    std::string of_reading = base;  // a reading may be replaced, so nothing is packed against one
    CW_TRY(Repack(Family::kVersions, keys::Reading(id, number), gone, of_reading));
  }
  if (doomed_.contains(article_.base_version)) {
    article_.base_version = base_number;
  }
  return Ok();
}

Status DiskStore::Eraser::DropBodies() {
  std::set_difference(hashes_.begin(), hashes_.end(), shared_.begin(), shared_.end(),
                      std::inserter(gone_, gone_.end()));
  for (const std::string& hash : gone_) {
    report_.bodies += CW_TRY(engine_.Get(Family::kBodies, hash)) ? 1U : 0U;
    turn_.batch.Delete(Family::kBodies, hash);
    turn_.batch.Put(Family::kIndex, keys::Withheld(hash), std::string(kErasedBody));
  }
  for (const auto& [id, hashes] : holders_) {
    std::string base;
    for (const std::string& hash : std::set(hashes.begin(), hashes.end())) {
      if (!gone_.contains(hash)) {
        CW_TRY(Repack(Family::kBodies, hash, gone_, base));
      }
    }
    CW_TRY(ReplaceBaseBody(id, base));
  }
  return Ok();
}

Status DiskStore::Eraser::ReplaceBaseBody(const std::string& id, const std::string& base) {
  if (id == order_.article_id) {
    article_.base_body = gone_.contains(article_.base_body) ? base : article_.base_body;
    return Ok();
  }
  StoredArticle other = CW_TRY(store_.LoadArticle(id));
  if (gone_.contains(other.base_body)) {
    other.base_body = base;
    turn_.batch.Put(Family::kIndex, keys::Article(id), Encode(other));
  }
  return Ok();
}

Status DiskStore::Eraser::PutRecords() {
  ErasureEnd end = CW_TRY(ReadErasureEnd(engine_));
  for (const auto& [number, version] : doomed_) {
    StoredErasure stored;
    stored.erasure = {
        order_.article_id, number,         order_.now,       order_.reason,     order_.by,
        version.retrieved, version.source, version.raw_hash, version.text_hash, version.capture_id};
    stored.alerts = std::exchange(blanked_, {});
    stored.sequence = ++end.count;
    stored.version_leaf = leaves_[number];
    stored.previous = end.leaf;
    end.leaf = LeafOf(stored);
    turn_.batch.Put(Family::kIndex, keys::Erasure(order_.article_id, number), Encode(stored));
  }
  turn_.batch.Put(Family::kIndex, std::string(keys::kErased), Encode(end));
  return Ok();
}

Status DiskStore::Eraser::OweFiles() {
  const std::string& id = order_.article_id;
  std::vector<KeyRange> ranges = {RangeOf(Family::kVersions, id),
                                  RangeOf(Family::kIndex, keys::AllFindings(id)),
                                  RangeOf(Family::kIndex, keys::Article(id)),
                                  claims_,
                                  states_,
                                  postings_,
                                  alerts_};
  for (const std::string& hash : gone_) {
    ranges.push_back({Family::kBodies, hash, hash});
  }
  for (const auto& [holder, hashes] : holders_) {
    for (const std::string& hash : hashes) {
      if (repacked_.contains(hash)) {
        ranges.push_back({Family::kBodies, hash, hash});
      }
    }
  }
  return OwePurges(engine_, ranges, turn_.batch);
}

// --- the store -----------------------------------------------------------------------------------

Result<ErasureReport> DiskStore::Erase(const ErasureOrder& order) {
  const MutexLock hold(mutex_);
  Turn turn;
  turn.head = head_;
  ErasureReport report = CW_TRY(Eraser(*this, order, turn).Run());
  if (order.erasing == Erasing::kDo && !report.erased.empty()) {
    CW_TRY(Commit(turn));
  }
  return report;
}

// The files are rewritten without the mutex: readers and writers go on.
Status DiskStore::FinishErasures() {
  const std::vector<KeyRange> owed = CW_TRY(OwedPurges(*engine_));
  if (owed.empty()) {
    return Ok();
  }
  for (const KeyRange& range : owed) {
    CW_TRY(engine_->Purge(range.family, range.from, range.to));
  }
  const MutexLock hold(mutex_);
  Turn turn;
  turn.head = head_;
  CW_TRY(SettlePurges(*engine_, owed, turn.batch));
  return Commit(turn);
}

Result<bool> DiskStore::OwesErasure() const {
  const std::optional<std::string> owed = CW_TRY(engine_->Get(Family::kIndex, keys::kPurge));
  return owed.has_value();
}

}  // namespace claimwatch
