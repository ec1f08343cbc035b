// alerts list, follow, show, explain, replay: what the daemon said, read from the store.
#include <chrono>
#include <fstream>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "cli/alert_view.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/replay.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/when.h"
#include "core/clock.h"
#include "core/text.h"
#include "core/whole_file.h"

namespace claimwatch {
namespace {

std::vector<Option> FilterOptions() {
  return {{"--topic", "ID", "only of this topic"},
          {"--source", "ID", "only of this source"},
          {"--type", "TYPE", "only of this type, such as changed_figure"},
          {"--min-severity", "LEVEL", "at least low, medium, high or critical"},
          {"--since", "WHEN", "raised at or after: -2h, yesterday, 2025-06-19"},
          {"--until", "WHEN", "raised at or before"}};
}

Result<AlertQuery> QueryFrom(const Arguments& arguments) {
  const Time now = SystemClock().Now();
  AlertQuery query;
  query.topic = arguments.Get("topic");
  query.source = arguments.Get("source");
  if (const std::string type = arguments.Get("type"); !type.empty()) {
    query.type = FindingTypeFromName(type);
    if (!query.type) {
      const std::string near = Nearest(type, FindingTypeNames());
      return Error(Errc::kInvalid, "--type: unknown type '" + type + "'" +
                                       (near.empty() ? ", such as changed_figure or new_claim"
                                                     : ", did you mean '" + near + "'?"));
    }
  }
  if (const std::string severity = arguments.Get("min-severity"); !severity.empty()) {
    query.min_severity = SeverityFromName(severity);
    if (!query.min_severity) {
      return Error(Errc::kInvalid,
                   "--min-severity: '" + severity + "' is not low, medium, high or critical");
    }
  }
  if (arguments.Has("since")) {
    query.since = CW_TRY(ParseWhen(arguments.Get("since"), now));
  }
  if (arguments.Has("until")) {
    query.until = CW_TRY(ParseUntil(arguments.Get("until"), now));
  }
  return query;
}

Result<Exit> List(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const AlertQuery query = CW_TRY(QueryFrom(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<Alert> alerts = CW_TRY(store->Alerts(query));
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const Alert& alert : alerts) {
      items.push_back(alert.record);
    }
    output.PrintItems(items);
    return alerts.empty() || !arguments.Has("exit-code") ? Exit::kDone : Exit::kFound;
  }
  for (const Alert& alert : alerts) {
    Print(AlertLine(alert, output.style));
  }
  Print(alerts.empty()
            ? "no alerts\n"
            : output.style.Paint(
                  Tone::kFaint,
                  fmt::format("{} alerts; 'claimwatch alerts show N' shows one", alerts.size())) +
                  "\n");
  return alerts.empty() || !arguments.Has("exit-code") ? Exit::kDone : Exit::kFound;
}

// Where a follower left off, in a file of its own, so that each alert is seen once over restarts.
std::uint64_t ReadCursor(const std::string& file) {
  std::uint64_t sequence = 0;
  std::ifstream in(file);
  in >> sequence;
  return in ? sequence : 0;
}

Status WriteCursor(const std::string& file, std::uint64_t sequence) {
  const Status written = ReplaceFile(file, std::to_string(sequence) + "\n");
  return written.ok() ? written : Status(written.error().At("--cursor-file"));
}

void PrintNew(const std::vector<Alert>& alerts, const Output& output) {
  for (const Alert& alert : alerts) {
    if (output.format == Format::kPeople) {
      Print(AlertCard(alert, output.style));
    } else {
      Print(alert.record.Dump() + "\n");
    }
  }
}

// The store may not be there yet: a follower may start before the daemon.
Result<std::unique_ptr<Store>> WaitForStore(const Arguments& arguments) {
  constexpr int kTries = 60;
  for (int i = 0; i < kTries; ++i) {
    Result<std::unique_ptr<Store>> store = OpenStoreFor(arguments);
    if (store.ok() || store.error().code() != Errc::kNotFound) {
      return store;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  return OpenStoreFor(arguments);
}

Result<Exit> Follow(const Arguments& arguments) {
  constexpr auto kPause = std::chrono::milliseconds(250);
  const Output output = CW_TRY(Output::From(arguments));
  AlertQuery query = CW_TRY(QueryFrom(arguments));
  const std::string cursor_file = arguments.Get("cursor-file");
  const std::unique_ptr<Store> store = CW_TRY(WaitForStore(arguments));
  if (!cursor_file.empty()) {
    query.after_sequence = ReadCursor(cursor_file);
  } else if (!arguments.Has("from-start")) {
    const StoreStatus status = CW_TRY(store->GetStatus());
    query.after_sequence = status.alerts;
  }
  for (;;) {
    CW_TRY(store->CatchUp());
    const StoreStatus status = CW_TRY(store->GetStatus());
    if (status.alerts > query.after_sequence) {
      PrintNew(CW_TRY(store->Alerts(query)), output);
      query.after_sequence = status.alerts;
      if (!cursor_file.empty()) {
        CW_TRY(WriteCursor(cursor_file, query.after_sequence));
      }
    }
    std::this_thread::sleep_for(kPause);
  }
}

Result<Exit> ShowOne(const Arguments& arguments, std::string (*view)(const Alert&, const Style&)) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const Alert alert = CW_TRY(store->FindAlert(arguments.positionals.front()));
  if (output.format != Format::kPeople) {
    output.PrintOne(alert.record);
  } else {
    Print(view(alert, output.style));
  }
  return Exit::kDone;
}

std::vector<Option> ListOptions() {
  std::vector<Option> options = FilterOptions();
  options.push_back({"--exit-code", "", "exit 1 when there is any"});
  return WithStoreOptions(options);
}

std::vector<Option> FollowOptions() {
  std::vector<Option> options = FilterOptions();
  options.push_back({"--cursor-file", "FILE", "remember there what was printed; go on after it"});
  options.push_back({"--from-start", "", "print what is stored first"});
  return WithStoreOptions(options);
}

}  // namespace

void AddAlertVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"alerts", "alerts", "", "list alerts, oldest first (the same as alerts list)",
                   "", ListOptions(), List});
  verbs.push_back(
      {"alerts list", "alerts", "", "list alerts, oldest first", "", ListOptions(), List});
  verbs.push_back({"alerts follow", "alerts", "",
                   "print alerts as they are raised, until interrupted", "", FollowOptions(),
                   Follow});
  verbs.push_back({"alerts show", "alerts", "ALERT", "one alert, by its number or id", "",
                   WithStoreOptions({}), [](const Arguments& arguments) {
                     return ShowOne(arguments, AlertCard);
                   }});
  verbs.push_back({"alerts explain", "alerts", "ALERT",
                   "why one alert was raised: rule, spans, values, hashes", "",
                   WithStoreOptions({}), [](const Arguments& arguments) {
                     return ShowOne(arguments, AlertExplanation);
                   }});
  verbs.push_back({"alerts replay", "alerts", "ALERT",
                   "make one alert again from the stored bytes and compare the records",
                   "Exit status 0 when they are the same, 5 when they differ; each difference is a "
                   "line. The program and the configuration must be those of the time.",
                   WithStoreOptions({}), ReplayVerb});
}

}  // namespace claimwatch
