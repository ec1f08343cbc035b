#include "daemon/flood.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/alert.h"
#include "core/json.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

std::string PrefixOf(std::string_view sink) {
  return fmt::format("held/{}/", sink);
}

std::string KeyOf(std::string_view sink, std::uint64_t sequence) {
  return fmt::format("{}{:020}", PrefixOf(sink), sequence);
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
  const auto recent = std::count_if(passed->second.begin(), passed->second.end(),
                                    [&](Time time) { return alert.time - time < limit_.per; });
  return recent >= limit_.alerts;
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
  const std::vector<StateRecord> records = CW_TRY(store.States(PrefixOf(sink)));
  std::vector<HeldAlerts> held;
  for (const StateRecord& record : records) {
    const Result<Json> json = Json::Parse(record.value);
    if (!json.ok()) {
      continue;  // void: it went out
    }
    const std::string source((*json)["source"].AsString());
    auto entry = std::find_if(held.begin(), held.end(),
                              [&](const HeldAlerts& one) { return one.source == source; });
    if (entry == held.end()) {
      entry = held.insert(
          held.end(),
          HeldAlerts{source, ParseTime((*json)["until"].AsString()).value_or(Time{}), {}});
    }
    entry->sequences.push_back(static_cast<std::uint64_t>((*json)["alert"].AsInt()));
  }
  return held;
}

Result<Time> HoldBack(Store& store, std::string_view sink, const Alert& alert, Duration period) {
  const std::vector<HeldAlerts> held = CW_TRY(HeldFor(store, sink));
  const auto same = std::find_if(held.begin(), held.end(),
                                 [&](const HeldAlerts& one) { return one.source == alert.source; });
  const Time until = same == held.end() ? alert.time + period : same->until;
  CW_TRY(store.PutState({{KeyOf(sink, alert.sequence), Json::Of({{"alert", alert.sequence},
                                                                 {"source", alert.source},
                                                                 {"until", FormatTime(until)}})
                                                           .Dump()}}));
  return until;
}

Status Release(Store& store, std::string_view sink, const std::vector<std::uint64_t>& sequences) {
  std::vector<StateRecord> records;
  for (const std::uint64_t sequence : sequences) {
    records.push_back({KeyOf(sink, sequence), ""});
  }
  return records.empty() ? Ok() : store.PutState(records);
}

}  // namespace claimwatch
