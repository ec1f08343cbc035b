// What the store keeps, as structures and as bytes. Encode and Decode are inverse; Decode of
// anything else is kCorrupt, never a crash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

class Engine;  // storage/engine.h

// Counters and the ends of both chains: rewritten in every batch that adds to them.
struct Head {
  std::uint64_t articles = 0;
  std::uint64_t versions = 0;
  std::uint64_t captures = 0;
  std::uint64_t claims = 0;
  std::uint64_t alerts = 0;                                   // highest sequence
  std::string alert_leaf = "sha256:" + std::string(64, '0');  // of that alert
  std::vector<Digest> frontier;  // of the Merkle tree over all versions, see chain.h
  Digest root{};                 // of the same tree
  bool operator==(const Head&) const = default;
};

// An article as listed, and what only the store needs.
struct StoredArticle {
  ArticleRecord record;
  Digest last_leaf{};              // of the newest version, for the article's own chain
  std::string base_body;           // raw hash of the body the next ones are packed against
  std::uint32_t base_version = 0;  // number of the version the next ones are packed against
};

// A version without last_seen, which moves; and what the feed said.
struct StoredVersion {
  Version version;
  FeedFacts facts;
};

// A response without its body.
struct CaptureRecord {
  std::string raw_hash;
  Page page;  // body empty
};

// How a body or a version lies in its family: what it was packed against, and the packed bytes.
struct PackedRecord {
  std::string base;  // key in the same family; empty: on its own
  std::string packed;
};

// What a leaf of the chain commits to. Hashes only, so that a body can be erased and the chain
// still holds.
struct ChainRecord {
  std::string article_id;
  std::uint32_t number = 0;
  Time retrieved{};
  std::string raw_hash;
  std::string text_hash;
  Digest version_hash{};  // of the version as encoded
  Digest capture_hash{};  // of the capture as encoded
  Digest previous{};      // leaf of the version before of the same article
};

// A leaf with its place in the log.
struct ChainEntry {
  ChainRecord record;
  Digest leaf{};
  Digest root{};  // of the tree up to and with this leaf
};

std::string Encode(const Head& head);
std::string Encode(const StoredArticle& article);
std::string Encode(const StoredVersion& version);
std::string Encode(const CaptureRecord& capture);
std::string Encode(const PackedRecord& packed);
std::string Encode(const ChainRecord& record);
std::string Encode(const ChainEntry& entry);
std::string Encode(const ClaimRecord& claim);  // without its sightings
std::string Encode(const Sighting& sighting);
std::string Encode(const FindingRecord& finding);

// The head of a store. Of one that nothing was written to: no counts, and the root of a tree
// without leaves (RFC 6962, 2.1).
Result<Head> ReadHead(const Engine& engine);

Result<Head> DecodeHead(std::string_view bytes);
Result<StoredArticle> DecodeArticle(std::string_view bytes);
Result<StoredVersion> DecodeVersion(std::string_view bytes);
Result<CaptureRecord> DecodeCapture(std::string_view bytes);
Result<PackedRecord> DecodePacked(std::string_view bytes);
Result<ChainEntry> DecodeChainEntry(std::string_view bytes);
Result<ClaimRecord> DecodeClaim(std::string_view bytes);
Result<Sighting> DecodeSighting(std::string_view bytes);
Result<FindingRecord> DecodeFinding(std::string_view bytes);

}  // namespace claimwatch
