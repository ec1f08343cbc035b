#include "core/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include "core/whole_number.h"

namespace claimwatch {
namespace {

constexpr std::string_view kTag = "sha256:";

}  // namespace

Digest Sha256(std::string_view bytes) {
  Digest digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

std::string BytesOf(const Digest& digest) {
  return {digest.begin(), digest.end()};
}

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char one : bytes) {
    const auto byte = static_cast<std::uint8_t>(one);
    text.push_back(kHex[byte >> 4U]);
    text.push_back(kHex[byte & 15U]);
  }
  return text;
}

std::string Hex(const Digest& digest) {
  return Hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::string TaggedHex(const Digest& digest) {
  return std::string(kTag) + Hex(digest);
}

std::optional<Digest> DigestFromHex(std::string_view hex) {
  Digest digest{};
  if (hex.size() != 2 * digest.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const auto byte = ParseWhole<std::uint8_t>(hex.substr(2 * i, 2), 16);
    if (!byte) {
      return std::nullopt;
    }
    digest.at(i) = *byte;
  }
  return digest;
}

std::optional<Digest> FromTaggedHex(std::string_view text) {
  return text.starts_with(kTag) ? DigestFromHex(text.substr(kTag.size())) : std::nullopt;
}

Digest HmacSha256(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data(), &size);
  return digest;
}

std::string Base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  // It also writes a zero byte at the end, where a string keeps one anyway.
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.size() % 4 != 0 || text.find_first_of(" \t\r\n") != std::string_view::npos) {
    return std::nullopt;
  }
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) {
    return std::nullopt;
  }
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
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
  return FromBase64(base64).value_or("");
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
