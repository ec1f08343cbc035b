// fsck, gc, backup, restore: care of the store.
#include <fmt/format.h>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/when.h"
#include "core/clock.h"
#include "core/text.h"
#include "storage/upkeep.h"

namespace claimwatch {
namespace {

Result<Exit> Fsck(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  const Repair loss = arguments.Has("accept-loss") ? Repair::kAcceptLoss : Repair::kNo;
  const Repair repair = arguments.Has("rebuild") ? Repair::kRebuild : loss;
  ProgressBar bar("checking");
  const VerifyReport report = CW_TRY(CheckStore(dir, repair, bar.Teller()));
  bar.Clear();
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

Result<Exit> Collect(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  const Time before = CW_TRY(ParseWhen(arguments.Get("before", "30d"), SystemClock().Now()));
  const GarbageReport report = CW_TRY(CollectGarbage(dir, before));
  if (output.format != Format::kPeople) {
    output.PrintOne(Json::Of({{"captures", report.captures},
                              {"bodies", report.bodies},
                              {"bytes_before", report.before.count},
                              {"bytes_after", report.after.count}}));
    return Exit::kDone;
  }
  Print(fmt::format("{} responses without a version and {} bodies dropped; {} before, {} now\n",
                    report.captures, report.bodies, FormatBytes(report.before),
                    FormatBytes(report.after)));
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
  verbs.push_back({"gc", "operation", "", "drop responses that became no version, give space back",
                   "The daemon must be stopped. Versions and their evidence are never dropped.",
                   WithStoreOptions({{"--before", "WHEN", "older than this (default 30d)"}}),
                   Collect});
}

}  // namespace claimwatch
