// alerts list, show, explain: what the daemon said, read from the store.
#include <fmt/format.h>

#include "cli/alert_query.h"
#include "cli/alert_view.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "daemon/acks.h"
#include "daemon/groups.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

Exit ExitOf(bool empty, const Arguments& arguments) {
  return empty || !arguments.Has("exit-code") ? Exit::kDone : Exit::kFound;
}

// A group of edits has no severity of its own and is always listed.
bool IsMilder(const Json& silenced, const AlertQuery& query) {
  const std::optional<Severity> severity = SeverityFromName(silenced["severity"].AsString());
  return query.min_severity && severity && *severity > *query.min_severity;
}

// What did not alert although it would have, and why.
Result<Exit> ListSilenced(const Store& store, const AlertQuery& query, const Arguments& arguments,
                          const Output& output) {
  std::vector<Json> silenced = CW_TRY(Silenced(store));
  std::erase_if(silenced, [&](const Json& one) {
    const std::optional<Time> time = ParseTime(one["time"].AsString());
    return (!query.topic.empty() && one["topic"].AsString() != query.topic) ||
           (!query.source.empty() && one["source"].AsString() != query.source) ||
           (query.type && one["type"].AsString() != FindingTypeName(*query.type)) ||
           IsMilder(one, query) || (query.since && time < query.since) ||
           (query.until && time > query.until);
  });
  CW_TRY(silenced.empty() ? CheckChosenIds(arguments, store) : Ok());
  if (output.format != Format::kPeople) {
    output.PrintItems(silenced);
    return ExitOf(silenced.empty(), arguments);
  }
  for (const Json& one : silenced) {
    Print(SilencedLine(one, output.style));
  }
  Print(silenced.empty() ? "nothing was suppressed\n" : "");
  return ExitOf(silenced.empty(), arguments);
}

Result<Exit> List(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const AlertQuery query = CW_TRY(AlertQueryFrom(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  if (arguments.Has("suppressed")) {
    return ListSilenced(*store, query, arguments, output);
  }
  std::vector<Alert> alerts = CW_TRY(store->Alerts(query));
  CW_TRY(alerts.empty() ? CheckChosenIds(arguments, *store) : Ok());
  const std::map<std::uint64_t, Ack> acks = CW_TRY(Acks(*store));
  if (arguments.Has("open")) {
    std::erase_if(alerts, [&](const Alert& alert) { return acks.contains(alert.sequence); });
  }
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const Alert& alert : alerts) {
      items.push_back(alert.record);
    }
    output.PrintItems(items);
    return ExitOf(alerts.empty(), arguments);
  }
  for (const Alert& alert : alerts) {
    Print(AlertLine(alert, output.style));
  }
  Print(alerts.empty()
            ? "no alerts\n"
            : output.style.Paint(Tone::kFaint, Counted(alerts.size(), "alert") +
                                                   "; 'claimwatch alerts show N' shows one") +
                  "\n");
  return ExitOf(alerts.empty(), arguments);
}

Result<Exit> ShowOne(const Arguments& arguments, std::string (*view)(const Alert&, const Style&)) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const Alert alert = CW_TRY(store->FindAlert(arguments.positionals.front()));
  if (output.format != Format::kPeople) {
    output.PrintOne(alert.record);
  } else {
    Print(view(alert, output.style));
    Print(AlertSurroundings(*store, alert, output.style));
  }
  return Exit::kDone;
}

std::vector<Option> ListOptions() {
  std::vector<Option> options = AlertFilterOptions();
  options.push_back({"--open", "", "only those that nobody has acknowledged"});
  options.push_back({"--suppressed", "", "what did not alert, and why, instead"});
  options.push_back({"--exit-code", "", "exit 1 when there is any"});
  return WithStoreOptions(options);
}

}  // namespace

void AddAlertVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"alerts", "alerts", "", "list alerts, oldest first (the same as alerts list)",
                   "", ListOptions(), List});
  verbs.push_back(
      {"alerts list", "alerts", "", "list alerts, oldest first", "", ListOptions(), List});
  verbs.push_back({"alerts show", "alerts", "ALERT", "one alert, by its number or id", "",
                   WithStoreOptions({}), [](const Arguments& arguments) {
                     return ShowOne(arguments, AlertCard);
                   }});
  verbs.push_back({"alerts explain", "alerts", "ALERT",
                   "why one alert was raised: rule, spans, values, hashes", "",
                   WithStoreOptions({}), [](const Arguments& arguments) {
                     return ShowOne(arguments, AlertExplanation);
                   }});
}

}  // namespace claimwatch
