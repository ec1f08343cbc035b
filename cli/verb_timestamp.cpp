// timestamp: what an authority says about when a checkpoint was there (RFC 3161).
#include <filesystem>

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/digest.h"
#include "core/text.h"
#include "daemon/stamping.h"
#include "storage/checkpoint.h"
#include "storage/timestamps.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

Json StampJson(const StampedCheckpoint& one) {
  const Checkpoint& checkpoint = one.signed_checkpoint.checkpoint;
  return Json::Of({{"time", FormatTime(one.stamp.made)},
                   {"authority", one.stamp.authority},
                   {"versions", checkpoint.head.versions},
                   {"root", TaggedHex(checkpoint.head.root)},
                   {"signed", FormatTime(checkpoint.made)},
                   {"digest", TaggedHex(one.stamp.digest)}});
}

std::string Listed(const StampedCheckpoint& one) {
  const Checkpoint& checkpoint = one.signed_checkpoint.checkpoint;
  return fmt::format("{}  {}, signed {}; {}\n", FormatTime(one.stamp.made),
                     Counted(checkpoint.head.versions, "version"), FormatTime(checkpoint.made),
                     EscapeControls(AuthorityOf(one.stamp)));
}

void Tell(const Timestamps& all, const Output& output) {
  std::vector<Json> items;
  std::string lines;
  for (const StampedCheckpoint& one : all.stamped) {
    items.push_back(StampJson(one));
    lines += Listed(one);
  }
  for (const std::string& problem : all.problems) {
    items.push_back(Json::Of({{"problem", problem}}));
    lines += output.style.Paint(Tone::kCritical, EscapeControls(problem)) + "\n";
  }
  if (output.format == Format::kPeople) {
    Print(lines.empty() ? "no checkpoint has a time stamp; --ask URL gets one\n" : lines);
  } else {
    output.PrintItems(items);
  }
}

Result<Exit> WriteRequest(const Arguments& arguments, const SignedCheckpoint& last) {
  const std::string request = CW_TRY(TimestampRequest(Sha256(last.note)));
  CW_TRY(WriteTo(arguments.Get("request"), request));
  return Exit::kDone;
}

// The checkpoint that `stamp` is of.
Result<Exit> TellOne(const fs::path& dir, const VerifierKey& key, const Timestamp& stamp,
                     const Output& output) {
  Timestamps all = CW_TRY(ReadTimestamps(dir, key));
  std::erase_if(all.stamped,
                [&](const StampedCheckpoint& one) { return one.stamp.digest != stamp.digest; });
  Tell({std::move(all.stamped), {}}, output);
  return Exit::kDone;
}

Result<Timestamp> AskAuthority(const Arguments& arguments, const fs::path& dir) {
  const std::optional<Timestamp> stamp = CW_TRY(
      StampLast({arguments.Get("ask"), arguments.Get("authority", ""), dir}, std::stop_token()));
  return stamp ? Result<Timestamp>(*stamp)
               : Error(Errc::kNotFound, "no checkpoint was signed yet; the daemon signs them");
}

Result<Exit> TimestampVerb(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const fs::path dir = CW_TRY(StateDirFor(arguments));
  const VerifierKey key = CW_TRY(ReadPublicKey(dir));
  if (static_cast<int>(arguments.Has("request")) + static_cast<int>(arguments.Has("take")) +
          static_cast<int>(arguments.Has("ask")) >
      1) {
    return Error(Errc::kInvalid, "timestamp: --ask, --request and --take exclude each other");
  }
  if (arguments.Has("request")) {
    return WriteRequest(arguments, CW_TRY(LastCheckpoint(dir, key)));
  }
  if (arguments.Has("ask")) {
    return TellOne(dir, key, CW_TRY(AskAuthority(arguments, dir)), output);
  }
  if (arguments.Has("take")) {
    const std::string answer = CW_TRY(ReadInput("timestamp", arguments.Get("take")));
    const Timestamp stamp = CW_TRY(KeepAnswer(dir, key, answer, arguments.Get("authority", "")));
    return TellOne(dir, key, stamp, output);
  }
  const Timestamps all = CW_TRY(ReadTimestamps(dir, key));
  Tell(all, output);
  return all.problems.empty() ? Exit::kDone : Exit::kIntegrity;
}

}  // namespace

void AddTimestampVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"timestamp", "evidence", "", "have an authority say when a checkpoint was there (RFC 3161)",
       "Lists the checkpoints that have a time stamp. --ask has the authority at URL stamp the "
       "last one, which a daemon does by itself with storage.timestamp_url. Without a network "
       "--request "
       "writes what to send for it, e.g. by `curl -H 'Content-Type: "
       "application/timestamp-query' --data-binary @FILE URL -o ANSWER`; --take keeps its answer "
       "beside the checkpoints. From then on `verify` looks at it and `prove` puts it into the "
       "bundle of every version that the checkpoint is the first to know.",
       WithStoreOptions(
           {{"--ask", "URL", "ask this authority about the last checkpoint"},
            {"--request", "FILE", "write the request for the last checkpoint there; - prints it"},
            {"--take", "FILE", "keep this answer (.tsr); - reads it from standard input"},
            {"--authority", "FILE",
             "take the answer only when certificates in here (PEM) vouch for who signed it"}}),
       TimestampVerb});
}

}  // namespace claimwatch
