// Folders and names that are still there after a power cut.
//
// POSIX promises a new name only after a sync of the folder it stands in; without it, everything
// that was synced *into* a new file can be lost with the file's name.
#pragma once

#include <filesystem>

#include "core/bytes.h"
#include "core/result.h"

namespace claimwatch {

// Makes `dir` and what is missing above it, and waits until the disk has their names. No error when
// it is there already; then nothing is synced. kIo names the folder and why.
Status MakeFolders(const std::filesystem::path& dir);

// Waits until the disk has the names in `dir`: those that are new, changed and gone.
Status SyncFolder(const std::filesystem::path& dir);

// All files in and below `dir`; what vanishes meanwhile is not counted. Zero when there is none.
Bytes SizeOfFolder(const std::filesystem::path& dir);

}  // namespace claimwatch
