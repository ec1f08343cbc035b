#include "storage/timestamps.h"

#include <fstream>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/whole_file.h"
#include "storage/files.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "timestamps";
constexpr std::string_view kSuffix = ".tsr";

fs::path FileOf(const fs::path& store, std::string_view note) {
  return store / kFolder / (Hex(Sha256(note)) + std::string(kSuffix));
}

// All notes of the file of checkpoints, in order; a torn one at the end is none.
std::vector<std::string> NotesIn(const fs::path& store) {
  std::vector<std::string> notes;
  std::ifstream in(CheckpointPath(store), std::ios::binary);
  std::string note;
  bool is_signed = false;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() && is_signed) {
      notes.push_back(std::exchange(note, ""));
      is_signed = false;
    } else {
      note += line + '\n';
      is_signed = IsSignatureLine(line);
    }
  }
  return notes;
}

Result<SignedCheckpoint> Open(std::string note, const VerifierKey& key) {
  const std::string text = CW_TRY(OpenNote(note, key));
  const Checkpoint checkpoint = CW_TRY(ParseCheckpoint(text));
  return SignedCheckpoint{checkpoint, std::move(note)};
}

// nullopt for a note that has none, and for one that somebody else signed.
Result<std::optional<StampedCheckpoint>> StampOf(const fs::path& store, std::string note,
                                                 const VerifierKey& key) {
  const std::string answer = ReadFile(FileOf(store, note));
  Result<SignedCheckpoint> opened = Open(note, key);
  const bool of_another = !opened.ok() && opened.error().code() == Errc::kCorrupt;
  if (answer.empty() || of_another) {
    return std::optional<StampedCheckpoint>();
  }
  const Timestamp stamp = CW_TRY(ReadTimestamp(answer));
  if (stamp.digest != Sha256(note)) {
    return Error(Errc::kCorrupt, "the time stamp is of other bytes than this checkpoint");
  }
  SignedCheckpoint checkpoint = CW_TRY(std::move(opened));
  return std::optional(StampedCheckpoint{std::move(checkpoint), answer, stamp});
}

// Files that stand for no checkpoint.
std::vector<std::string> Strays(const fs::path& store, const std::vector<std::string>& notes) {
  std::set<fs::path> known;
  for (const std::string& note : notes) {
    known.insert(FileOf(store, note));
  }
  std::vector<std::string> problems;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(store / kFolder, none)) {
    if (!known.contains(entry.path()) && entry.path().extension() == kSuffix) {
      problems.push_back(fmt::format("{}: the checkpoint that it is a time stamp of is missing",
                                     entry.path().string()));
    }
  }
  return problems;
}

}  // namespace

Result<Timestamps> ReadTimestamps(const fs::path& store, const VerifierKey& key) {
  Timestamps all;
  const std::vector<std::string> notes = NotesIn(store);
  all.problems = Strays(store, notes);
  for (const std::string& note : notes) {
    Result<std::optional<StampedCheckpoint>> stamped = StampOf(store, note, key);
    if (!stamped.ok()) {
      all.problems.push_back(
          fmt::format("{}: {}", FileOf(store, note).string(), stamped.error().message()));
    } else if (*stamped) {
      all.stamped.push_back(std::move(**stamped));
    }
  }
  return all;
}

Result<StampedCheckpoint> KeepTimestamp(const fs::path& store, const VerifierKey& key,
                                        std::string_view answer) {
  const Timestamp stamp = CW_TRY(ReadTimestamp(answer));
  for (std::string& note : NotesIn(store)) {
    if (Sha256(note) != stamp.digest) {
      continue;
    }
    if (std::optional<StampedCheckpoint> earlier =
            StampOf(store, note, key).value_or(std::nullopt)) {
      return std::move(*earlier);
    }
    const fs::path file = FileOf(store, note);
    SignedCheckpoint opened = CW_TRY(Open(std::move(note), key));
    CW_TRY(MakeFolders(file.parent_path()));
    CW_TRY(ReplaceFile(file, answer));
    CW_TRY(SyncFolder(file.parent_path()));
    return StampedCheckpoint{std::move(opened), std::string(answer), stamp};
  }
  return Error(Errc::kNotFound, fmt::format("the time stamp is of no checkpoint in {}",
                                            CheckpointPath(store).string()));
}

}  // namespace claimwatch
