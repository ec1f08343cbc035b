#include "storage/files.h"

#include <cerrno>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

Error Because(const fs::path& path, int number) {
  return Error(Errc::kIo,
               fmt::format("{}: {}", path.string(), std::generic_category().message(number)));
}

Error NotOurs(const fs::path& path, std::string_view deed) {
  struct stat status {};

  const bool known = stat(path.c_str(), &status) == 0;
  return Error(Errc::kIo,
               fmt::format("{}: user {} may not {} it{}; a store belongs to the user that "
                           "claimwatchd runs as, and so must what is in it (chown -R)",
                           path.string(), geteuid(), deed,
                           known ? fmt::format(", it is user {}'s", status.st_uid) : ""));
}

bool Allows(const fs::path& path, int mode) {
  return faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0 ||
         (errno != EACCES && errno != EPERM);  // what else is wrong, whoever opens it says
}

}  // namespace

Status CheckAccess(const fs::path& dir, May may) {
  if (!Allows(dir, may == May::kWrite ? R_OK | W_OK | X_OK : R_OK | X_OK)) {
    return NotOurs(dir, may == May::kWrite ? "write in" : "read");
  }
  std::error_code problem;
  for (fs::directory_iterator entry(dir, problem); !problem && entry != fs::directory_iterator();
       entry.increment(problem)) {
    if (!Allows(entry->path(), R_OK)) {
      return NotOurs(entry->path(), "read");
    }
  }
  return Ok();
}

Status SyncFolder(const fs::path& dir) {
  const int descriptor = open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return Because(dir, errno);
  }
  const int failed = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  // Some file systems cannot sync a folder and say so; their names need none.
  return failed == 0 || failed == EINVAL ? Ok() : Status(Because(dir, failed));
}

Status MakeFolders(const fs::path& dir) {
  std::error_code problem;
  const fs::path whole = fs::absolute(dir, problem).lexically_normal();
  fs::path there = whole;
  while (there.has_relative_path() && !fs::exists(there, problem)) {
    there = there.parent_path();
  }
  fs::create_directories(whole, problem);
  if (problem) {
    return Because(dir, problem.value());
  }
  for (fs::path made = whole; made.has_relative_path() && made != there;) {
    made = made.parent_path();
    CW_TRY(SyncFolder(made));
  }
  return Ok();
}

Bytes SizeOfFolder(const fs::path& dir) {
  Bytes size;
  std::error_code problem;
  fs::recursive_directory_iterator at(dir, problem);
  for (; !problem && at != fs::recursive_directory_iterator(); at.increment(problem)) {
    std::error_code gone;  // the writer deletes files while we look
    const std::uintmax_t one = at->is_regular_file(gone) ? at->file_size(gone) : 0;
    size.count += gone ? 0 : one;
  }
  return size;
}

}  // namespace claimwatch
