// backtest: what another configuration would have alerted.
#include <fmt/format.h>

#include "cli/alert_view.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/when.h"
#include "core/clock.h"
#include "daemon/backtest.h"
#include "daemon/plugins.h"
#include "daemon/topics.h"
#include "plugins/parser.h"
#include "plugins/registry.h"

namespace claimwatch {
namespace {

Json Records(const std::vector<Alert>& alerts) {
  Json array = Json::MakeArray();
  for (const Alert& alert : alerts) {
    array.Push(alert.record);
  }
  return array;
}

Json ReportJson(const BacktestReport& report, Time since) {
  Json moved = Json::MakeArray();
  for (const auto& [before, after] : report.moved) {
    moved.Push(Json::Of({{"alert", before.sequence},
                         {"severity_before", SeverityName(before.severity)},
                         {"severity_now", SeverityName(after.severity)},
                         {"record", after.record}}));
  }
  return Json::Of({{"since", FormatTime(since)},
                   {"versions", report.versions},
                   {"same", report.same},
                   {"dropped", Records(report.dropped)},
                   {"new", Records(report.added)},
                   {"other_severity", std::move(moved)}});
}

std::string ForPeople(const BacktestReport& report, const Style& style) {
  std::string out;
  for (const Alert& alert : report.dropped) {
    out += style.Paint(Tone::kRemoved, "dropped ") + AlertLine(alert, style);
  }
  for (const Alert& alert : report.added) {
    out += style.Paint(Tone::kAdded, "new     ") + AlertLine(alert, style);
  }
  for (const auto& [before, after] : report.moved) {
    out += fmt::format("{} -> {}: ", SeverityName(before.severity), SeverityName(after.severity)) +
           AlertLine(before, style);
  }
  return out + fmt::format(
                   "versions looked at: {}; alerts: {} the same, {} dropped, {} new, {} of another "
                   "severity{}\n",
                   report.versions, report.same, report.dropped.size(), report.added.size(),
                   report.moved.size(), report.NoDifference() ? "; no difference" : "");
}

Result<Exit> TryOnThePast(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const SystemClock clock;
  const Time since = CW_TRY(ParseWhen(arguments.Get("since", "30d"), clock.Now()));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::unique_ptr<Parser> parser = MakeParser();
  const std::vector<Topic> topics = CW_TRY(LoadTopics(config, *store, clock, *parser));
  const std::shared_ptr<const Registry> plugins = CW_TRY(StartPlugins(config, clock));
  const ProgressBar bar("trying");
  const Result<BacktestReport> report =
      RunBacktest({config, topics, *plugins, *store}, since, bar.Teller());
  bar.Clear();
  CW_TRY(report.ok() ? Ok() : Status(report.error()));
  if (output.format != Format::kPeople) {
    output.PrintOne(ReportJson(*report, since));
  } else {
    Print(ForPeople(*report, output.style));
  }
  return arguments.Has("exit-code") && !report->NoDifference() ? Exit::kFound : Exit::kDone;
}

}  // namespace

void AddBacktestVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"backtest", "alerts", "", "which alerts another configuration would have raised",
       "Analyses the stored versions again with the topics, baselines, rules and suppressions of "
       "--config, each at its own time, and compares with the alerts that were raised: dropped, "
       "new, and of another severity. Changes nothing; works beside a daemon. Where the new "
       "configuration names another state folder, --state-dir says which store is meant.",
       WithStoreOptions({{"--since", "WHEN", "versions fetched since then (default 30d)"},
                         {"--exit-code", "", "exit 1 when there is a difference"}}),
       TryOnThePast});
}

}  // namespace claimwatch
