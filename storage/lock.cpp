#include "storage/lock.h"

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr mode_t kFileMode = 0640;

std::string Reason(int number) {
  return std::generic_category().message(number);
}

std::string HolderOf(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
  const std::string_view pid =
      Trim(std::string_view(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
  return pid.empty() ? "another process" : fmt::format("process {}", EscapeControls(pid));
}

}  // namespace

Result<std::unique_ptr<StoreLock>> StoreLock::Take(const std::filesystem::path& dir) {
  const std::string file = (dir / "pid").string();
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (descriptor < 0) {
    return Error(Errc::kIo, fmt::format("{}: {}; the store must be writable", file, Reason(errno)));
  }
  std::unique_ptr<StoreLock> lock(new StoreLock(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return Error(Errc::kBusy,
                 fmt::format("{}: the store is held by {}; only one may write, stop it first",
                             dir.string(), HolderOf(descriptor)));
  }
  const std::string pid = fmt::format("{}\n", getpid());
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return Error(Errc::kIo, fmt::format("{}: {}", file, Reason(errno)));
  }
  return lock;
}

StoreLock::~StoreLock() {
  close(descriptor_);
}

}  // namespace claimwatch
