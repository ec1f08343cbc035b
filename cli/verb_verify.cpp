// verify, prove, timestamp: whether the store is what it was, and how somebody else can tell.
#include <filesystem>

#include <fmt/format.h>

#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "cli/version_spec.h"
#include "core/clock.h"
#include "core/text.h"
#include "storage/checkpoint.h"
#include "storage/erasure.h"
#include "storage/log_head.h"
#include "storage/proof.h"
#include "storage/timestamps.h"
#include "storage/witness.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

// The key that the person brought, else the one beside the store, which whoever changed the store
// could have changed as well.
Result<VerifierKey> KeyFor(const Arguments& arguments, const fs::path& store) {
  if (!arguments.Has("key")) {
    return ReadPublicKey(store);
  }
  Result<VerifierKey> key = ParseVerifierKey(arguments.Get("key"));
  return key.ok() ? key : key.error().At("--key");
}

Status Hear(const fs::path& file, const VerifierKey& key, Testimony& all) {
  Testimony more = CW_TRY(ReadTestimony(file, key));
  std::move(more.witnesses.begin(), more.witnesses.end(), std::back_inserter(all.witnesses));
  std::move(more.problems.begin(), more.problems.end(), std::back_inserter(all.problems));
  return Ok();
}

// What was kept outside the database: the store's checkpoints and the files that the person named.
Result<Testimony> Gather(const Arguments& arguments, const fs::path& store) {
  Testimony all;
  const Result<VerifierKey> key = KeyFor(arguments, store);
  if (!key.ok() && (key.error().code() != Errc::kNotFound || arguments.Has("against"))) {
    return key.error();
  }
  std::error_code ignored;
  if (key.ok() && fs::exists(CheckpointPath(store), ignored)) {
    CW_TRY(Hear(CheckpointPath(store), *key, all));
  }
  for (const std::string& file : arguments.All("against")) {
    const std::size_t heard = all.witnesses.size() + all.problems.size();
    CW_TRY(Hear(file, *key, all));
    if (all.witnesses.size() + all.problems.size() == heard) {
      all.problems.push_back(file +
                             ": holds neither a checkpoint nor an alert, so nothing was "
                             "held against it");
    }
  }
  return all;
}

// Their records say so themselves; that each may, the report says.
Result<std::vector<std::uint64_t>> BlankedAlerts(const Store& store) {
  std::vector<std::uint64_t> blanked;
  AlertQuery query;
  query.limit = 1'000;
  for (;;) {
    const std::vector<Alert> alerts = CW_TRY(store.Alerts(query));
    for (const Alert& alert : alerts) {
      if (alert.record["labels"].Has("erased")) {
        blanked.push_back(alert.sequence);
      }
    }
    if (alerts.size() < query.limit) {
      return blanked;
    }
    query.after_sequence = alerts.back().sequence;
  }
}

std::string InWords(const StampedCheckpoint& one, bool checked) {
  return fmt::format("time stamp of {}, for the first {}: {}{}", FormatTime(one.stamp.made),
                     Counted(one.signed_checkpoint.checkpoint.head.versions, "version"),
                     EscapeControls(AuthorityOf(one.stamp)),
                     checked ? "" : " (signature not checked: --authority)");
}

// What authorities say about when checkpoints were there; what does not hold goes to `problems`.
Result<std::vector<std::string>> HearAuthorities(const Arguments& arguments, const fs::path& store,
                                                 std::vector<std::string>& problems) {
  std::vector<std::string> words;
  const Result<VerifierKey> key = KeyFor(arguments, store);
  if (!key.ok()) {
    return words;  // without one there are no checkpoints
  }
  const Timestamps all = CW_TRY(ReadTimestamps(store, *key));
  problems.insert(problems.end(), all.problems.begin(), all.problems.end());
  for (const StampedCheckpoint& one : all.stamped) {
    const bool check = arguments.Has("authority");
    const Status good =
        check ? CheckTimestamp(one.answer, one.stamp.digest, arguments.Get("authority")) : Ok();
    if (!good.ok() && good.error().code() == Errc::kNotFound) {
      return good.error().At("--authority");
    }
    if (good.ok()) {
      words.push_back(InWords(one, check));
    } else {
      problems.push_back(
          fmt::format("time stamp of {}: {}", FormatTime(one.stamp.made), good.error().message()));
    }
  }
  return words;
}

Result<Exit> Verify(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const fs::path dir = CW_TRY(StateDirFor(arguments));
  // Before the store, which grows meanwhile: a witness must not be younger than what is looked at.
  Testimony testimony = CW_TRY(Gather(arguments, dir));
  Beside beside;
  beside.timestamps = CW_TRY(HearAuthorities(arguments, dir, testimony.problems));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  ProgressBar bar("verifying");
  VerifyReport report = CW_TRY(store->VerifyWith(std::move(testimony.witnesses), bar.Teller()));
  bar.Clear();
  report.problem_count += testimony.problems.size();
  report.problems.insert(report.problems.begin(), testimony.problems.begin(),
                         testimony.problems.end());
  beside.blanked = CW_TRY(BlankedAlerts(*store));
  return PrintReport(report, output, beside);
}

// The version as it was logged; of one that was erased, what is still known of it.
Result<Version> AsLogged(const Store& store, const ArticleRecord& article, std::uint32_t number) {
  const std::optional<Erasure> erasure = CW_TRY(store.GetErasure(article.id, number));
  if (!erasure) {
    return store.GetOriginal(article.id, number);
  }
  Version version;
  version.article_id = article.id;
  version.number = number;
  version.retrieved = erasure->retrieved;
  version.source = erasure->source;
  version.raw_hash = erasure->raw_hash;
  version.text_hash = erasure->text_hash;
  version.article.url = article.url;
  return version;
}

// The version's proof and the checkpoint it leads to.
struct Proven {
  VersionProof proof;
  SignedCheckpoint checkpoint;
  std::string answer;  // of a time-stamp authority to the checkpoint; may be empty
};

// By the first checkpoint with a time stamp that knows the version: the earliest that an authority
// vouches for. Else by the last one.
Result<Proven> ProofOf(const Arguments& arguments, const VerifierKey& key, const Store& store,
                       const ArticleRecord& article, std::uint32_t number) {
  const fs::path dir = CW_TRY(StateDirFor(arguments));
  const SignedCheckpoint last = CW_TRY(LastCheckpoint(dir, key));
  const auto proof_by = [&](const SignedCheckpoint& checkpoint) {
    return store.Prove(article.id, number, checkpoint.checkpoint.head.versions);
  };
  const Result<VersionProof> proof = proof_by(last);
  if (!proof.ok() && proof.error().code() == Errc::kNotFound) {
    return Error(Errc::kNotFound,
                 fmt::format("{}: younger than the last checkpoint ({}); the daemon signs the next "
                             "one within storage.checkpoint_every",
                             arguments.positionals.front(), FormatTime(last.checkpoint.made)));
  }
  Proven proven;
  proven.proof = CW_TRY(proof);
  proven.checkpoint = last;
  const Timestamps all = CW_TRY(ReadTimestamps(dir, key));
  for (const StampedCheckpoint& one : all.stamped) {
    if (one.signed_checkpoint.checkpoint.head.versions > proven.proof.index) {
      proven.proof = CW_TRY(proof_by(one.signed_checkpoint));
      proven.checkpoint = one.signed_checkpoint;
      proven.answer = one.answer;
      return proven;
    }
  }
  return proven;
}

Result<Exit> Prove(const Arguments& arguments) {
  const fs::path dir = CW_TRY(StateDirFor(arguments));
  const VerifierKey key = CW_TRY(KeyFor(arguments, dir));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const VersionSpec spec = SplitSpec(arguments.positionals.front());
  const ArticleRecord article = CW_TRY(store->FindArticle(spec.article));
  const std::uint32_t number =
      CW_TRY(FindNumber(*store, article, spec.version, SystemClock().Now()));
  const Version original = CW_TRY(AsLogged(*store, article, number));
  const Proven proven = CW_TRY(ProofOf(arguments, key, *store, article, number));
  Json json = ProofJson(proven.proof, original, proven.checkpoint, key);
  if (!proven.answer.empty()) {
    json.Set("timestamp", Base64(proven.answer));
  }
  const std::string bundle = json.Dump() + "\n";
  CW_TRY(WriteTo(arguments.Get("output", "-"), bundle));
  return Exit::kDone;
}

}  // namespace

void AddVerifyVerbs(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"verify", "evidence", "", "recompute every hash of the store and name the first bad record",
       "Checks the files, every version with its text, response and headers, the log over all "
       "versions, the chain of alerts, and both chains against what is kept outside the database: "
       "the anchor, the signed checkpoints, the files named with --against. Exit status 5 "
       "when something is not as it was stored.",
       WithStoreOptions({{"--against", "FILE",
                          "also compare with checkpoints or an alert log kept elsewhere", true},
                         {"--key", "KEY",
                          "the public key that signed them, as it stood in checkpoint.pub; without "
                          "it the one beside the store is believed"},
                         {"--authority", "FILE",
                          "certificates (PEM) that vouch for the authorities of time stamps"}}),
       Verify});
  verbs.push_back(
      {"prove", "evidence", "ARTICLE[@V]", "show to others that a version was logged when it was",
       "Prints one JSON document with the version, its response, the path to the root of the log "
       "and the signed checkpoint, with its time stamp when it has one (`timestamp`); "
       "verify_proof.py checks it without claimwatch.",
       WithStoreOptions({{"--key", "KEY", "the public key, as it stood in checkpoint.pub"},
                         {"-o,--output", "FILE", "write there, not to standard output"}}),
       Prove});
}

}  // namespace claimwatch
