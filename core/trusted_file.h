// Whether a file may be run as a part of claimwatch: only what nobody but root could have written.
#pragma once

#include <filesystem>

#include "core/descriptor.h"
#include "core/result.h"

namespace claimwatch {

// Who may own the file.
enum class Owner {
  kRoot,
  kRootOrUs  // root, or the user that runs this process
};

// Ok when `path` is absolute and leads to a regular file that `owner` owns and that neither its
// group nor others may write. kConfig: says which of it is not so, and the command that helps. What
// is looked at is the file behind links; its folders are not looked at, because who opens a plugin
// looks again at what was opened (OpenTrusted).
Status CheckTrusted(const std::filesystem::path& path, Owner owner);

// Opens it for reading and looks at what was opened, so that nobody can put another in its place in
// between.
Result<Descriptor> OpenTrusted(const std::filesystem::path& path, Owner owner);

}  // namespace claimwatch
