// Where in an article's history an imported version belongs (storage/order).
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
  order.insert(place, next.number);
  turn.batch.Put(Family::kIndex, key, WriteOrder(order));
  return earlier ? Place::kEarlier : Place::kLatest;
}

}  // namespace claimwatch
