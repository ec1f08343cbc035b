// What is kept how long, class by class: refused answers, raw bodies, alerts. Texts, hashes and the
// chain are kept for ever.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

class Engine;  // storage/engine.h

// nullopt: nothing of that class is dropped.
struct Retention {
  std::optional<Time> refused_before =
      std::nullopt;  // fetched before: answers that became no version
  // Fetched before: bodies of versions that are not their article's latest. `verify` says
  // "withheld" of them; what they were read from can then not be read again.
  std::optional<Time> raw_before = std::nullopt;
  // Raised before: alerts up to the first that is younger or that a sink has not taken yet. The
  // sequence goes on; the chain begins after the last one dropped.
  std::optional<Time> alerts_before = std::nullopt;
  // The sinks that there are: one that was taken away owes nothing. nullopt: all that ever took
  // one.
  std::optional<std::vector<std::string>> sinks = std::nullopt;
};

struct GarbageReport {
  std::uint64_t captures = 0;  // answers of no version
  std::uint64_t raw = 0;       // bodies of versions
  std::uint64_t bodies = 0;    // all bodies: those, and what nothing refers to any more
  std::uint64_t alerts = 0;
  std::uint64_t checkpoints = 0;  // copies from before a change of the layout
  Bytes before;                   // size on disk
  std::optional<Bytes> after;     // when files were rewritten
};

enum class Sweep {
  kLook,           // count what would go, change nothing
  kDrop,           // RocksDB gives the space back by and by
  kDropAndRewrite  // and rewrite all files, which gives it back now; and drop the checkpoints
};

// The last alert that was dropped; sequence 0 and the leaf before the first one when none was.
struct AlertFloor {
  std::uint64_t sequence = 0;
  std::string leaf;
};

Result<AlertFloor> ReadAlertFloor(const Engine& engine);

}  // namespace claimwatch
