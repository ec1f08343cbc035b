// Where in an article's history an imported version belongs, and one that came back
// (storage/order).
#include <algorithm>

#include "storage/disk_store.h"
#include "storage/erasure.h"
#include "storage/import_mark.h"
#include "storage/keys.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

// Also of a version that was erased.
Result<Time> RetrievedAt(const Store& store, const std::string& article_id, std::uint32_t number) {
  if (const auto erasure = CW_TRY(store.GetErasure(article_id, number))) {
    return erasure->retrieved;
  }
  return CW_TRY(store.GetOriginal(article_id, number)).retrieved;
}

}  // namespace

// Of what we fetch ourselves the last one is always the latest, whatever the clock says.
Result<DiskStore::Place> DiskStore::PlaceOf(Turn& turn, const ArticleRecord& record,
                                            const Version& next) const {
  const std::string key = keys::State(OrderKey(record.id));
  const std::optional<std::string> kept = CW_TRY(engine_->Get(Family::kIndex, key));
  const bool earlier =
      record.versions > 0 && next.source == kImportSource && next.retrieved < record.last_changed;
  if (!kept && !earlier) {
    return Place::kLatest;
  }
  std::vector<std::uint32_t> order = CW_TRY(ReadOrder(kept, record.versions));
  auto place = order.end();
  while (earlier && place != order.begin()) {
    const Time before = CW_TRY(RetrievedAt(*this, record.id, *std::prev(place)));
    if (before <= next.retrieved) {
      break;
    }
    --place;
  }
  // What had come back is still what the article says.
  if (const std::uint32_t stands = CW_TRY(LatestOf(*this, record));
      earlier && !order.empty() && stands != order.back()) {
    ArticleRecord then = record;
    then.versions = next.number;
    const StateRecord back = CW_TRY(ReturnedTo(*this, then, stands));
    turn.batch.Put(Family::kIndex, keys::State(back.key), back.value);
  }
  order.insert(place, next.number);
  turn.batch.Put(Family::kIndex, key, WriteOrder(order));
  return earlier ? Place::kEarlier : Place::kLatest;
}

Status DiskStore::MarkReturned(std::string_view article_id, std::uint32_t number, Time when) {
  const MutexLock hold(mutex_);
  StoredArticle stored = CW_TRY(LoadArticle(article_id));
  const FeedFacts facts = CW_TRY(LoadVersion(article_id, number)).facts;
  const Article text = CW_TRY(GetVersion(article_id, number)).article;
  ArticleRecord& record = stored.record;
  const StateRecord back = CW_TRY(ReturnedTo(*this, record, number));
  record.title = text.title;
  record.language = text.language;
  record.published = text.published ? text.published : facts.published;
  record.last_changed = std::max(record.last_changed, when);
  Turn turn;
  turn.head = head_;
  turn.batch.Put(Family::kIndex, keys::State(back.key), back.value);
  turn.batch.Put(Family::kIndex, keys::Article(record.id), Encode(stored));
  CW_TRY(PutSketch(turn, record.id, text));
  return Commit(turn);
}

}  // namespace claimwatch
