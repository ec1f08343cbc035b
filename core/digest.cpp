#include "core/digest.h"

#include <openssl/sha.h>

namespace claimwatch {

Digest Sha256(std::string_view bytes) {
  Digest digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

std::string Hex(const Digest& digest) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  text.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    text.push_back(kHex[byte >> 4U]);
    text.push_back(kHex[byte & 15U]);
  }
  return text;
}

std::string TaggedHex(const Digest& digest) {
  return "sha256:" + Hex(digest);
}

std::uint64_t StableHash(std::string_view bytes) {
  const Digest digest = Sha256(bytes);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    value = (value << 8U) | digest.at(i);
  }
  return value;
}

}  // namespace claimwatch
