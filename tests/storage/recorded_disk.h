// A power cut without a machine to cut: what a disk holds is worked out from the record of what a
// program asked of it (tests/storage/recorder).
//
// The rules are POSIX's, not those of a kind file system: what was written to a file is sure after
// a sync of that file; a new, renamed or removed name is sure after a sync of its folder. Of what
// is not sure a cut keeps the beginning, to an arbitrary byte, and sometimes a length with zeros in
// place of bytes that never arrived. Each cut is chosen by a number, so a failure can be had again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace claimwatch::testing {

// One thing the program did. `descriptor` is meaningful while the file is open.
struct DiskEvent {
  char kind = 0;  // O open, T open and empty, C close, W write, L set length, S sync, R rename,
                  // U remove, M make folder, A printed
  int descriptor = -1;
  std::uint64_t number = 0;  // W: offset; L: length; S: index of the first event it need not cover
  std::string bytes;         // W, A: what was written; O, T, M, U: path; R: "from\nto"
};

// Whole events only: the last one may have been cut by the kill.
std::vector<DiskEvent> ReadDiskEvents(const std::filesystem::path& log);

// Which syncs the disk obeys. A disk that forgets those of RocksDB's write-ahead log is the
// control: it stands for a program that does not ask for them.
enum class Obeys { kEverySync, kNoSyncOfLogs };

class RecordedDisk {
 public:
  // The disk as it was before: all files in `root` are sure. `root` is the path the record names.
  RecordedDisk(const std::filesystem::path& root, Obeys obeys);

  // The next thing that happened, in order.
  void Take(const DiskEvent& event);
  // Writes what may be left if the power went now to `folder`, which is emptied first.
  void CutTo(const std::filesystem::path& folder, std::mt19937& random) const;

 private:
  struct Change {
    std::uint64_t index = 0;
    std::uint64_t place = 0;
    std::string bytes;    // to be written at `place`
    bool length = false;  // the file is `place` bytes long, instead
  };

  // A file, whatever it is called.
  struct Node {
    std::string sure;
    std::vector<Change> unsure;
  };

  using Names = std::map<std::string, std::shared_ptr<Node>>;

  struct NameChange {
    std::uint64_t index = 0;
    char kind = 0;  // N new name, U, R, M
    std::string path;
    std::string to;
    std::shared_ptr<Node> node;
  };

  struct Open {
    std::string path;
    std::shared_ptr<Node> node;  // null for a folder
  };

  static void Apply(const NameChange& change, Names& names, std::set<std::string>& folders);
  static void Apply(const Change& change, std::string& bytes);
  static std::string Left(const Node& node, std::mt19937& random);
  void TakeOpen(const DiskEvent& event);
  void TakeName(const DiskEvent& event);
  void TakeSync(const DiskEvent& event);

  std::filesystem::path root_;
  Obeys obeys_;
  std::uint64_t index_ = 0;
  Names now_;   // as the program sees it
  Names sure_;  // as the disk has it
  std::set<std::string> folders_now_;
  std::set<std::string> folders_sure_;
  std::vector<NameChange> unsure_;
  std::map<int, Open> open_;
};

}  // namespace claimwatch::testing
