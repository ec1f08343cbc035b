// fsck, gc, backup, restore: care of the store.
#include <optional>

#include <fmt/format.h>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/when.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/search_index.h"
#include "storage/retention.h"
#include "storage/upkeep.h"

namespace claimwatch {
namespace {

// The search index beside what it was made from. A store that does not open has said so already.
void AddIndexProblems(const std::filesystem::path& dir, VerifyReport& report) {
  const Result<std::unique_ptr<Store>> store = Store::OpenReader(dir);
  if (!store.ok()) {
    return;
  }
  const Result<std::vector<std::string>> problems = CheckIndex(**store);
  std::vector<std::string> found = problems.value_or({});
  if (!problems.ok()) {
    found.push_back(problems.error().message());
  }
  for (const std::string& problem : found) {
    ++report.problem_count;
    report.problems.push_back(problem + "; mend it with `claimwatch reindex --anew`");
  }
}

Result<Exit> Fsck(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  const Repair loss = arguments.Has("accept-loss") ? Repair::kAcceptLoss : Repair::kNo;
  const Repair repair = arguments.Has("rebuild") ? Repair::kRebuild : loss;
  ProgressBar bar("checking");
  VerifyReport report = CW_TRY(CheckStore(dir, repair, bar.Teller()));
  bar.Clear();
  AddIndexProblems(dir, report);
  return PrintReport(report, output);
}

Result<Exit> Backup(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  ProgressBar bar("checking the copy");
  const VerifyReport report = CW_TRY(BackUpStore(dir, arguments.positionals.front(), bar.Teller()));
  bar.Clear();
  return PrintReport(report, output);
}

Result<Exit> RestoreFrom(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  ProgressBar bar("checking the copy");
  const VerifyReport report =
      CW_TRY(RestoreStore(arguments.positionals.front(), dir, bar.Teller()));
  bar.Clear();
  return PrintReport(report, output);
}

// The point in time that far back; none for "for ever".
std::optional<Time> Limit(Duration keep, Time now) {
  return keep == Duration{} ? std::nullopt : std::optional(now - keep);
}

Result<Retention> RetentionFor(const Arguments& arguments) {
  const Time now = SystemClock().Now();
  const StorageConfig keep = CW_TRY(StorageConfigFor(arguments));
  Retention retention;
  retention.sinks = CW_TRY(SinkNamesFor(arguments));
  retention.refused_before = Limit(keep.keep_refused, now);
  retention.raw_before = Limit(keep.keep_raw, now);
  retention.alerts_before = Limit(keep.keep_alerts, now);
  if (arguments.Has("before")) {
    retention.refused_before = CW_TRY(ParseWhen(arguments.Get("before"), now));
  }
  return retention;
}

Result<Exit> Collect(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  const Retention retention = CW_TRY(RetentionFor(arguments));
  const bool look = arguments.Has("dry-run");
  const GarbageReport report =
      CW_TRY(CollectGarbage(dir, retention, look ? Sweep::kLook : Sweep::kDrop));
  if (output.format != Format::kPeople) {
    output.PrintOne(Json::Of({{"dry_run", look},
                              {"captures", report.captures},
                              {"raw", report.raw},
                              {"bodies", report.bodies},
                              {"alerts", report.alerts},
                              {"checkpoints", report.checkpoints},
                              {"bytes_before", report.before.count},
                              {"bytes_after", report.after.count}}));
    return Exit::kDone;
  }
  Print(fmt::format(
      "{}{} no article, {} of older versions, {} in all, {}, {} from before an upgrade{}\n",
      look ? "would drop " : "dropped ",
      Counted(report.captures, "answer that was", "answers that were"),
      Counted(report.raw, "raw body", "raw bodies"), Counted(report.bodies, "body", "bodies"),
      Counted(report.alerts, "alert"), Counted(report.checkpoints, "copy", "copies"),
      look ? fmt::format("; {} now", FormatBytes(report.before))
           : fmt::format("; {} before, {} now", FormatBytes(report.before),
                         FormatBytes(report.after))));
  return Exit::kDone;
}

}  // namespace

void AddUpkeepVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"backup", "operation", "FOLDER",
                   "copy the store into an empty folder and check the copy",
                   "Works beside a running daemon. Restore with `claimwatch restore FOLDER`.",
                   WithStoreOptions({}), Backup});
  verbs.push_back({"restore", "operation", "FOLDER", "make the store from a backup, and check it",
                   "The daemon must be stopped, and the state folder must not hold a store.",
                   WithStoreOptions({}), RestoreFrom});
  verbs.push_back(
      {"fsck", "operation", "", "check the store, and say what a repair would keep",
       "The daemon must be stopped. Without an option nothing is changed.",
       WithStoreOptions(
           {{"--accept-loss", "", "take a store that is shorter than its anchor as it is"},
            {"--rebuild", "",
             "let RocksDB rebuild its files from what is readable; try a backup first"}}),
       Fsck});
  verbs.push_back({"gc", "operation", "", "drop what is kept no longer, and give space back",
                   "The daemon must be stopped. How long what is kept stands in the configuration: "
                   "storage.keep_refused (answers that were no article), storage.keep_raw (raw "
                   "bodies of versions that are not the latest), storage.keep_alerts (alerts that "
                   "every sink has taken). Texts, hashes and the chain are never dropped; `verify` "
                   "says which bodies are withheld.",
                   WithStoreOptions({{"--dry-run", "", "say what would go, change nothing"},
                                     {"--before", "WHEN", "refused answers older than this"}}),
                   Collect});
}

}  // namespace claimwatch
