#include "core/digest.h"

#include <openssl/evp.h>
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

std::string PemBytes(std::string_view pem) {
  std::string base64;
  const std::size_t begin = pem.find("-----\n");
  const std::size_t end = pem.find("-----END");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    return {};
  }
  for (const char c : pem.substr(begin + 6, end - begin - 6)) {
    if (c != '\n' && c != '\r') {
      base64 += c;
    }
  }
  std::string bytes(base64.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(base64.data()),
                                   static_cast<int>(base64.size()));
  if (size < 0) {
    return {};
  }
  const std::size_t padding = base64.ends_with("==") ? 2 : base64.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
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
