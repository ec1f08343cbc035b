// SHA-256, and the one hex form used everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace claimwatch {

using Digest = std::array<std::uint8_t, 32>;

// SHA-256 of `bytes`. Any thread may call.
Digest Sha256(std::string_view bytes);

// Lower-case hex, 64 characters.
std::string Hex(const Digest& digest);

// "sha256:" + hex: the form of the alert schema.
std::string TaggedHex(const Digest& digest);

// The bytes inside a PEM block ("-----BEGIN …"); empty when there is none or it is not base64.
std::string PemBytes(std::string_view pem);

// First 64 bits, big endian: a stable hash for jitter and sharding (never for identity).
std::uint64_t StableHash(std::string_view bytes);

}  // namespace claimwatch
