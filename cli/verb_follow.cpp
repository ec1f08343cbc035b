// alerts follow: alerts as they are raised, each once over restarts.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "cli/alert_query.h"
#include "cli/alert_view.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "core/whole_file.h"

namespace claimwatch {
namespace {

// Where a follower left off, in a file of its own, so that each alert is seen once over restarts;
// nullopt: there is none yet. A file that holds something else is not taken for the start of all.
Result<std::optional<std::uint64_t>> ReadCursor(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return std::optional<std::uint64_t>();
  }
  std::uint64_t sequence = 0;
  std::ifstream in(file);
  std::string more;
  if (!(in >> sequence) || in >> more) {
    return Error(Errc::kInvalid, "--cursor-file: " + EscapeControls(file) +
                                     " cannot be read as a cursor, which is a number; name "
                                     "another file, or remove it");
  }
  return std::optional(sequence);
}

Status WriteCursor(const std::string& file, std::uint64_t sequence) {
  const Status written = ReplaceFile(file, std::to_string(sequence) + "\n");
  return written.ok() ? written : Status(written.error().At("--cursor-file"));
}

// What was printed is written down after each alert: whoever ends it in the middle goes on there.
Status PrintNew(const std::vector<Alert>& alerts, const Output& output,
                const std::string& cursor_file) {
  for (const Alert& alert : alerts) {
    if (output.format == Format::kPeople) {
      Print(AlertCard(alert, output.style));
    } else {
      Print(alert.record.Dump() + "\n");
    }
    CW_TRY(cursor_file.empty() ? Ok() : WriteCursor(cursor_file, alert.sequence));
  }
  return Ok();
}

// The alert after which it begins.
Result<std::uint64_t> BeginAfter(const Arguments& arguments, const Store& store) {
  const std::string file = arguments.Get("cursor-file");
  const std::optional<std::uint64_t> left_off =
      file.empty() ? std::nullopt : CW_TRY(ReadCursor(file));
  if (left_off || arguments.Has("from-start")) {
    return left_off.value_or(0);
  }
  const StoreStatus status = CW_TRY(store.GetStatus());
  return status.alerts;
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
  if (output.format == Format::kJson) {
    return Error(Errc::kInvalid,
                 "alerts follow never ends, so it makes no one document; use --jsonl");
  }
  AlertQuery query = CW_TRY(AlertQueryFrom(arguments));
  const std::string cursor_file = arguments.Get("cursor-file");
  const std::unique_ptr<Store> store = CW_TRY(WaitForStore(arguments));
  CW_TRY(CheckChosenIds(arguments, *store));
  query.after_sequence = CW_TRY(BeginAfter(arguments, *store));
  if (!cursor_file.empty()) {
    CW_TRY(WriteCursor(cursor_file, query.after_sequence));  // also when none comes before its end
  }
  for (;;) {
    CW_TRY(store->CatchUp());
    const StoreStatus status = CW_TRY(store->GetStatus());
    if (status.alerts > query.after_sequence) {
      const std::vector<Alert> alerts = CW_TRY(store->Alerts(query));
      CW_TRY(PrintNew(alerts, output, cursor_file));
      query.after_sequence = status.alerts;
      if (!cursor_file.empty()) {
        CW_TRY(WriteCursor(cursor_file, query.after_sequence));
      }
    }
    std::this_thread::sleep_for(kPause);
  }
}

std::vector<Option> FollowOptions() {
  std::vector<Option> options = AlertFilterOptions();
  options.push_back(
      {"--cursor-file", "FILE",
       "remember there what was printed; go on after it, the first time at the present end"});
  options.push_back({"--from-start", "", "print what is stored first"});
  return WithStoreOptions(options);
}

}  // namespace

void AddFollowVerb(std::vector<Verb>& verbs) {
  verbs.push_back({"alerts follow", "alerts", "",
                   "print alerts as they are raised, until interrupted", "", FollowOptions(),
                   Follow});
}

}  // namespace claimwatch
