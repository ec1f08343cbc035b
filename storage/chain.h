// The log over all versions: a Merkle tree as in RFC 6962, so that one root speaks for everything
// before it, and a proof of one version is a few hashes.
//
// Only the frontier is kept: the roots of the full subtrees, largest first, one per 1 bit of the
// size.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace claimwatch {

// SHA-256(0x00 ‖ record).
Digest LeafHash(std::string_view record);
// SHA-256(0x01 ‖ left ‖ right).
Digest NodeHash(const Digest& left, const Digest& right);

// The frontier of a tree of `size` leaves after one more.
void AppendLeaf(std::vector<Digest>& frontier, std::uint64_t size, const Digest& leaf);
// SHA-256 of nothing for an empty tree.
Digest RootOf(const std::vector<Digest>& frontier);

// The audit path of leaf `index` (from 0) in the tree over all `leaves`, nearest sibling first:
// PATH(m, D[n]) of RFC 6962, 2.1.1. Reads every leaf once; `index` must be one of them.
std::vector<Digest> InclusionPath(std::vector<Digest> leaves, std::uint64_t index);
// The root of a tree of `size` leaves that has `leaf` at `index` (from 0) when `path` is its audit
// path (RFC 9162, 2.1.3.2). nullopt when there can be no such path.
std::optional<Digest> RootFromPath(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                   const std::vector<Digest>& path);

}  // namespace claimwatch
