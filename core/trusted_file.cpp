#include "core/trusted_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

namespace claimwatch {
namespace {

Error Refusal(const std::filesystem::path& path, std::string_view why) {
  return {Errc::kConfig, fmt::format("{}: {}", path.string(), why)};
}

Status Judge(const std::filesystem::path& path, const struct stat& facts, Owner owner) {
  if (!S_ISREG(facts.st_mode)) {
    return Refusal(path, "not a regular file");
  }
  const bool ours = owner == Owner::kRootOrUs && facts.st_uid == ::geteuid();
  if (facts.st_uid != 0 && !ours) {
    return Refusal(path, fmt::format("belongs to user {}, not to root; try: chown root:root {}",
                                     facts.st_uid, path.string()));
  }
  if ((facts.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return Refusal(path, fmt::format("others may write it (mode {:04o}); try: chmod go-w {}",
                                     facts.st_mode & 07777U, path.string()));
  }
  return Ok();
}

Status Absolute(const std::filesystem::path& path) {
  return path.is_absolute() ? Ok() : Status(Refusal(path, "not an absolute path"));
}

}  // namespace

Status CheckTrusted(const std::filesystem::path& path, Owner owner) {
  CW_TRY(Absolute(path));
  struct stat facts = {};
  if (::stat(path.c_str(), &facts) != 0) {
    return Refusal(path, std::generic_category().message(errno));
  }
  return Judge(path, facts, owner);
}

Result<int> OpenTrusted(const std::filesystem::path& path, Owner owner) {
  CW_TRY(Absolute(path));
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) {
    return Refusal(path, std::generic_category().message(errno));
  }
  struct stat facts = {};
  const Status trusted = ::fstat(fd, &facts) != 0
                             ? Status(Refusal(path, std::generic_category().message(errno)))
                             : Judge(path, facts, owner);
  if (!trusted.ok()) {
    ::close(fd);
    return trusted.error();
  }
  return fd;
}

}  // namespace claimwatch
