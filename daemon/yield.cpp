#include "daemon/yield.h"

#include <string>

#include "core/json.h"

namespace claimwatch {
namespace {

// So many bad pages in a row, with no good one between them.
constexpr std::int64_t kTooMany = 5;

std::string KeyOf(std::string_view source) {
  return "yield/" + std::string(source);
}

}  // namespace

Result<std::optional<Time>> Yield::Note(std::string_view source, std::string_view problem,
                                        Sign sign, Time now) {
  const std::string key = KeyOf(source);
  const std::optional<std::string> kept = CW_TRY(store_.GetState(key));
  Json record = kept ? Json::Parse(*kept).value_or(Json()) : Json();
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

Status Yield::Told(std::string_view source) {
  const std::string key = KeyOf(source);
  const std::optional<std::string> kept = CW_TRY(store_.GetState(key));
  Json record = kept ? Json::Parse(*kept).value_or(Json()) : Json();
  record.Set("told", true);
  return store_.PutState({{key, record.Dump()}});
}

}  // namespace claimwatch
