#include "core/whole_file.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace claimwatch {
namespace {

constexpr mode_t kFileMode = 0666;  // less the umask
constexpr mode_t kSecretMode = 0600;
constexpr mode_t kPublicMode = 0644;

// errno of the call that failed; 0 when all is on the disk.
int WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return errno;
    }
    bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

int WriteNew(const std::string& path, std::string_view bytes, Readers readers) {
  // One that was left behind may have been made for more readers.
  ::unlink(path.c_str());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                        readers == Readers::kOwner ? kSecretMode : kFileMode);
  if (fd < 0) {
    return errno;
  }
  int error = WriteAll(fd, bytes);
  if (error == 0 && readers == Readers::kAll && ::fchmod(fd, kPublicMode) != 0) {
    error = errno;
  }
  ::close(fd);
  return error;
}

}  // namespace

std::string ReadFile(const std::filesystem::path& path) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) {
    return "";
  }
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Status ReplaceFile(const std::filesystem::path& path, std::string_view bytes, Readers readers) {
  const std::string fresh = path.string() + ".new";
  int error = WriteNew(fresh, bytes, readers);
  if (error == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) {
    error = errno;
  }
  if (error != 0) {
    ::unlink(fresh.c_str());
    return Error(Errc::kIo, path.string() + ": " + std::generic_category().message(error));
  }
  return Ok();
}

}  // namespace claimwatch
