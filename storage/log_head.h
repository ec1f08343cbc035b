// Where the log of a store ends, and what somebody outside needs to check it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/digest.h"

namespace claimwatch {

class Json;  // core/json.h

// Where the store's two chains end. Whoever keeps one can tell later whether everything up to there
// is still the same (Witness).
struct LogHead {
  std::uint64_t versions = 0;  // version records in the log
  Digest root{};               // of the Merkle tree over them (storage/chain)
  std::uint64_t alerts = 0;    // highest sequence
  std::string alert_leaf;      // "sha256:…" of that alert; empty: not known
  std::uint64_t erasures = 0;  // records of erasure (storage/erasure)
  Digest erasure_leaf{};       // of the last of them
  bool operator==(const LogHead&) const = default;
};

// A head that was kept outside the store: by a checkpoint, an alert that went out, the anchor.
struct Witness {
  LogHead head;
  std::string where;  // for messages: "checkpoints:12"
};

// That one version stands in the log, for somebody who has only a checkpoint of that size.
struct VersionProof {
  std::uint64_t index = 0;   // of its leaf, from 0
  std::uint64_t size = 0;    // of the tree
  std::vector<Digest> path;  // RFC 6962, nearest sibling first
  std::string record;        // what the leaf is the hash of: the hashes of all below
  std::string version;       // as encoded: title, text, authors, times; empty when it was erased
  std::string capture;       // as encoded: address, status, headers, redirects, certificate
  std::string body;          // as it came; empty when it is not kept any more
};

// Sets labels.log_size and labels.log_root of an alert's record.
void NameLogHead(Json& alert, std::uint64_t versions, const Digest& root);
// What a record names, with its own sequence and leaf; zeros for one of a program that named none.
LogHead LogHeadOf(const Json& alert);

}  // namespace claimwatch
