#include "tests/storage/recorded_disk.h"

#include <algorithm>
#include <cstring>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

struct Head {
  char kind;
  std::int32_t descriptor;
  std::uint64_t number;
  std::uint64_t size;
} __attribute__((packed));

std::string FolderOf(const std::string& path) {
  return fs::path(path).parent_path().string();
}

bool IsLog(const std::string& path) {
  return path.ends_with(".log");
}

}  // namespace

std::vector<DiskEvent> ReadDiskEvents(const fs::path& log) {
  const std::string bytes = ReadAll(log);
  std::vector<DiskEvent> events;
  std::size_t at = 0;
  while (bytes.size() - at >= sizeof(Head)) {
    Head head{};
    std::memcpy(&head, bytes.data() + at, sizeof head);
    at += sizeof head;
    if (bytes.size() - at < head.size) {
      break;
    }
    events.push_back({head.kind, head.descriptor, head.number, bytes.substr(at, head.size)});
    at += head.size;
  }
  return events;
}

RecordedDisk::RecordedDisk(const fs::path& root, Obeys obeys) : root_(root), obeys_(obeys) {
  folders_sure_.insert(root.string());
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_directory()) {
      folders_sure_.insert(entry.path().string());
    } else {
      sure_[entry.path().string()] = std::make_shared<Node>(Node{ReadAll(entry.path()), {}});
    }
  }
  now_ = sure_;
  folders_now_ = folders_sure_;
}

void RecordedDisk::Apply(const Change& change, std::string& bytes) {
  if (change.length) {
    bytes.resize(change.place);
    return;
  }
  bytes.resize(std::max<std::size_t>(bytes.size(), change.place + change.bytes.size()));
  bytes.replace(change.place, change.bytes.size(), change.bytes);
}

void RecordedDisk::Apply(const NameChange& change, Names& names, std::set<std::string>& folders) {
  if (change.kind == 'M') {
    folders.insert(change.path);
  } else if (change.kind == 'N') {
    names[change.path] = change.node;
  } else if (change.kind == 'U') {
    names.erase(change.path);
  } else if (names.contains(change.path)) {
    names[change.to] = names[change.path];
    names.erase(change.path);
  }
}

void RecordedDisk::Take(const DiskEvent& event) {
  if (event.kind == 'O' || event.kind == 'T') {
    TakeOpen(event);
  } else if (event.kind == 'C') {
    open_.erase(event.descriptor);
  } else if (event.kind == 'W' || event.kind == 'L') {
    if (const auto open = open_.find(event.descriptor); open != open_.end() && open->second.node) {
      open->second.node->unsure.push_back({index_, event.number, event.bytes, event.kind == 'L'});
    }
  } else if (event.kind == 'S') {
    TakeSync(event);
  } else if (event.kind != 'A') {
    TakeName(event);
  }
  ++index_;
}

void RecordedDisk::TakeOpen(const DiskEvent& event) {
  Open& open = open_[event.descriptor];
  open = {event.bytes, nullptr};
  if (folders_now_.contains(event.bytes)) {
    return;
  }
  if (!now_.contains(event.bytes)) {
    NameChange change{index_, 'N', event.bytes, "", std::make_shared<Node>()};
    Apply(change, now_, folders_now_);
    unsure_.push_back(std::move(change));
  }
  open.node = now_[event.bytes];
  if (event.kind == 'T') {
    open.node->unsure.push_back({index_, 0, "", true});
  }
}

void RecordedDisk::TakeName(const DiskEvent& event) {
  const std::size_t line = event.bytes.find('\n');
  NameChange change{index_, event.kind, event.bytes.substr(0, line), event.bytes.substr(line + 1),
                    nullptr};
  Apply(change, now_, folders_now_);
  unsure_.push_back(std::move(change));
}

// A sync covers what was asked before it began.
void RecordedDisk::TakeSync(const DiskEvent& event) {
  const auto open = open_.find(event.descriptor);
  if (open == open_.end()) {
    return;
  }
  if (const std::shared_ptr<Node>& node = open->second.node) {
    if (obeys_ == Obeys::kNoSyncOfLogs && IsLog(open->second.path)) {
      return;
    }
    std::erase_if(node->unsure, [&](const Change& change) {
      const bool covered = change.index < event.number;
      if (covered) {
        Apply(change, node->sure);
      }
      return covered;
    });
    return;
  }
  std::erase_if(unsure_, [&](const NameChange& change) {
    const bool covered = change.index < event.number && FolderOf(change.path) == open->second.path;
    if (covered) {
      Apply(change, sure_, folders_sure_);
    }
    return covered;
  });
}

// The sure bytes and a beginning of what was still under way; one time in four the length is there
// and the bytes are not.
std::string RecordedDisk::Left(const Node& node, std::mt19937& random) {
  std::string bytes = node.sure;
  if (node.unsure.empty()) {
    return bytes;
  }
  const std::size_t whole = random() % (node.unsure.size() + 1);
  for (std::size_t i = 0; i < whole; ++i) {
    Apply(node.unsure[i], bytes);
  }
  if (whole < node.unsure.size()) {
    Change torn = node.unsure[whole];
    const std::size_t kept = torn.bytes.empty() ? 0 : random() % torn.bytes.size();
    if (random() % 4 == 0) {
      std::fill(torn.bytes.begin() + static_cast<std::ptrdiff_t>(kept), torn.bytes.end(), '\0');
    } else {
      torn.bytes.resize(kept);
    }
    if (!torn.length && !torn.bytes.empty()) {
      Apply(torn, bytes);
    }
  }
  return bytes;
}

void RecordedDisk::CutTo(const fs::path& folder, std::mt19937& random) const {
  Names names = sure_;
  std::set<std::string> folders = folders_sure_;
  const std::size_t kept = random() % (unsure_.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) {
    Apply(unsure_[i], names, folders);
  }
  fs::remove_all(folder);
  for (const std::string& path : folders) {
    fs::create_directories(folder / fs::path(path).lexically_relative(root_));
  }
  for (const auto& [path, node] : names) {
    const fs::path file = folder / fs::path(path).lexically_relative(root_);
    if (folders.contains(FolderOf(path))) {
      std::ofstream(file, std::ios::binary) << Left(*node, random);
    }
  }
}

}  // namespace claimwatch::testing
