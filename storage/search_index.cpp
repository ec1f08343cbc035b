// The search index: term → articles. One record a term and batch, so that adding never reads; a
// search joins them.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "storage/codec.h"
#include "storage/disk_store.h"
#include "storage/erasure.h"
#include "storage/keys.h"
#include "storage/postings.h"

namespace claimwatch {
namespace {

constexpr std::size_t kDropped = 50'000;  // keys a batch

Result<IndexState> ReadState(const Engine& engine) {
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kIndexed));
  return bytes ? DecodeIndexState(*bytes) : IndexState();
}

Result<LogPlace> PlaceFrom(std::string_view key, std::string_view value) {
  const std::uint64_t record = keys::ReadBigEndian64(key.substr(keys::kChain.size()));
  const Result<ChainEntry> entry = DecodeChainEntry(value);
  if (!entry.ok()) {
    return entry.error().At(fmt::format("version record {}", record));
  }
  return LogPlace{record, entry->record.article_id, entry->record.number};
}

// Deletes every key that starts with `prefix`, some at a time; each turn goes on where the last one
// ended, because what was just deleted is slow to pass.
Status DropAll(Engine& engine, std::string_view prefix) {
  std::string from;
  for (bool more = true; more;) {
    Batch batch;
    std::size_t count = 0;
    CW_TRY(engine.Scan(Family::kIndex, prefix, from, [&](std::string_view key, std::string_view) {
      from.assign(key);
      batch.Delete(Family::kIndex, from);
      return ++count < kDropped;
    }));
    more = count == kDropped;
    if (count > 0) {
      CW_TRY(engine.Write(batch));
    }
  }
  return Ok();
}

}  // namespace

Result<IndexState> DiskStore::GetIndexState() const {
  return ReadState(*engine_);
}

Result<std::vector<LogPlace>> DiskStore::Log(std::uint64_t after, std::size_t limit) const {
  std::vector<LogPlace> places;
  Status failed;
  if (limit == 0) {
    return places;
  }
  CW_TRY(engine_->Scan(Family::kIndex, keys::kChain, keys::Chain(after + 1),
                       [&](std::string_view key, std::string_view value) {
                         Result<LogPlace> place = PlaceFrom(key, value);
                         if (!place.ok()) {
                           failed = place.error();
                           return false;
                         }
                         places.push_back(std::move(place).value());
                         return places.size() < limit;
                       }));
  CW_TRY(failed);
  return places;
}

// The record of the first version of an indexed article.
Result<std::uint64_t> DiskStore::OrdinalOf(Turn& turn, const LogPlace& place) const {
  const std::string key = keys::Ordinal(place.article_id);
  if (place.number == 1) {
    turn.batch.Put(Family::kIndex, key, keys::BigEndian64(place.record));
    return place.record;
  }
  const std::optional<std::string> bytes = CW_TRY(engine_->Get(Family::kIndex, key));
  if (!bytes) {
    return Error(Errc::kCorrupt,
                 fmt::format("search index: article {} is missing in it; run `claimwatch reindex`",
                             place.article_id));
  }
  return keys::ReadBigEndian64(*bytes);
}

Status DiskStore::AddToIndex(const std::vector<IndexedVersion>& versions, std::uint32_t rules) {
  const MutexLock hold(mutex_);
  IndexState state = CW_TRY(ReadState(*engine_));
  if (state.rules != 0 && state.rules != rules) {
    return Error(Errc::kInvalid, "the search index follows other rules; it must be built anew");
  }
  Turn turn;
  turn.head = head_;
  std::map<std::string_view, std::vector<std::uint64_t>> postings;
  std::map<std::string_view, std::uint64_t> begun;  // articles whose first version is in this batch
  for (const IndexedVersion& version : versions) {
    if (version.place.record <= state.records) {
      continue;
    }
    if (version.place.record != state.records + 1) {
      return Error(Errc::kInvalid, fmt::format("search index: record {} cannot follow {}",
                                               version.place.record, state.records));
    }
    state.records = version.place.record;
    const auto known = begun.find(version.place.article_id);
    const std::uint64_t article =
        known != begun.end() ? known->second : CW_TRY(OrdinalOf(turn, version.place));
    begun[version.place.article_id] = article;
    // The version after it was read as what it adds to this one, so its terms are too few now.
    if (!version.terms.empty() &&
        CW_TRY(ReadErasure(*engine_, version.place.article_id, version.place.number))) {
      return Error(Errc::kBusy, fmt::format("search index: {}@{} was erased since it was read",
                                            version.place.article_id, version.place.number));
    }
    for (const std::string& term : version.terms) {
      postings[term].push_back(article);
    }
  }
  for (auto& [term, articles] : postings) {
    turn.batch.Put(Family::kIndex, keys::Posting(term, state.records),
                   EncodePostings(std::move(articles)));
  }
  state.rules = rules;
  turn.batch.Put(Family::kIndex, std::string(keys::kIndexed), Encode(state));
  return Noted(engine_->WriteAside(turn.batch));
}

// The state first: a crash in between leaves postings that a new index finds and overwrites or
// that name articles which have the term.
Status DiskStore::DropIndex() {
  const MutexLock hold(mutex_);
  Turn turn;
  turn.head = head_;
  turn.batch.Delete(Family::kIndex, std::string(keys::kIndexed));
  CW_TRY(Commit(turn));
  CW_TRY(DropAll(*engine_, keys::kPostings));
  return DropAll(*engine_, keys::kOrdinals);
}

Result<LogPlace> DiskStore::FirstPlace(std::string_view article_id) const {
  const std::optional<std::string> bytes =
      CW_TRY(engine_->Get(Family::kIndex, keys::Ordinal(article_id)));
  if (!bytes) {
    return Error(Errc::kNotFound, fmt::format("article {} is not in the search index", article_id));
  }
  return LogPlace{keys::ReadBigEndian64(*bytes), std::string(article_id), 1};
}

Result<std::vector<std::uint64_t>> DiskStore::FindTerm(std::string_view term) const {
  std::vector<std::uint64_t> articles;
  Status failed;
  CW_TRY(engine_->Scan(Family::kIndex, keys::Postings(term), "",
                       [&](std::string_view, std::string_view value) {
                         failed = DecodePostings(value, articles);
                         return failed.ok();
                       }));
  if (!failed.ok()) {
    return failed.error().At("search index");
  }
  std::sort(articles.begin(), articles.end());
  articles.erase(std::unique(articles.begin(), articles.end()), articles.end());
  return articles;
}

}  // namespace claimwatch
