#include "daemon/flood.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/alert.h"
#include "core/json.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

std::string PrefixOf(std::string_view range, std::string_view sink) {
  return fmt::format("{}{}/", range, sink);
}

std::string KeyOf(std::string_view range, std::string_view sink, std::uint64_t sequence) {
  return fmt::format("{}{:020}", PrefixOf(range, sink), sequence);
}

// The name of another sink may go on after a slash, and so its keys begin with the prefix of this
// one.
bool IsOf(const Json& record, std::string_view sink) {
  return record["sink"].AsString() == sink;
}

// The alert as `alerts list --suppressed` shows it: what it says, and what became of it.
Json RecordOf(std::string_view sink, const Alert& alert, Time until, std::string_view why) {
  return Json::Of({{"time", FormatTime(alert.time)},
                   {"why", fmt::format("{}: waits for the digest of sink {} at {}", why, sink,
                                       FormatTime(until))},
                   {"reason", why},
                   {"topic", alert.topic},
                   {"source", alert.source},
                   {"type", FindingTypeName(alert.type)},
                   {"severity", SeverityName(alert.severity)},
                   {"sentence", alert.record["message"]},
                   {"alert", alert.sequence},
                   {"id", alert.id},
                   {"sink", sink},
                   {"until", FormatTime(until)}});
}

}  // namespace

bool FloodGate::HoldsBack(const Alert& alert) const {
  if (limit_.alerts == 0 || alert.severity == Severity::kCritical) {
    return false;
  }
  if (closed_.contains(alert.source)) {
    return true;
  }
  const auto passed = passed_.find(alert.source);
  if (passed == passed_.end()) {
    return false;
  }
  const auto recent = std::count_if(passed->second.begin(), passed->second.end(), [&](Time time) {
    const Duration apart = alert.time - time;
    return apart < limit_.per && apart > -limit_.per;
  });
  return recent >= limit_.alerts;
}

std::optional<Time> FloodGate::ClosedUntil(const std::string& source) const {
  const auto closed = closed_.find(source);
  return closed == closed_.end() ? std::nullopt : std::optional(closed->second);
}

void FloodGate::Passed(const Alert& alert) {
  if (limit_.alerts == 0) {
    return;
  }
  std::deque<Time>& times = passed_[alert.source];
  times.push_back(alert.time);
  while (times.size() > static_cast<std::size_t>(limit_.alerts)) {
    times.pop_front();
  }
}

void FloodGate::Close(const std::string& source, Time until) {
  closed_[source] = until;
}

void FloodGate::Open(const std::string& source) {
  closed_.erase(source);
}

Result<std::vector<HeldAlerts>> HeldFor(const Store& store, std::string_view sink) {
  const std::vector<StateRecord> records = CW_TRY(store.States(PrefixOf(kHeldKey, sink)));
  std::vector<HeldAlerts> held;
  std::map<std::string, std::size_t> places;  // in `held`, by source
  for (const StateRecord& record : records) {
    const Result<Json> json = Json::Parse(record.value);
    if (!json.ok() || !IsOf(*json, sink)) {
      continue;  // of an earlier version: it went out; or another sink's
    }
    std::string source((*json)["source"].AsString());
    const auto [place, fresh] = places.try_emplace(source, held.size());
    if (fresh) {
      const Time until = ParseTime((*json)["until"].AsString()).value_or(Time{});
      held.push_back({std::move(source), until, {}});
    }
    held.at(place->second)
        .sequences.push_back(static_cast<std::uint64_t>((*json)["alert"].AsInt()));
  }
  return held;
}

Status HoldBack(Store& store, std::string_view sink, const Alert& alert, Time until,
                std::string_view why) {
  return store.PutState(
      {{KeyOf(kHeldKey, sink, alert.sequence), RecordOf(sink, alert, until, why).Dump()}});
}

Status Release(Store& store, std::string_view sink, const std::vector<std::uint64_t>& sequences,
               Time now) {
  std::vector<StateRecord> records;
  for (const std::uint64_t sequence : sequences) {
    const std::string key = KeyOf(kHeldKey, sink, sequence);
    const std::optional<std::string> kept = CW_TRY(store.GetState(key));
    Json record = kept ? Json::Parse(*kept).value_or(Json()) : Json();
    records.push_back({key, ""});
    if (!record.IsNull()) {
      record.Set("why", fmt::format("{}: went out in a digest of sink {} at {}",
                                    record["reason"].AsString(), sink, FormatTime(now)));
      record.Set("sent", FormatTime(now));
      records.push_back({KeyOf(kDigestKey, sink, sequence), record.Dump()});
    }
  }
  return records.empty() ? Ok() : store.PutState(records);
}

// Sequences rise with time, so the first young one ends the search.
Status ForgetDigests(Store& store, std::string_view sink, Time then) {
  const std::vector<StateRecord> records = CW_TRY(store.States(PrefixOf(kDigestKey, sink)));
  std::vector<StateRecord> old;
  for (const StateRecord& record : records) {
    const Json json = Json::Parse(record.value).value_or(Json());
    if (!IsOf(json, sink)) {
      continue;
    }
    if (ParseTime(json["sent"].AsString()).value_or(Time{}) >= then) {
      break;
    }
    old.push_back({record.key, ""});
  }
  return old.empty() ? Ok() : store.PutState(old);
}

}  // namespace claimwatch
