// A file system in memory of a given size, for tests of a full disk. Needs the right to mount.
#pragma once

#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <sys/mount.h>

namespace claimwatch::testing {

class SmallDisk {
 public:
  // `at` is an empty folder. Ask works() before use.
  SmallDisk(std::filesystem::path at, std::uint64_t mebibytes) : at_(std::move(at)) {
    works_ = mount("tmpfs", at_.c_str(), "tmpfs", 0, Size(mebibytes).c_str()) == 0;
  }

  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  ~SmallDisk() {
    if (works_) {
      umount2(at_.c_str(), MNT_DETACH);
    }
  }

  // False where this process may not mount.
  bool works() const { return works_; }

  bool Resize(std::uint64_t mebibytes) const {
    return mount("tmpfs", at_.c_str(), "tmpfs", MS_REMOUNT, Size(mebibytes).c_str()) == 0;
  }

 private:
  static std::string Size(std::uint64_t mebibytes) { return fmt::format("size={}m", mebibytes); }

  std::filesystem::path at_;
  bool works_ = false;
};

}  // namespace claimwatch::testing
