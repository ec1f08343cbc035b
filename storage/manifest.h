// The list of a database's files (MANIFEST) after a power cut.
//
// RocksDB appends to it and syncs. A cut in between may leave the length of the last record and
// zeros in place of its bytes: of a write-ahead log RocksDB takes that for the torn end it is, of
// this list it says that the checksum is wrong, and does not open. Nothing hung on the record yet:
// what it names is used, and what it replaces removed, only after the sync.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"

namespace claimwatch {

// Where the last record of such a list begins, if it ends in zeros up to the end of the file and
// its checksum is wrong. A whole record may end in a zero of its own.
std::optional<std::size_t> TornRecord(std::string_view manifest);

// Of a database that nobody has open.
class ManifestEnd {
 public:
  explicit ManifestEnd(std::filesystem::path database) : database_(std::move(database)) {}

  // Cuts a torn record off the list that CURRENT names; false: there is none, and nothing was
  // changed.
  Result<bool> Cut();
  // Puts the list back as it was.
  Status Undo() const;

  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path database_;
  std::filesystem::path file_;
  std::string before_;
};

}  // namespace claimwatch
