#include "storage/beside.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include <fmt/format.h>

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

// Which files made up the database at a moment: RocksDB names its list of files in CURRENT and
// appends to that list before it deletes anything. Equal stamps mean that nothing was replaced in
// between.
struct Stamp {
  std::string manifest;
  std::uintmax_t size = 0;
  bool operator==(const Stamp&) const = default;
};

Stamp StampOf(const fs::path& dir) {
  Stamp stamp;
  std::ifstream current(dir / "CURRENT");
  std::getline(current, stamp.manifest);
  std::error_code gone;
  stamp.size = fs::file_size(dir / stamp.manifest, gone);
  return stamp;
}

// What a reader waits for a writer that is just replacing files; doubled each time, up to kLongest.
constexpr std::chrono::milliseconds kFirstWait{1};
constexpr std::chrono::milliseconds kLongestWait{128};
constexpr int kLooks = 40;  // about five seconds in all

}  // namespace

Status LookUndisturbed(const fs::path& dir, const std::function<Status()>& look) {
  std::chrono::milliseconds wait = kFirstWait;
  Status seen = Ok();
  for (int looks = 0; looks < kLooks; ++looks) {
    const Stamp before = StampOf(dir);
    const Status status = look();
    if (status.ok() && StampOf(dir) == before) {
      return Ok();
    }
    seen = status.ok() ? Error(Errc::kBusy, "its files change too fast to be read; try again")
                       : status;
    std::this_thread::sleep_for(wait);
    wait = std::min(2 * wait, kLongestWait);
  }
  return seen;
}

Result<fs::path> MakeRunFolder() {
  std::error_code problem;
  fs::path base = fs::temp_directory_path(problem);
  std::string pattern = ((problem ? fs::path("/tmp") : base) / "claimwatch-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    return Error(Errc::kIo, fmt::format("{}: cannot make a folder for reading the store", pattern));
  }
  return fs::path(pattern);
}

}  // namespace claimwatch
