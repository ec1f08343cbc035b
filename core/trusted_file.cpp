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

// Not blocking, because opening a FIFO would wait for somebody to write into it.
Result<Descriptor> OpenTrusted(const std::filesystem::path& path, Owner owner) {
  CW_TRY(Absolute(path));
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat facts = {};
  if (!file.valid() || ::fstat(file.get(), &facts) != 0) {
    return Refusal(path, std::generic_category().message(errno));
  }
  CW_TRY(Judge(path, facts, owner));
  return file;
}

}  // namespace claimwatch
