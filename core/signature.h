// Ed25519 signatures (RFC 8032): who holds the key has seen these bytes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

using PublicKey = std::array<std::uint8_t, 32>;

// The secret half. Whoever has it can sign in our name: it is never logged and stands in no
// message. A value; any thread may call.
class SigningKey {
 public:
  // From the system's random source. kUnsupported when OpenSSL cannot make one.
  static Result<SigningKey> Make();
  // PKCS #8 in PEM without a password, as `openssl genpkey -algorithm ed25519` writes it. kConfig
  // for anything else, without quoting it.
  static Result<SigningKey> FromPem(std::string_view pem);

  // The same form again.
  std::string Pem() const;

  const PublicKey& public_key() const { return public_; }

  // 64 bytes; the same bytes always get the same signature.
  std::string Sign(std::string_view bytes) const;

 private:
  using Seed = std::array<std::uint8_t, 32>;

  SigningKey(const Seed& seed, const PublicKey& public_key) : seed_(seed), public_(public_key) {}

  Seed seed_;
  PublicKey public_;
};

// Whether `signature` is that of `bytes` by the holder of `key`. False also for anything that is no
// signature.
bool IsSignedBy(const PublicKey& key, std::string_view bytes, std::string_view signature);

}  // namespace claimwatch
