#include "storage/ballast.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace claimwatch {
namespace {

constexpr mode_t kFileMode = 0600;

Error Because(const std::filesystem::path& file, int number) {
  return Error(Errc::kIo,
               fmt::format("{}: {}", file.string(), std::generic_category().message(number)));
}

}  // namespace

bool Ballast::IsHeld() const {
  std::error_code gone;
  const std::uintmax_t there = std::filesystem::file_size(file_, gone);
  return size_.count == 0 || (!gone && there >= size_.count);
}

// posix_fallocate, because a file of zeros may take no room at all on a file system that knows
// holes or compresses.
Status Ballast::Hold() const {
  if (IsHeld()) {
    return Ok();
  }
  const int descriptor = open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, kFileMode);
  if (descriptor < 0) {
    return Because(file_, errno);
  }
  const int failed = posix_fallocate(descriptor, 0, static_cast<off_t>(size_.count));
  close(descriptor);
  if (failed != 0) {
    unlink(file_.c_str());
    return Because(file_, failed);
  }
  return Ok();
}

Status Ballast::Release() const {
  const bool gone = unlink(file_.c_str()) == 0 || errno == ENOENT;
  return gone ? Ok() : Status(Because(file_, errno));
}

}  // namespace claimwatch
