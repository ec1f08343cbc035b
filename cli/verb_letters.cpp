// alerts dead, retry, drop: what sinks would not take, and what shall become of it.
#include <charconv>

#include <fmt/format.h>

#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/read_config.h"
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

Result<LetterChoice> ChoiceFrom(const Arguments& arguments) {
  LetterChoice choice;
  choice.sink = arguments.Get("sink");
  if (arguments.positionals.empty()) {
    if (choice.sink.empty() && !arguments.Has("all")) {
      return Error(Errc::kInvalid, "which? name an alert's number, --sink NAME or --all");
    }
    return choice;
  }
  const std::string& text = arguments.positionals.front();
  std::uint64_t sequence = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), sequence);
  if (error != std::errc() || end != text.data() + text.size()) {
    return Error(Errc::kInvalid, "'" + EscapeControls(text) + "' is no number of an alert");
  }
  choice.sequence = sequence;
  return choice;
}

// The store belongs to the daemon while it runs, so it must be stopped for this.
Result<std::unique_ptr<Store>> OpenForWriting(const Arguments& arguments) {
  const std::filesystem::path folder = CW_TRY(StateDirFor(arguments));
  CW_TRY(Store::OpenReader(folder));  // an order about a store that is not there makes none
  Result<std::unique_ptr<Store>> store = Store::Open(folder);
  if (!store.ok() && store.error().code() == Errc::kBusy) {
    return Error(Errc::kBusy,
                 store.error().message() + "; stop the daemon, give the order, and start it again");
  }
  return store;
}

using Order = Result<std::size_t> (*)(Store&, const LetterChoice&);

Result<Exit> Give(const Arguments& arguments, Order order, std::string_view done) {
  const LetterChoice choice = CW_TRY(ChoiceFrom(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenForWriting(arguments));
  const std::size_t count = CW_TRY(order(*store, choice));
  if (count == 0) {
    return Error(Errc::kNotFound, "no such dead letter; see claimwatch alerts dead");
  }
  Print(fmt::format("{} {}\n", count, done));
  return Exit::kDone;
}

std::vector<Option> OrderOptions() {
  std::vector<Option> options = StoreOptions();
  options.push_back({"--sink", "NAME", "only letters of this sink"});
  options.push_back({"--all", "", "every dead letter"});
  return options;
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
                   "The daemon must be stopped; it carries the order out when it starts.",
                   OrderOptions(), [](const Arguments& arguments) {
                     return Give(arguments, RetryLetters, "will be tried again at the next start");
                   }});
  verbs.push_back({"alerts drop", "alerts", "[ALERT]",
                   "forget dead letters; their sink never gets these alerts",
                   "The daemon must be stopped. The alerts stay in the store and in the alert log.",
                   OrderOptions(), [](const Arguments& arguments) {
                     return Give(arguments, DropLetters, "dropped");
                   }});
}

}  // namespace claimwatch
