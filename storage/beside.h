// Looking at a RocksDB database beside the process that writes it.
#pragma once

#include <filesystem>
#include <functional>

#include "core/result.h"

namespace claimwatch {

// Looks until nothing was replaced while it did. A secondary reads the list of tables first and the
// logs after it; a log that the writer put into a table and deleted in between would be a hole in
// what it sees, or all of it, and RocksDB answers OK. An error may come from the same moment, so
// the last look decides.
Status LookUndisturbed(const std::filesystem::path& dir, const std::function<Status()>& look);

// A folder that the secondary wants for itself, outside the store: a reader may have no right to
// write there.
Result<std::filesystem::path> MakeRunFolder();

}  // namespace claimwatch
