#include "storage/manifest.h"

#include <cstdint>

#include "core/whole_file.h"
#include "storage/files.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

// RocksDB's log format: blocks of 32 KiB; a record is one piece or several, each with a checksum
// (4 bytes), a length (2, little-endian) and a kind. What is too short for a head ends a block.
constexpr std::size_t kBlock = 32U << 10U;
constexpr std::size_t kHead = 7;
constexpr unsigned char kWhole = 1;
constexpr unsigned char kFirst = 2;

struct Piece {
  std::size_t end = 0;
  unsigned char kind = 0;  // 0: no piece, what follows is empty
};

Piece PieceAt(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t place) {
    return static_cast<unsigned char>(bytes[at + place]);
  };
  const std::size_t length = byte(4) + (std::size_t{byte(5)} << 8U);
  return {at + kHead + length, byte(6)};
}

// CRC-32C (Castagnoli) as RocksDB keeps it: rotated and moved, so that a checksum of checksums is
// no checksum.
std::uint32_t KeptChecksum(std::string_view bytes) {
  constexpr std::uint32_t kPolynomial = 0x82f63b78;
  std::uint32_t crc = ~std::uint32_t{0};
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kPolynomial : 0);
    }
  }
  crc = ~crc;
  return ((crc >> 15U) | (crc << 17U)) + 0xa282ead8U;
}

// Whether the checksum of a piece is that of its kind and bytes.
bool IsWhole(std::string_view bytes, std::size_t at, const Piece& piece) {
  constexpr std::size_t kKindAt = 6;
  if (piece.end > bytes.size()) {
    return false;
  }
  std::uint32_t kept = 0;
  for (std::size_t i = 4; i-- > 0;) {
    kept = (kept << 8U) | static_cast<unsigned char>(bytes[at + i]);
  }
  return kept == KeptChecksum(bytes.substr(at + kKindAt, piece.end - at - kKindAt));
}

std::size_t PastShortRest(std::size_t at) {
  const std::size_t left = kBlock - at % kBlock;
  return left < kHead ? at + left : at;
}

}  // namespace

std::optional<std::size_t> TornRecord(std::string_view manifest) {
  const std::size_t written = manifest.find_last_not_of('\0') + 1;  // 0: nothing but zeros
  std::size_t record = 0;
  for (std::size_t at = 0; at + kHead <= manifest.size();) {
    const Piece piece = PieceAt(manifest, at);
    if (piece.kind == 0) {
      return std::nullopt;
    }
    record = piece.kind == kWhole || piece.kind == kFirst ? at : record;
    if (piece.end > written) {
      const bool torn = written < manifest.size() && !IsWhole(manifest, at, piece);
      return torn ? std::optional(record) : std::nullopt;
    }
    at = PastShortRest(piece.end);
  }
  return std::nullopt;
}

Result<bool> ManifestEnd::Cut() {
  std::string name = ReadFile(database_ / "CURRENT");
  name.resize(name.find_last_not_of('\n') + 1);
  file_ = database_ / name;
  before_ = ReadFile(file_);
  const std::optional<std::size_t> torn = TornRecord(before_);
  if (!torn || *torn == 0) {
    return false;
  }
  CW_TRY(ReplaceFile(file_, std::string_view(before_).substr(0, *torn)));
  CW_TRY(SyncFolder(database_));
  return true;
}

Status ManifestEnd::Undo() const {
  CW_TRY(ReplaceFile(file_, before_));
  return SyncFolder(database_);
}

}  // namespace claimwatch
