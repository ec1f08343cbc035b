// Checkpoints: signed statements of where the store's chains ended, one after the other in a file
// beside the database.
//
// The text of a note (core/signed_note) is that of C2SP tlog-checkpoint: the log's name, the number
// of version records, the root of their Merkle tree in base64; then lines of our own, which the
// format lets others skip: the end of the chain of alerts, that of the erasures when there are any,
// and when it was signed.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "core/descriptor.h"
#include "core/result.h"
#include "core/signed_note.h"
#include "core/time.h"
#include "storage/log_head.h"

namespace claimwatch {

struct Checkpoint {
  LogHead head;
  Time made{};
  bool operator==(const Checkpoint&) const = default;
};

// Where a store keeps them, and the public key that they are signed with.
std::filesystem::path CheckpointPath(const std::filesystem::path& store);
std::filesystem::path PublicKeyPath(const std::filesystem::path& store);

std::string FormatCheckpoint(const Checkpoint& checkpoint, std::string_view log_name);
// kInvalid for any other text. The name is not looked at: the signature says whose it is.
Result<Checkpoint> ParseCheckpoint(std::string_view text);

// The key that stands beside the store. kNotFound: no daemon has signed there yet.
Result<VerifierKey> ReadPublicKey(const std::filesystem::path& store);

// The last checkpoint of the store that `key` signed, as a note and as what it says. kNotFound when
// there is none.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  std::string note;
};

Result<SignedCheckpoint> LastCheckpoint(const std::filesystem::path& store, const VerifierKey& key);

// What a store whose log ends at `head` lacks of what its last checkpoint says, for a person; empty
// when it lacks nothing or has no checkpoint. A backup was put back, then: what was erased after it
// is there again.
std::string LackingSinceCheckpoint(const std::filesystem::path& store, const LogHead& head);

// Appends notes. One thread.
class CheckpointFile {
 public:
  // Cuts off what a crash left half written: it was never acknowledged.
  static Result<CheckpointFile> Open(const std::filesystem::path& store);

  // On the disk when it returns. An error changed nothing.
  Status Append(std::string_view note);

 private:
  CheckpointFile(std::filesystem::path file, Descriptor descriptor, off_t size);
  Status CutTo(off_t size);

  std::filesystem::path file_;
  Descriptor descriptor_;
  off_t size_;  // up to the end of the last whole note
};

}  // namespace claimwatch
