#include "storage/chain.h"

#include <string>

#include "core/result.h"

namespace claimwatch {
Digest LeafHash(std::string_view record) {
  return Sha256(std::string(1, '\0').append(record));
}

Digest NodeHash(const Digest& left, const Digest& right) {
  return Sha256('\1' + BytesOf(left) + BytesOf(right));
}

// Like adding 1 to a binary number: each carry joins two full subtrees of one size.
void AppendLeaf(std::vector<Digest>& frontier, std::uint64_t size, const Digest& leaf) {
  Digest node = leaf;
  for (; (size & 1U) != 0 && !frontier.empty(); size >>= 1U) {
    node = NodeHash(frontier.back(), node);
    frontier.pop_back();
  }
  frontier.push_back(node);
}

Digest RootOf(const std::vector<Digest>& frontier) {
  if (frontier.empty()) {
    return Sha256("");
  }
  Digest root = frontier.back();
  for (std::size_t i = frontier.size() - 1; i > 0; --i) {
    root = NodeHash(frontier[i - 1], root);
  }
  return root;
}

// Level by level: of an odd number of nodes the last moves up as it is, which makes the same tree
// as the standard's split at the largest power of two.
std::vector<Digest> InclusionPath(std::vector<Digest> leaves, std::uint64_t index) {
  CW_CHECK(index < leaves.size());
  std::vector<Digest> path;
  for (std::vector<Digest>& level = leaves; level.size() > 1; index >>= 1U) {
    const std::uint64_t sibling = index ^ 1U;
    if (sibling < level.size()) {
      path.push_back(level[sibling]);
    }
    const std::size_t pairs = level.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
      level[i] = NodeHash(level[2 * i], level[2 * i + 1]);
    }
    if (level.size() % 2 == 1) {
      level[pairs] = level.back();
    }
    level.resize((level.size() + 1) / 2);
  }
  return path;
}

std::optional<Digest> RootFromPath(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                   const std::vector<Digest>& path) {
  if (index >= size) {
    return std::nullopt;
  }
  Digest node = leaf;
  std::size_t used = 0;
  std::uint64_t last = size - 1;  // of this level
  for (; last != 0; index >>= 1U, last >>= 1U) {
    const bool alone = index == last && (index & 1U) == 0;
    if (alone) {
      continue;
    }
    if (used == path.size()) {
      return std::nullopt;
    }
    const Digest& sibling = path[used++];
    node = (index & 1U) != 0 ? NodeHash(sibling, node) : NodeHash(node, sibling);
  }
  return used == path.size() ? std::optional(node) : std::nullopt;
}

}  // namespace claimwatch
