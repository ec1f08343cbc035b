// erase: a text is removed for good, and that it was here stays.
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "cli/ask_daemon.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/version_spec.h"
#include "core/clock.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr Duration kPatience = std::chrono::minutes(5);  // it reads the whole log
constexpr Duration kFilesPatience = std::chrono::minutes(1);
constexpr std::chrono::milliseconds kGlance(200);

// Of the version that was named, or of all of the article.
Result<Json> RequestFrom(const Arguments& arguments, const Store& store) {
  const VersionSpec spec = SplitSpec(arguments.positionals.front());
  const ArticleRecord article = CW_TRY(store.FindArticle(spec.article));
  Json versions = Json::MakeArray();
  if (!spec.version.empty()) {
    const std::uint32_t number =
        CW_TRY(FindNumber(store, article, spec.version, SystemClock().Now()));
    versions.Push(std::uint64_t{number});
  }
  for (std::uint64_t number = 1; spec.version.empty() && number <= article.versions; ++number) {
    versions.Push(number);
  }
  return Json::Of({{"verb", "erase"},
                   {"article", article.id},
                   {"versions", std::move(versions)},
                   {"by", arguments.Get("by", OwnName())},
                   {"why", arguments.Get("why")}});
}

// A daemon rewrites the files beside its other work; whether it came to the end of it in time.
Result<bool> WaitForFiles(const Arguments& arguments) {
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  for (Duration waited{}; waited < kFilesPatience; waited += kGlance) {
    CW_TRY(store->CatchUp());
    if (!CW_TRY(store->OwesErasure())) {
      return true;
    }
    std::this_thread::sleep_for(kGlance);
  }
  return false;
}

std::string Listed(const Json& array, std::string_view mark) {
  std::vector<std::string> words;
  for (const Json& one : array.Items()) {
    words.push_back(std::string(mark) +
                    (one.IsString() ? std::string(one.AsString()) : one.Dump()));
  }
  return Join(words, ", ");
}

// What was erased is in no record any more, but its bytes may lie where the records were.
std::string InFiles(std::string_view error) {
  if (error.empty()) {
    return "the daemon still rewrites the database's files that held it; what it does not come to "
           "it does at its next start\n";
  }
  return fmt::format(
      "the old bytes may still be in the database's files: {}; the daemon rewrites them now or at "
      "its next start, and so does `claimwatch gc`\n",
      EscapeControls(error));
}

std::string WhatStays(const Json& report) {
  std::string out;
  Json versions = Json::MakeArray();
  for (const Json& one : report["shared"].Items()) {
    if (one.AsString().starts_with("baseline/")) {
      out += fmt::format("kept: the response that is {} too; no erasure takes it\n",
                         EscapeControls(one.AsString()));
    } else {
      versions.Push(one);
    }
  }
  if (!versions.Items().empty()) {
    out += fmt::format("kept: the response that {} came with too; it goes with the last of them\n",
                       Listed(versions, ""));
  }
  if (report["in_files"].AsBool()) {
    out += InFiles(report["files_error"].AsString());
  }
  return out +
         "not reached: backups, copies from before an upgrade (`claimwatch gc` drops them), the "
         "alert log and what was sent or exported\n";
}

std::string InWords(const std::string& article, const Json& report) {
  std::string out;
  for (const Json& one : report["before"].Items()) {
    out += fmt::format("{}@{} was erased already, on {} because {}\n",
                       one["article"].AsString().substr(0, 8), one["version"].AsInt(),
                       one.At("erased.when").AsString(),
                       EscapeControls(one.At("erased.reason").AsString()));
  }
  if (report["erased"].Items().empty()) {
    return out;
  }
  const auto counted = [&](std::string_view member, std::string_view one) {
    return Counted(static_cast<std::uint64_t>(report[member].AsInt()), one);
  };
  const std::size_t alerts = report["alerts"].Items().size();
  out += fmt::format(
      "{} {} of {}: {}, {}, {} of the ledger, the words of {}{}; their hashes, the log and its "
      "proofs stay\n",
      report["dry_run"].AsBool() ? "would erase" : "erased", Listed(report["erased"], "@"), article,
      counted("bodies", "response"), counted("findings", "finding"), counted("claims", "claim"),
      Counted(alerts, "alert"), alerts == 0 ? "" : " (" + Listed(report["alerts"], "#") + ")");
  return out + (report["dry_run"].AsBool() ? "nothing was changed; --yes does it, for good\n"
                                           : WhatStays(report));
}

// Once the order was carried out nothing else may fail: it could not be told from one that was not.
Result<Json> Carry(const Arguments& arguments, const Json& request) {
  Json report = CW_TRY(GiveOrder(arguments, request, kPatience));
  if (!report["in_files"].AsBool() || report.Has("files_error")) {
    return report;
  }
  const Result<bool> finished = WaitForFiles(arguments);
  report.Set("in_files", !finished.value_or(false));
  if (!finished.ok()) {
    report.Set("files_error", finished.error().message());
  }
  return report;
}

Result<Exit> EraseVerb(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  if (Trim(arguments.Get("why")).empty()) {
    return Error(Errc::kInvalid, "erase: --why is missing; it is kept and shown in its place");
  }
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const Json request = CW_TRY(RequestFrom(arguments, *store));
  const Result<Json> report =
      arguments.Has("yes") ? Carry(arguments, request) : LookAhead(*store, request);
  CW_TRY(report.ok() ? Ok() : Status(report.error()));
  if (output.format != Format::kPeople) {
    output.PrintOne(*report);
  } else {
    Print(InWords(std::string(request["article"].AsString()), *report));
  }
  return Exit::kDone;
}

}  // namespace

void AddEraseVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"erase", "evidence", "ARTICLE", "remove a text for good; its hashes and proofs stay",
       "ARTICLE may name one version, as in `show`; else all of them go, and a later fetch of that "
       "article keeps no text either. Without --yes it only says what would go. Text, raw "
       "response, findings, the ledger's sentence, alerts and the search index lose the words, "
       "and the database's files are rewritten; who, when and why is a record that is signed with "
       "the next checkpoint, and `verify` and `prove` still hold. Works beside a running daemon.",
       WithStoreOptions({{"--why", "TEXT", "why, for whoever looks for it; must be given"},
                         {"--by", "NAME", "on whose order; else the login name"},
                         {"--yes", "", "do it; it cannot be undone"}}),
       EraseVerb});
}

}  // namespace claimwatch
