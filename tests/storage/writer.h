// A process that writes to a store and says each time what is safe, and what must be found there
// after it was stopped by force.
//
// The process is this same program started anew (a fork alone would inherit RocksDB's threads as
// dead ones) with the test "Writer.DISABLED_WritesUntilItIsKilled".
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "storage/store.h"

namespace claimwatch::testing {

// The highest number of each kind that was acknowledged, and how many acknowledgements there were.
struct Acks {
  std::uint64_t versions = 0;
  std::uint64_t alerts = 0;
  std::uint64_t erased = 0;  // versions, by a writer that erases
  std::uint64_t count = 0;
};

// Reads whole lines and takes them out of `buffer`; a cut last line was not acknowledged.
void TakeAcks(std::string& buffer, Acks& acks);

inline constexpr const char* kForeverTest = "Writer.DISABLED_WritesUntilItIsKilled";

// Lets a writer on `dir` live for `least` acknowledgements and `spin` more turns of a loop, then
// kills it and reads what it still had acknowledged. `environment` is added to the writer's, which
// is the test named `writer`.
void RunAndKill(const std::filesystem::path& dir, std::uint64_t least, unsigned spin, Acks& acks,
                const std::vector<std::pair<std::string, std::string>>& environment = {},
                const char* writer = kForeverTest);

// How a writer of large pages met a full disk.
struct FullRun {
  bool was_full = false;
  std::chrono::milliseconds
      resumed{};   // from the moment there was room to the next acknowledgement
  int status = 0;  // as waitpid tells it; 0: it ended as it should
};

// Lets a writer on `dir` fill the disk. `make_room` is called once it was refused; it goes on for
// ten more versions and ends.
FullRun FillDisk(const std::filesystem::path& dir, const std::function<void()>& make_room,
                 Acks& acks);

// How a writer ended that may have been refused.
struct RefusedRun {
  std::string said;  // the first refusal, in words; empty: there was none
  int status = 0;    // as waitpid tells it
};

// Lets a writer on `dir` write a few dozen large versions, or end at the first refusal. Of its
// `environment` it obeys CW_WRITER_FILES (most open files) and CW_WRITER_KILOBYTES (of a file).
RefusedRun RunUntilRefused(const std::filesystem::path& dir,
                           const std::vector<std::pair<std::string, std::string>>& environment,
                           Acks& acks);

// What is not there though it was acknowledged, and what is there twice.
struct Losses {
  std::uint64_t versions = 0;
  std::uint64_t alerts = 0;
  std::uint64_t doubled = 0;
  std::string problem;  // why the store cannot be read, or what else does not hold
};

// Opens the store as the next writer would.
Losses LossesIn(const std::filesystem::path& dir, const Acks& acks);

}  // namespace claimwatch::testing
