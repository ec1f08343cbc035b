#include "storage/proof.h"

#include <fmt/format.h>

#include "storage/chain.h"
#include "storage/disk_store.h"
#include "storage/erasure.h"
#include "storage/keys.h"
#include "storage/packed.h"

namespace claimwatch {
namespace {

// The leaves of a log, and among them the one of a version.
struct Leaves {
  std::vector<Digest> all;
  std::optional<std::uint64_t> index;
  ChainRecord record;
};

Result<Leaves> ReadLeaves(const Engine& engine, std::string_view article_id, std::uint32_t number,
                          std::uint64_t size) {
  Leaves leaves;
  Status failed;
  CW_TRY(
      engine.Scan(Family::kIndex, keys::kChain, "", [&](std::string_view, std::string_view bytes) {
        if (leaves.all.size() == size) {
          return false;
        }
        Result<ChainEntry> entry = DecodeChainEntry(bytes);
        if (!entry.ok()) {
          failed = entry.error();
          return false;
        }
        if (entry->record.article_id == article_id && entry->record.number == number) {
          leaves.index = leaves.all.size();
          leaves.record = std::move(entry->record);
        }
        leaves.all.push_back(entry->leaf);
        return true;
      }));
  CW_TRY(failed);
  return leaves;
}

}  // namespace

Result<VersionProof> DiskStore::Prove(std::string_view article_id, std::uint32_t number,
                                      std::uint64_t size) const {
  Leaves leaves = CW_TRY(ReadLeaves(*engine_, article_id, number, size));
  if (leaves.all.size() != size || !leaves.index) {
    return Error(Errc::kNotFound, fmt::format("version {}@{} is not among the first {} of the log",
                                              article_id, number, size));
  }
  VersionProof proof;
  proof.index = *leaves.index;
  proof.size = size;
  proof.path = InclusionPath(std::move(leaves.all), proof.index);
  proof.record = Encode(leaves.record);
  std::string capture_id;
  if (const auto erased = CW_TRY(ReadErasure(*engine_, article_id, number))) {
    capture_id = erased->erasure.capture_id;
  } else {
    proof.version =
        CW_TRY(ReadPacked(*engine_, Family::kVersions, keys::Version(article_id, number)));
    const StoredVersion stored = CW_TRY(DecodeVersion(proof.version));
    capture_id = stored.version.capture_id;
  }
  proof.capture = CW_TRY(engine_->Get(Family::kIndex, keys::Capture(capture_id))).value_or("");
  const Result<std::string> body = ReadPacked(*engine_, Family::kBodies, leaves.record.raw_hash);
  proof.body = body.ok() ? *body : "";
  return proof;
}

Json ProofJson(const VersionProof& proof, const Version& original,
               const SignedCheckpoint& checkpoint, const VerifierKey& key) {
  Json path = Json::MakeArray();
  for (const Digest& node : proof.path) {
    path.Push(Base64(BytesOf(node)));
  }
  // Of an erased version the stored response still names an address.
  const bool erased = proof.version.empty();
  std::string url = original.article.url;
  if (erased) {
    const Result<CaptureRecord> capture = DecodeCapture(proof.capture);
    url = capture.ok() ? capture->page.url.text() : url;
  }
  Json json = Json::Of({{"format", "claimwatch-proof-1"},
                        {"article", original.article_id},
                        {"version", std::uint64_t{original.number}},
                        {"url", url},
                        {"retrieved", FormatTime(original.retrieved)},
                        {"text_hash", original.text_hash},
                        {"raw_hash", original.raw_hash},
                        {"record", Base64(proof.record)},
                        {"capture_record", Base64(proof.capture)},
                        {"index", proof.index},
                        {"size", proof.size},
                        {"path", std::move(path)},
                        {"checkpoint", checkpoint.note},
                        {"public_key", FormatVerifierKey(key)}});
  if (erased) {
    json.Set("erased", true);
  } else {
    json.Set("title", original.article.title).Set("text", original.article.Text());
    json.Set("version_record", Base64(proof.version));
  }
  if (!proof.body.empty()) {
    json.Set("body", Base64(proof.body));
  }
  return json;
}

}  // namespace claimwatch
