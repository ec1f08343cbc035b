// The anchor: how long the store was when it last wrote, kept outside the database.
//
// RocksDB answers OK after a write-ahead log was lost or one bit in its middle flipped, and
// silently goes on with a shorter store (RELIABILITY 5). Only something outside can tell. The
// anchor is written after each batch, so it is never ahead of what was synced; after a power cut it
// may be behind, which is no error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/digest.h"
#include "core/result.h"

namespace claimwatch {

struct Anchor {
  std::uint64_t versions = 0;
  Digest root{};  // of the chain at that length
  std::uint64_t alerts = 0;
  bool operator==(const Anchor&) const = default;
};

// One line of fixed length, readable for people, with a check sum.
std::string FormatAnchor(const Anchor& anchor);
// nullopt for anything else, also for a line torn by a power cut.
std::optional<Anchor> ParseAnchor(std::string_view line);

// The later of the two lines; nullopt when there is none or both are torn.
std::optional<Anchor> ReadAnchor(const std::filesystem::path& file);

class AnchorFile {
 public:
  static Result<std::unique_ptr<AnchorFile>> Open(const std::filesystem::path& file);

  AnchorFile(const AnchorFile&) = delete;
  AnchorFile& operator=(const AnchorFile&) = delete;
  ~AnchorFile();

  // In two places by turns, so that a power cut that tears one line leaves the other. kDurable
  // waits for the disk.
  enum class Wait { kNo, kDurable };
  Status Write(const Anchor& anchor, Wait wait);

 private:
  explicit AnchorFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
  std::uint64_t writes_ = 0;
};

}  // namespace claimwatch
