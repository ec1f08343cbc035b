// Where a version stands in the log over all versions, for a reader who wants to check it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

// A leaf of the Merkle tree (RFC 6962) over all version records.
struct LogLeaf {
  std::uint64_t index = 0;  // from 0
  std::uint64_t size = 0;   // of the tree that is spoken of
  std::string hash;         // "sha256:…" of 0x00 and the record that `claimwatch prove` prints
};

// Of version `number` in the log as it stands now. kNotFound when it is not among its records.
// Reads all leaves before it: a second for a million.
Result<LogLeaf> LeafOf(const Store& store, std::string_view article_id, std::uint32_t number);

}  // namespace claimwatch
