#include "daemon/garbage.h"

#include <fmt/format.h>

#include "config/config.h"
#include "core/clock.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

// The point in time that far back; none for "for ever".
std::optional<Time> Limit(Duration keep, Time now) {
  return keep == Duration{} ? std::nullopt : std::optional(now - keep);
}

}  // namespace

Retention RetentionOf(const StorageConfig& config, Time now) {
  Retention retention;
  retention.refused_before = Limit(config.keep_refused, now);
  retention.raw_before = Limit(config.keep_raw, now);
  retention.alerts_before = Limit(config.keep_alerts, now);
  return retention;
}

Json RetentionJson(const Retention& retention) {
  Json json = Json::MakeObject();
  const auto set = [&](std::string_view name, const std::optional<Time>& limit) {
    if (limit) {
      json.Set(name, FormatTime(*limit));
    }
  };
  set("refused_before", retention.refused_before);
  set("raw_before", retention.raw_before);
  set("alerts_before", retention.alerts_before);
  return retention.sinks ? json.Set("sinks", Json::Texts(*retention.sinks)) : json;
}

Result<Retention> ReadRetention(const Json& json) {
  Retention retention;
  const auto read = [&](std::string_view name, std::optional<Time>& limit) -> Status {
    if (json.Has(name)) {
      limit = ParseTime(json[name].AsString());
      return limit ? Ok() : Error(Errc::kInvalid, fmt::format("gc: {} is no time", name));
    }
    return Ok();
  };
  CW_TRY(read("refused_before", retention.refused_before));
  CW_TRY(read("raw_before", retention.raw_before));
  CW_TRY(read("alerts_before", retention.alerts_before));
  if (json.Has("sinks")) {
    retention.sinks.emplace();
    for (const Json& sink : json["sinks"].Items()) {
      retention.sinks->emplace_back(sink.AsString());
    }
  }
  return retention;
}

Json GarbageJson(const GarbageReport& report) {
  Json json = Json::Of({{"captures", report.captures},
                        {"raw", report.raw},
                        {"bodies", report.bodies},
                        {"alerts", report.alerts},
                        {"checkpoints", report.checkpoints},
                        {"bytes_before", report.before.count}});
  return report.after ? json.Set("bytes_after", report.after->count) : json;
}

Result<Json> CollectAndNote(Store& store, const Clock& clock, const Retention& retention,
                            Sweep sweep, const std::string& ticket, const std::stop_token& stop) {
  const Result<GarbageReport> report = store.CollectGarbage(retention, sweep, stop);
  if (!report.ok() && stop.stop_requested()) {
    return report.error();
  }
  Json record =
      report.ok() ? GarbageJson(*report) : Json::Of({{"error", report.error().message()}});
  record.Set("time", FormatTime(clock.Now())).Set("ticket", ticket);
  CW_TRY(store.PutState({{std::string(kCollectedKey), record.Dump()}}));
  return record;
}

}  // namespace claimwatch
