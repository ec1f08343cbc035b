// What was made from the texts that go and quotes them: findings, claims, suppressed ones, title,
// terms, alerts.
#include <algorithm>

#include "storage/eraser.h"
#include "storage/keys.h"
#include "storage/order.h"
#include "storage/postings.h"
#include "storage/sketch.h"

namespace claimwatch {

// Its own, and those of a version that was compared with this one.
Status DiskStore::Eraser::DropFindings() {
  for (const std::uint32_t number : by_time_) {
    const std::uint32_t before = CW_TRY(EditedFrom(store_, order_.article_id, number));
    if (doomed_.contains(number)) {
      CW_TRY(DropFindingsOf(number, /*against_previous=*/false));
    } else if (doomed_.contains(before)) {
      unhurt_[number];
      CW_TRY(DropFindingsOf(number, /*against_previous=*/true));
    }
  }
  return Ok();
}

Status DiskStore::Eraser::DropFindingsOf(std::uint32_t number, bool against_previous) {
  return engine_.Scan(Family::kIndex, keys::Findings(order_.article_id, number), "",
                      [&](std::string_view key, std::string_view value) {
                        const Result<FindingRecord> record = DecodeFinding(value);
                        if (against_previous && record.ok() &&
                            record->finding["against"].AsString() != "previous") {
                          unhurt_[number].insert(record->fingerprint);
                          return true;
                        }
                        turn_.batch.Delete(Family::kIndex, std::string(key));
                        ++report_.findings;
                        return true;
                      });
}

// Of what the first version after an erased one says: all but what is against a baseline. A claim
// that was removed is in the words of the version that still had it.
bool DiskStore::Eraser::Quotes(std::string_view article_id, std::uint32_t number,
                               std::string_view fingerprint) const {
  if (article_id != order_.article_id) {
    return false;
  }
  const auto edited = unhurt_.find(number);
  return edited == unhurt_.end() ? doomed_.contains(number)
                                 : std::none_of(edited->second.begin(), edited->second.end(),
                                                [&](const std::string& one) {
                                                  return one.find(fingerprint) != std::string::npos;
                                                });
}

// The ledger keeps that something was claimed, by whom and when; the words are those of the first
// sighting.
Status DiskStore::Eraser::BlankClaims() {
  Status failed;
  CW_TRY(engine_.Scan(Family::kIndex, keys::kClaims, "",
                      [&](std::string_view key, std::string_view value) {
                        failed = BlankClaim(std::string(key), value);
                        return failed.ok();
                      }));
  return failed;
}

Status DiskStore::Eraser::BlankClaim(const std::string& key, std::string_view value) {
  ClaimRecord claim = CW_TRY(DecodeClaim(value));
  const std::optional<std::string> bytes =
      CW_TRY(engine_.Get(Family::kIndex, keys::Sighting(claim.fingerprint, 0)));
  if (!bytes) {
    return Ok();
  }
  const Sighting first = CW_TRY(DecodeSighting(*bytes));
  if (!Quotes(first.article_id, first.version, claim.fingerprint)) {
    return Ok();
  }
  claim.sentence = kErasedText;
  claim.key = kErasedText;
  turn_.batch.Put(Family::kIndex, key, Encode(claim));
  claims_.Take(key);
  ++report_.claims;
  return Ok();
}

Status DiskStore::Eraser::BlankSuppressed() {
  return engine_.Scan(
      Family::kIndex, keys::State(kSuppressedKey), "",
      [&](std::string_view key, std::string_view value) {
        Result<Json> record = Json::Parse(value);
        // The key ends with digits of the fingerprint.
        if (record.ok() && Quotes((*record)["article"].AsString(),
                                  static_cast<std::uint32_t>((*record)["version"].AsInt()),
                                  key.substr(key.rfind('/') + 1))) {
          record->Set("sentence", kErasedText);
          turn_.batch.Put(Family::kIndex, std::string(key), record->Dump());
          states_.Take(std::string(key));
        }
        return true;
      });
}

// The title is that of what the article says now, and so is the sketch.
Status DiskStore::Eraser::BlankArticle() {
  const std::string& id = order_.article_id;
  if (doomed_.contains(CW_TRY(LatestOf(store_, article_.record)))) {
    article_.record.title = kErasedText;
    ReplaceSketch(turn_.batch, id, CW_TRY(ReadSketch(engine_, id)), {});
  }
  turn_.batch.Put(Family::kIndex, keys::Article(id), Encode(article_));
  return Ok();
}

Status DiskStore::Eraser::DropBeside() {
  if (!order_.beside || order_.erasing == Erasing::kLook) {
    return Ok();
  }
  ErasedBeside beside = CW_TRY(order_.beside(report_));
  for (StateRecord& state : beside.states) {
    const std::string key = keys::State(state.key);
    states_.Take(key);
    turn_.batch.Put(Family::kIndex, key, std::move(state.value));
  }
  return DropTerms(beside.terms);
}

Status DiskStore::Eraser::DropTerms(const std::vector<std::string>& terms) {
  const std::optional<std::string> bytes =
      CW_TRY(engine_.Get(Family::kIndex, keys::Ordinal(order_.article_id)));
  if (!bytes) {
    return Ok();  // the index has not come so far
  }
  const std::uint64_t ordinal = keys::ReadBigEndian64(*bytes);
  for (const std::string& term : terms) {
    Status failed;
    CW_TRY(engine_.Scan(Family::kIndex, keys::Postings(term), "",
                        [&](std::string_view key, std::string_view value) {
                          failed = DropPosting(key, value, ordinal);
                          return failed.ok();
                        }));
    CW_TRY(failed);
  }
  return Ok();
}

Status DiskStore::Eraser::DropPosting(std::string_view key, std::string_view value,
                                      std::uint64_t ordinal) {
  std::vector<std::uint64_t> articles;
  CW_TRY(DecodePostings(value, articles));
  if (std::erase(articles, ordinal) == 0) {
    return Ok();
  }
  postings_.Take(std::string(key));
  if (articles.empty()) {
    turn_.batch.Delete(Family::kIndex, std::string(key));
  } else {
    turn_.batch.Put(Family::kIndex, std::string(key), EncodePostings(std::move(articles)));
  }
  return Ok();
}

// Only what names the article at all is parsed.
Status DiskStore::Eraser::BlankAlerts() {
  Status failed;
  CW_TRY(engine_.Scan(Family::kAlerts, "", "", [&](std::string_view key, std::string_view value) {
    failed = value.find(order_.article_id) == std::string_view::npos
                 ? Ok()
                 : BlankOne(std::string(key), value);
    return failed.ok();
  }));
  return failed;
}

Status DiskStore::Eraser::BlankOne(const std::string& key, std::string_view value) {
  NumberedVersions versions{order_.article_id, {}};
  for (const auto& [number, version] : doomed_) {
    versions.numbers.insert(number);
  }
  const Json record = CW_TRY(Json::Parse(value));
  if (!claimwatch::Quotes(record, versions)) {
    return Ok();
  }
  const std::string blank = BlankAlert(record, versions, order_.now).Dump();
  const std::uint64_t sequence = keys::ReadBigEndian64(key);
  blanked_.push_back({sequence, std::string(record.At("claimwatch.integrity.leaf_hash").AsString()),
                      Sha256(blank)});
  report_.alerts.push_back(sequence);
  turn_.batch.Put(Family::kAlerts, key, blank);
  alerts_.Take(key);
  return Ok();
}

}  // namespace claimwatch
