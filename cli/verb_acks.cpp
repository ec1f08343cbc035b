// alerts ack, acks, stats: what people have seen of the alerts, and the alerts in figures.
#include <map>

#include <fmt/format.h>

#include "cli/alert_query.h"
#include "cli/alert_view.h"
#include "cli/ask_daemon.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "daemon/acks.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

// One after the other; the first that fails ends it.
Status GiveOrders(const Arguments& arguments, const std::string& by, std::vector<Json>& given) {
  for (const std::string& text : arguments.positionals) {
    const std::uint64_t number = CW_TRY(AlertNumber(text));
    const Json order =
        Json::Of({{"verb", "ack"}, {"alert", number}, {"by", by}, {"why", arguments.Get("why")}});
    given.push_back(CW_TRY(GiveOrder(arguments, order)));
  }
  return Ok();
}

// What was done before a failure is told all the same.
Result<Exit> GiveAck(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  std::vector<Json> given;
  const std::string by = arguments.Get("by", OwnName());
  const Status all = GiveOrders(arguments, by, given);
  if (output.format != Format::kPeople) {
    output.PrintItems(given);
  }
  for (const Json& ack : given) {
    if (output.format == Format::kPeople) {
      Print(fmt::format("#{} is acknowledged by {}\n", ack["alert"].AsInt(), EscapeControls(by)));
    }
  }
  return all.ok() ? Result<Exit>(Exit::kDone) : all.error();
}

Result<Exit> ListAcks(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::map<std::uint64_t, Ack> acks = CW_TRY(Acks(*store));
  std::vector<Json> items;
  Table table({"ALERT", "WHEN", "BY", "WHY"});
  for (const auto& [number, ack] : acks) {
    items.push_back(AckJson(ack));
    table.Add({fmt::format("#{}", number), FormatLocalTime(ack.when), ack.by, ack.why});
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else {
    Print(table.empty() ? "nobody has acknowledged an alert\n" : table.Render(output.style));
  }
  return Exit::kDone;
}

using Counts = std::map<std::string, std::uint64_t>;

Json CountsJson(const Counts& counts) {
  Json json = Json::MakeObject();
  for (const auto& [name, count] : counts) {
    json.Set(name, count);
  }
  return json;
}

// {"alerts":N,"acknowledged":N,"by_severity":{…},"by_type":{…},…}.
Json StatsOf(const std::vector<Alert>& alerts, const std::map<std::uint64_t, Ack>& acks) {
  constexpr std::size_t kDay = 10;  // "2025-06-20"
  std::uint64_t acknowledged = 0;
  Counts severity;
  Counts type;
  Counts topic;
  Counts source;
  Counts day;
  for (const Alert& alert : alerts) {
    acknowledged += acks.count(alert.sequence);
    ++severity[std::string(SeverityName(alert.severity))];
    ++type[std::string(FindingTypeName(alert.type))];
    ++topic[alert.topic];
    ++source[alert.source];
    ++day[FormatTime(alert.time).substr(0, kDay)];
  }
  return Json::Of({{"alerts", std::uint64_t{alerts.size()}},
                   {"acknowledged", acknowledged},
                   {"by_severity", CountsJson(severity)},
                   {"by_type", CountsJson(type)},
                   {"by_topic", CountsJson(topic)},
                   {"by_source", CountsJson(source)},
                   {"by_day", CountsJson(day)}});
}

Result<Exit> ShowStats(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const AlertQuery query = CW_TRY(AlertQueryFrom(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<Alert> alerts = CW_TRY(store->Alerts(query));
  CW_TRY(alerts.empty() ? CheckChosenIds(arguments, *store) : Ok());
  const std::map<std::uint64_t, Ack> acks = CW_TRY(Acks(*store));
  const Json stats = StatsOf(alerts, acks);
  if (output.format != Format::kPeople) {
    output.PrintOne(stats);
    return Exit::kDone;
  }
  Print(fmt::format("{}, {} acknowledged\n", Counted(alerts.size(), "alert"),
                    stats["acknowledged"].AsInt()));
  for (const auto& [name, counts] : stats.Members()) {
    for (const auto& [word, count] : counts.Members()) {
      Print(
          output.style.Paint(Tone::kFaint, fmt::format("{:<12}", name.substr(name.find('_') + 1))) +
          fmt::format("{:>8}  {}\n", count.AsInt(), EscapeControls(word)));
    }
  }
  return Exit::kDone;
}

}  // namespace

void AddAckVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"alerts ack", "alerts", "ALERT...", "note that somebody has seen alerts",
                   "Kept in the store beside the alert, whose record never changes. A daemon that "
                   "runs takes it from every member of its socket's group.",
                   WithStoreOptions({{"--by", "NAME", "who has seen it; else the login name"},
                                     {"--why", "TEXT", "what came of it, for whoever looks next"}}),
                   GiveAck});
  verbs.push_back({"alerts acks", "alerts", "", "who has seen which alert, when and why", "",
                   WithStoreOptions({}), ListAcks});
  verbs.push_back({"alerts stats", "alerts", "",
                   "alerts counted by severity, type, topic, source and day", "",
                   WithStoreOptions(AlertFilterOptions()), ShowStats});
}

}  // namespace claimwatch
