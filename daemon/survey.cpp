#include "daemon/survey.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "core/clock.h"
#include "core/text.h"
#include "core/url.h"
#include "daemon/dead_letters.h"
#include "daemon/garbage.h"
#include "daemon/record_names.h"
#include "daemon/scheduler.h"
#include "daemon/sinks.h"
#include "daemon/stamping.h"
#include "daemon/yield.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

// Whether the source may be at another address, which an operator has to confirm.
bool MayHaveMoved(const Json& plan) {
  return !plan["suggested"].AsString().empty() || !plan["moving_to"].AsString().empty();
}

// One that answers and is read, worst first.
std::string WordOfAnswering(const Json& plan, const Json& trouble) {
  if (MayHaveMoved(plan)) {
    return "moving";
  }
  if (!trouble.IsNull()) {
    return "degraded";
  }
  return plan["gaps"].AsInt() > 0 ? "ok, gaps" : "ok";
}

// A source in one word, worst first.
std::string StateWord(const SourceConfig& source, const Json& plan, const Json& trouble) {
  if (!source.enabled) {
    return "disabled";
  }
  if (plan["asked"].AsInt() == 0) {
    return plan.IsNull() ? "duplicate" : "new";
  }
  if (plan["state"].AsString() == "retired") {
    return "retired";
  }
  if (plan["failures"].AsInt() > 0) {
    return fmt::format("failing {}x", plan["failures"].AsInt());
  }
  return WordOfAnswering(plan, trouble);
}

// For a source whose feed is well: what is wrong with its articles.
std::string LastError(const Json& plan, const Json& trouble) {
  if (!plan["last_error"].AsString().empty()) {
    return std::string(plan["last_error"].AsString());
  }
  if (!plan["suggested"].AsString().empty()) {
    return "its page names " + std::string(plan["suggested"].AsString());
  }
  return std::string(trouble["problem"].AsString());
}

Json SourceJson(const SourceState& one) {
  Json json = Json::Of({{"id", one.source->id},
                        {"state", one.state},
                        {"error", one.error},
                        {"failures", one.plan["failures"].AsInt()},
                        {"asked", one.plan["asked"].AsInt()},
                        {"gaps", one.plan["gaps"].AsInt()}});
  if (one.plan.Has("due")) {
    json.Set("due", one.plan["due"]);
  }
  return json;
}

Result<Json> SinkJson(const Store& store, const std::string& name, std::uint64_t last) {
  const std::uint64_t cursor = CW_TRY(store.Cursor(name));
  const std::vector<DeadLetter> dead = CW_TRY(DeadLetters(store, name));
  const std::optional<SinkTrouble> trouble = CW_TRY(TroubleOf(store, name));
  Json json = Json::Of({{"name", name},
                        {"cursor", cursor},
                        {"waiting", last - std::min(cursor, last)},
                        {"dead", std::uint64_t{dead.size()}},
                        {"failures", trouble ? trouble->failures : 0}});
  if (trouble) {
    json.Set("failing_since", FormatTime(trouble->since)).Set("error", trouble->error);
  }
  return json;
}

// As the daemon left it in the store, at most a second old beside one that runs. `prefixes` says of
// what: "source/", "article/".
Result<std::unique_ptr<Scheduler>> StoredSchedule(const Config& config, const Store& store,
                                                  const Clock& clock,
                                                  const std::vector<std::string>& prefixes) {
  auto scheduler = std::make_unique<Scheduler>(config.politeness, config.recheck, clock);
  scheduler->SetSources(config.sources);
  for (const std::string& prefix : prefixes) {
    const std::vector<StateRecord> records = CW_TRY(store.States(prefix));
    for (const StateRecord& record : records) {
      if (const Result<Json> state = Json::Parse(record.value); state.ok()) {
        scheduler->Restore(record.key, *state);
      }
    }
  }
  return scheduler;
}

}  // namespace

Result<Json> ExplainUrl(const Config& config, const Store& store, const Clock& clock,
                        const std::string& url) {
  const std::unique_ptr<Scheduler> schedule =
      CW_TRY(StoredSchedule(config, store, clock, {"source/", "article/"}));
  if (const std::string key = schedule->KeyForUrl(url); !key.empty()) {
    return schedule->Explain(key);
  }
  const Result<Url> parsed = Url::Parse(url);
  const std::optional<std::string> entry =
      parsed.ok() ? CW_TRY(store.GetState(std::string(kEntryKey) + ArticleName(*parsed)))
                  : std::nullopt;
  if (!entry) {
    return Error(Errc::kNotFound,
                 "'" + EscapeControls(url) + "' is neither a source nor a known article");
  }
  const Json record = Json::Parse(*entry).value_or(Json());
  if (CW_TRY(store.GetState(std::string(kPromiseKey) + ArticleName(*parsed)))) {
    return Json::Of({{"url", record["url"]},
                     {"source", record["source"]},
                     {"state", "new"},
                     {"why", "its feed brought it; it is asked next"}});
  }
  return Json::Of(
      {{"url", record["url"]},
       {"source", record["source"]},
       {"state", "finished"},
       {"why",
        "its re-checks are over, or it was gone for good; it is looked at again when its feed "
        "changes it"},
       {"first_seen", record["first_seen"]}});
}

Result<std::vector<SourceState>> SurveySources(const Config& config, const Store& store,
                                               const Clock& clock) {
  const std::unique_ptr<Scheduler> schedule =
      CW_TRY(StoredSchedule(config, store, clock, {"source/"}));
  std::vector<SourceState> states;
  for (const SourceConfig& source : config.sources) {
    const Json trouble = CW_TRY(Yield::Trouble(store, source.id));
    SourceState& state = states.emplace_back();
    state.source = &source;
    state.plan = schedule->Explain(SourceKey(source.id));
    state.state = StateWord(source, state.plan, trouble);
    state.error = LastError(state.plan, trouble);
    state.in_row = std::max(state.plan["failures"].AsInt(), trouble["bad"].AsInt());
  }
  return states;
}

Result<Json> SurveyJson(const Config& config, const Store& store, const Clock& clock) {
  const StoreStatus status = CW_TRY(store.GetStatus());
  return SurveyJson(config, store, status, clock);
}

Result<Json> SurveyJson(const Config& config, const Store& store, const StoreStatus& status,
                        const Clock& clock) {
  const IndexState index = CW_TRY(store.GetIndexState());
  Json json = Json::Of({{"articles", status.articles},
                        {"versions", status.versions},
                        {"captures", status.captures},
                        {"claims", status.claims},
                        {"alerts", status.alerts},
                        {"owed_analyses", status.owed},
                        {"indexed_versions", index.records},
                        {"bytes_on_disk", status.size_on_disk.count},
                        {"schema", std::uint64_t{status.schema}}});
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(config.daemon.state_dir, error);
  if (!error) {
    json.Set("bytes_free", std::uint64_t{space.available});
  }
  Json sources = Json::MakeArray();
  const std::vector<SourceState> states = CW_TRY(SurveySources(config, store, clock));
  for (const SourceState& state : states) {
    sources.Push(SourceJson(state));
  }
  Json sinks = Json::MakeArray();
  for (const std::string& name : SinkNames(config.alerts)) {
    Json sink = CW_TRY(SinkJson(store, name, status.alerts));
    sinks.Push(std::move(sink));
  }
  for (const auto& [name, key] :
       {std::pair("gc", kCollectedKey), std::pair("timestamp", kStampedKey)}) {
    if (const auto record = CW_TRY(store.GetState(key))) {
      json.Set(name, Json::Parse(*record).value_or(Json()));
    }
  }
  return json.Set("sources", std::move(sources)).Set("sinks", std::move(sinks));
}

}  // namespace claimwatch
