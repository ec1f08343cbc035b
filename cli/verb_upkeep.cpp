// fsck, gc, backup, restore: care of the store.
#include <chrono>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "cli/ask_daemon.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/when.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/garbage.h"
#include "daemon/search_index.h"
#include "storage/checkpoint.h"
#include "storage/log_head.h"
#include "storage/retention.h"
#include "storage/upkeep.h"

namespace claimwatch {
namespace {

constexpr std::chrono::milliseconds kGlance(200);
constexpr int kGlancesPerQuestion = 25;
constexpr Duration kAnswer = std::chrono::seconds(10);

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
  const Result<std::unique_ptr<Store>> store = Store::OpenReader(dir);
  const LogHead head = store.ok() ? (*store)->GetLogHead().value_or(LogHead()) : LogHead();
  if (const std::string lacking = LackingSinceCheckpoint(dir, head);
      store.ok() && !lacking.empty()) {
    fmt::print(stderr, "claimwatch: {}: the backup is older than the checkpoints there: {}\n",
               dir.string(), lacking);
  }
  return PrintReport(report, output);
}

Result<Retention> RetentionFor(const Arguments& arguments) {
  const Time now = SystemClock().Now();
  Retention retention = RetentionOf(CW_TRY(StorageConfigFor(arguments)), now);
  retention.sinks = CW_TRY(SinkNamesFor(arguments));
  if (arguments.Has("before")) {
    retention.refused_before = CW_TRY(ParseWhen(arguments.Get("before"), now));
  }
  return retention;
}

// Whether a daemon is still at an order of this kind.
bool IsAtWork(const Arguments& arguments) {
  const Result<Json> status = AskRunningDaemon(arguments, Json::Of({{"verb", "status"}}), kAnswer);
  return status.ok() ? status->At("daemon.upkeep_under_way").AsBool()
                     : status.error().code() != Errc::kNetwork;
}

// What the daemon writes down when it has carried out the order of this ticket.
Result<Json> AwaitRecord(const Arguments& arguments, const std::string& ticket) {
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  bool at_work = true;
  for (int glance = 1;; ++glance) {
    const Status seen = store->CatchUp();
    CW_TRY(seen.ok() || seen.error().code() == Errc::kBusy ? Ok() : seen);
    const std::optional<std::string> record = CW_TRY(store->GetState(kCollectedKey));
    Json json = record ? Json::Parse(*record).value_or(Json()) : Json();
    if (json["ticket"].AsString() == ticket) {
      return json.Has("error")
                 ? Result<Json>(Error(Errc::kIo, std::string(json["error"].AsString())))
                 : Result<Json>(std::move(json));
    }
    if (!at_work) {
      return Error(Errc::kBusy, "gc: the daemon could not end it; see its log, and try again");
    }
    at_work = glance % kGlancesPerQuestion != 0 || IsAtWork(arguments);
    std::this_thread::sleep_for(kGlance);
  }
}

Result<Json> DropGarbage(const Arguments& arguments, const Retention& retention) {
  Json request = Json::Of({{"verb", "gc"}, {"limits", RetentionJson(retention)}});
  if (arguments.Has("before")) {
    request.Set("before", FormatTime(*retention.refused_before));
  }
  Json answer = CW_TRY(GiveOrder(arguments, request));
  return answer.Has("ticket") ? AwaitRecord(arguments, std::string(answer["ticket"].AsString()))
                              : Result<Json>(std::move(answer));
}

Result<Json> CountGarbage(const Arguments& arguments, const Retention& retention) {
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  return GarbageJson(CW_TRY(store->CollectGarbage(retention, Sweep::kLook, std::stop_token())));
}

Result<Exit> Collect(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Retention retention = CW_TRY(RetentionFor(arguments));
  const bool look = arguments.Has("dry-run");
  Json report =
      CW_TRY(look ? CountGarbage(arguments, retention) : DropGarbage(arguments, retention));
  if (output.format != Format::kPeople) {
    output.PrintOne(report.Set("dry_run", look));
    return Exit::kDone;
  }
  const auto count = [&](std::string_view name) {
    return static_cast<std::uint64_t>(report[name].AsInt());
  };
  const std::string before = FormatBytes({count("bytes_before")});
  Print(fmt::format(
      "{}{} no article, {} of older versions, {} in all, {}, {} from before an upgrade; {}\n",
      look ? "would drop " : "dropped ",
      Counted(count("captures"), "answer that was", "answers that were"),
      Counted(count("raw"), "raw body", "raw bodies"), Counted(count("bodies"), "body", "bodies"),
      Counted(count("alerts"), "alert"), Counted(count("checkpoints"), "copy", "copies"),
      look ? before + " now"
           : fmt::format("{} before, {} now", before, FormatBytes({count("bytes_after")}))));
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
  verbs.push_back(
      {"gc", "operation", "", "drop what is kept no longer, and give space back",
       "The daemon does it by itself every storage.gc_every; this does it at once, also "
       "beside a running daemon (for root and the daemon's own user; by the configuration that "
       "the daemon runs on), and rewrites the files. How long what is kept stands in the "
       "configuration: storage.keep_refused (answers that were no article), storage.keep_raw (raw "
       "bodies of versions that are not the latest), storage.keep_alerts (alerts that "
       "every sink has taken). Texts, hashes and the chain are never dropped; `verify` "
       "says which bodies are withheld.",
       WithStoreOptions({{"--dry-run", "", "say what would go, change nothing"},
                         {"--before", "WHEN", "refused answers older than this"}}),
       Collect});
}

}  // namespace claimwatch
