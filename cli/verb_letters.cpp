// alerts dead, retry, drop: what sinks would not take, and what shall become of it.
#include <fmt/format.h>

#include "cli/alert_view.h"
#include "cli/ask_daemon.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "daemon/dead_letters.h"

namespace claimwatch {
namespace {

Result<Exit> ListDead(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<DeadLetter> letters = CW_TRY(DeadLetters(*store, arguments.Get("sink")));
  std::vector<Json> items;
  Table table({"ALERT", "SINK", "SINCE", "TRIES", "WHY"});
  for (const DeadLetter& letter : letters) {
    items.push_back(Json::Of({{"sink", letter.sink},
                              {"sequence", letter.sequence},
                              {"error", letter.error},
                              {"tries", letter.tries},
                              {"since", FormatTime(letter.buried)},
                              {"again", letter.again}}));
    table.Add({std::to_string(letter.sequence), letter.sink, FormatLocalTime(letter.buried),
               std::to_string(letter.tries),
               EscapeControls(letter.error) + (letter.again ? " (is tried again)" : "")});
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else {
    Print(table.empty() ? "no dead letters\n" : table.Render(output.style));
  }
  return letters.empty() || !arguments.Has("exit-code") ? Exit::kDone : Exit::kFound;
}

Result<Json> OrderFrom(std::string_view verb, const Arguments& arguments) {
  Json order = Json::Of({{"verb", verb}, {"sink", arguments.Get("sink")}});
  if (!arguments.positionals.empty()) {
    const std::uint64_t sequence = CW_TRY(AlertNumber(arguments.positionals.front()));
    return order.Set("alert", sequence);
  }
  if (!arguments.Has("sink") && !arguments.Has("all")) {
    return Error(Errc::kInvalid, "which? name an alert's number, --sink NAME or --all");
  }
  return order;
}

Result<Exit> Give(const Arguments& arguments, std::string_view verb, std::string_view done) {
  const Output output = CW_TRY(Output::From(arguments));
  const Json order = CW_TRY(OrderFrom(verb, arguments));
  const Json answer = CW_TRY(GiveOrder(arguments, order));
  const std::int64_t count = answer["count"].AsInt();
  if (count == 0) {
    return Error(Errc::kNotFound, "no such dead letter; see claimwatch alerts dead");
  }
  if (output.format != Format::kPeople) {
    output.PrintOne(Json::Of({{"order", verb}, {"count", count}}));
  } else {
    Print(fmt::format("{} {}\n", Counted(static_cast<std::uint64_t>(count), "dead letter"), done));
  }
  return Exit::kDone;
}

std::vector<Option> OrderOptions() {
  return WithStoreOptions(
      {{"--sink", "NAME", "only letters of this sink"}, {"--all", "", "every dead letter"}});
}

}  // namespace

void AddLetterVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"alerts dead", "alerts", "",
                   "alerts that a sink refused or could not take for too long",
                   "They are in the alert log and in the store; only that sink does not have them.",
                   WithStoreOptions({{"--sink", "NAME", "only of this sink"},
                                     {"--exit-code", "", "exit 1 when there is any"}}),
                   ListDead});
  verbs.push_back({"alerts retry", "alerts", "[ALERT]",
                   "let the daemon offer dead letters to their sink once more",
                   "A daemon that runs does it at once, one that is stopped when it starts.",
                   OrderOptions(), [](const Arguments& arguments) {
                     return Give(arguments, "retry", "will be tried again");
                   }});
  verbs.push_back({"alerts drop", "alerts", "[ALERT]",
                   "forget dead letters; their sink never gets these alerts",
                   "The alerts stay in the store and in the alert log.", OrderOptions(),
                   [](const Arguments& arguments) {
                     return Give(arguments, "drop", "dropped");
                   }});
}

}  // namespace claimwatch
