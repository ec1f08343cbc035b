// A version read again from its bytes by a better extractor. The record the chain commits to stays
// as it was; the new reading lies beside it and is what readers get.
#include <fmt/format.h>

#include "storage/disk_store.h"
#include "storage/keys.h"
#include "storage/order.h"
#include "storage/packed.h"

namespace claimwatch {

Result<std::optional<StoredVersion>> DiskStore::LoadReading(std::string_view article_id,
                                                            std::uint32_t number) const {
  const Result<std::string> bytes =
      ReadPacked(*engine_, Family::kVersions, keys::Reading(article_id, number));
  if (!bytes.ok() && bytes.error().code() == Errc::kNotFound) {
    return std::optional<StoredVersion>();
  }
  CW_TRY(bytes.ok() ? Ok() : Status(bytes.error()));
  return std::optional<StoredVersion>(CW_TRY(DecodeVersion(*bytes)));
}

Status DiskStore::Rederive(std::string_view article_id, std::uint32_t number,
                           const Article& article) {
  const MutexLock hold(mutex_);
  StoredVersion stored = CW_TRY(LoadVersion(article_id, number));
  StoredArticle owner = CW_TRY(LoadArticle(article_id));
  stored.version.article = article;
  stored.version.text_hash = TextHash(article);
  Turn turn;
  turn.head = head_;
  std::string base = keys::Version(article_id, owner.base_version);
  CW_TRY(
      PutPacked(turn, Family::kVersions, keys::Reading(article_id, number), Encode(stored), base));
  // The text as it is read now is this version, when it comes again; unless an older one has it.
  const std::string text_key = keys::TextHash(article_id, stored.version.text_hash);
  if (!CW_TRY(engine_->Get(Family::kIndex, text_key))) {
    turn.batch.Put(Family::kIndex, text_key, keys::BigEndian32(number));
  }
  if (number == CW_TRY(LatestOf(*this, owner.record))) {
    owner.record.title = article.title;
    owner.record.language = article.language;
    turn.batch.Put(Family::kIndex, keys::Article(article_id), Encode(owner));
    CW_TRY(PutSketch(turn, article_id, article));
  }
  return Commit(turn);
}

Result<Version> DiskStore::GetOriginal(std::string_view article_id, std::uint32_t number) const {
  StoredVersion stored = CW_TRY(LoadVersion(article_id, number));
  return WithLastSeen(std::move(stored.version));
}

}  // namespace claimwatch
