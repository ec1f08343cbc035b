// Who may write: one process per store, by a lock on the file `pid` inside it, which also says who
// that is.
#pragma once

#include <filesystem>
#include <memory>

#include "core/result.h"

namespace claimwatch {

// An advisory lock (flock): it binds those who take it, not a person with an editor. Not inherited
// by the commands that sinks run.
class StoreLock {
 public:
  // kBusy names the process that holds it. Freed with the object, and by the kernel when the
  // process dies.
  static Result<std::unique_ptr<StoreLock>> Take(const std::filesystem::path& dir);

  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;
  ~StoreLock();

 private:
  explicit StoreLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace claimwatch
