// SHA-256, and the one hex form used everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace claimwatch {

using Digest = std::array<std::uint8_t, 32>;

// SHA-256 of `bytes`. Any thread may call.
Digest Sha256(std::string_view bytes);

// Its 32 bytes as they are, for what is hashed or encoded further.
std::string BytesOf(const Digest& digest);

// Lower-case hex, two characters a byte.
std::string Hex(std::string_view bytes);
std::string Hex(const Digest& digest);

// "sha256:" + hex: the form of the alert schema.
std::string TaggedHex(const Digest& digest);

// The digest that 64 hex digits write, or those behind "sha256:"; nullopt for anything else.
std::optional<Digest> DigestFromHex(std::string_view hex);
std::optional<Digest> FromTaggedHex(std::string_view text);

// HMAC with SHA-256 (RFC 2104): proves to whoever knows `key` that `bytes` are ours.
Digest HmacSha256(std::string_view key, std::string_view bytes);

// RFC 4648 with padding, on one line.
std::string Base64(std::string_view bytes);
// nullopt for what is not whole, padded base64 (white space is not skipped).
std::optional<std::string> FromBase64(std::string_view text);

// The bytes inside a PEM block ("-----BEGIN …"); empty when there is none or it is not base64.
std::string PemBytes(std::string_view pem);

// First 64 bits, big endian: a stable hash for jitter and sharding (never for identity).
std::uint64_t StableHash(std::string_view bytes);

}  // namespace claimwatch
