// The log over all versions: a Merkle tree as in RFC 6962, so that one root speaks for everything
// before it, and a proof of one version is a few hashes.
//
// Only the frontier is kept: the roots of the full subtrees, largest first, one per 1 bit of the
// size.
#pragma once

#include <cstdint>
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

}  // namespace claimwatch
