#include "daemon/yield.h"

#include <string>

#include "core/json.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

// So many bad pages in a row, with no good one between them.
constexpr std::int64_t kTooMany = 5;

std::string KeyOf(std::string_view source, Yield::Of of) {
  return "yield/" + std::string(source) + (of == Yield::Of::kPages ? "/pages" : "");
}

Result<Json> RecordAt(const Store& store, const std::string& key) {
  const std::optional<std::string> kept = CW_TRY(store.GetState(key));
  return kept ? Json::Parse(*kept).value_or(Json()) : Json();
}

}  // namespace

Result<std::optional<Time>> Yield::Note(std::string_view source, Of of, std::string_view problem,
                                        Sign sign, Time now) {
  const std::string key = KeyOf(source, of);
  Json record = CW_TRY(RecordAt(store_, key));
  if (problem.empty()) {
    if (!record.IsNull()) {
      CW_TRY(store_.PutState({{key, ""}}));
    }
    return std::optional<Time>();
  }
  if (record.IsNull()) {
    record.Set("since", FormatTime(now));
  }
  const std::int64_t bad = record["bad"].AsInt() + (sign == Sign::kSure ? kTooMany : 1);
  record.Set("bad", bad).Set("problem", problem);
  CW_TRY(store_.PutState({{key, record.Dump()}}));
  const bool tell = bad >= kTooMany && !record["told"].AsBool();
  return tell ? ParseTime(record["since"].AsString()) : std::optional<Time>();
}

Status Yield::Told(std::string_view source, Of of) {
  const std::string key = KeyOf(source, of);
  Json record = CW_TRY(RecordAt(store_, key));
  record.Set("told", true);
  return store_.PutState({{key, record.Dump()}});
}

Result<Json> Yield::Trouble(const Store& store, std::string_view source) {
  Json feed = CW_TRY(RecordAt(store, KeyOf(source, Of::kFeed)));
  return feed.IsNull() ? RecordAt(store, KeyOf(source, Of::kPages)) : Result<Json>(std::move(feed));
}

}  // namespace claimwatch
