// verify, prove: whether the store is what it was, and how somebody else can tell.
#include <filesystem>
#include <iostream>

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
#include "core/whole_file.h"
#include "storage/checkpoint.h"
#include "storage/erasure.h"
#include "storage/log_head.h"
#include "storage/proof.h"
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
    CW_TRY(Hear(file, *key, all));
  }
  return all;
}

Result<Exit> Verify(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const fs::path dir = CW_TRY(StateDirFor(arguments));
  // Before the store, which grows meanwhile: a witness must not be younger than what is looked at.
  Testimony testimony = CW_TRY(Gather(arguments, dir));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  ProgressBar bar("verifying");
  VerifyReport report = CW_TRY(store->VerifyWith(std::move(testimony.witnesses), bar.Teller()));
  bar.Clear();
  report.problem_count += testimony.problems.size();
  report.problems.insert(report.problems.begin(), testimony.problems.begin(),
                         testimony.problems.end());
  return PrintReport(report, output);
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

Result<Exit> Prove(const Arguments& arguments) {
  const fs::path dir = CW_TRY(StateDirFor(arguments));
  const VerifierKey key = CW_TRY(KeyFor(arguments, dir));
  const SignedCheckpoint checkpoint = CW_TRY(LastCheckpoint(dir, key));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const VersionSpec spec = SplitSpec(arguments.positionals.front());
  const ArticleRecord article = CW_TRY(store->FindArticle(spec.article));
  const std::uint32_t number =
      CW_TRY(FindNumber(*store, article, spec.version, SystemClock().Now()));
  const Version original = CW_TRY(AsLogged(*store, article, number));
  const Result<VersionProof> proof =
      store->Prove(article.id, number, checkpoint.checkpoint.head.versions);
  if (!proof.ok() && proof.error().code() == Errc::kNotFound) {
    return Error(
        Errc::kNotFound,
        fmt::format("{}: younger than the last checkpoint ({}); the daemon signs the next "
                    "one within storage.checkpoint_every",
                    arguments.positionals.front(), FormatTime(checkpoint.checkpoint.made)));
  }
  CW_TRY(proof);
  const std::string bundle = ProofJson(*proof, original, checkpoint, key).Dump() + "\n";
  const std::string file = arguments.Get("output", "-");
  if (file != "-") {
    CW_TRY(ReplaceFile(file, bundle));
    return Exit::kDone;
  }
  Print(bundle);
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
                          "it the one beside the store is believed"}}),
       Verify});
  verbs.push_back(
      {"prove", "evidence", "ARTICLE[@V]", "show to others that a version was logged when it was",
       "Prints one JSON document with the version, its response, the path to the root of the log "
       "and the signed checkpoint; verify_proof.py checks it without claimwatch.",
       WithStoreOptions({{"--key", "KEY", "the public key, as it stood in checkpoint.pub"},
                         {"-o,--output", "FILE", "write there, not to standard output"}}),
       Prove});
}

}  // namespace claimwatch
