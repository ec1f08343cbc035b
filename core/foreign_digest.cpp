#include "core/foreign_digest.h"

#include <algorithm>
#include <array>

#include <openssl/evp.h>

namespace claimwatch {
namespace {

struct Algorithm {
  std::string_view name;
  const EVP_MD* (*get)();
};

constexpr std::array<Algorithm, 7> kAlgorithms = {{{"sha1", EVP_sha1},
                                                   {"sha-1", EVP_sha1},
                                                   {"sha256", EVP_sha256},
                                                   {"sha-256", EVP_sha256},
                                                   {"sha512", EVP_sha512},
                                                   {"sha-512", EVP_sha512},
                                                   {"md5", EVP_md5}}};

}  // namespace

std::optional<std::string> ForeignDigest(std::string_view algorithm, std::string_view bytes) {
  const auto* known = std::find_if(kAlgorithms.begin(), kAlgorithms.end(),
                                   [&](const Algorithm& one) { return one.name == algorithm; });
  if (known == kAlgorithms.end()) {
    return std::nullopt;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  // A machine whose policy forbids an old hash cannot check it.
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, known->get(), nullptr) != 1) {
    return std::nullopt;
  }
  return std::string(reinterpret_cast<const char*>(digest.data()), size);
}

}  // namespace claimwatch
