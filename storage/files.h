// Folders and names that are still there after a power cut.
//
// POSIX promises a new name only after a sync of the folder it stands in; without it, everything
// that was synced *into* a new file can be lost with the file's name.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/bytes.h"
#include "core/result.h"

namespace claimwatch {

// Makes `dir` and what is missing above it, and waits until the disk has their names. No error when
// it is there already; then nothing is synced. kIo names the folder and why.
Status MakeFolders(const std::filesystem::path& dir);

// Waits until the disk has the names in `dir`: those that are new, changed and gone.
Status SyncFolder(const std::filesystem::path& dir);

enum class May : std::uint8_t { kRead, kWrite };

// Whether this process may read every file in `dir`, and for kWrite make files there too. kIo names
// the first that it may not, whose it is, and what to do: RocksDB takes such a file for damage.
Status CheckAccess(const std::filesystem::path& dir, May may);

// All files in and below `dir`; what vanishes meanwhile is not counted. Zero when there is none.
Bytes SizeOfFolder(const std::filesystem::path& dir);

}  // namespace claimwatch
