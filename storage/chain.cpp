#include "storage/chain.h"

#include <string>

namespace claimwatch {
namespace {

void AppendBytes(std::string& out, const Digest& digest) {
  for (const std::uint8_t byte : digest) {
    out.push_back(static_cast<char>(byte));
  }
}

}  // namespace

Digest LeafHash(std::string_view record) {
  return Sha256(std::string(1, '\0').append(record));
}

Digest NodeHash(const Digest& left, const Digest& right) {
  std::string bytes(1, '\1');
  AppendBytes(bytes, left);
  AppendBytes(bytes, right);
  return Sha256(bytes);
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

}  // namespace claimwatch
