// Alerts that a sink would not take: put aside so that they hold up nobody, and kept until a person
// says what shall become of them (`claimwatch alerts retry|drop`).
//
// They are records of the store beside the sink's cursor. All functions may be called from any
// thread and from a command line that holds the store because no daemon runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace claimwatch {

struct DeadLetter {
  std::string sink;
  std::uint64_t sequence = 0;  // of the alert
  std::string error;           // why the last try failed
  int tries = 0;
  Time buried{};
  bool again = false;  // somebody asked for another try
};

// Puts an alert aside, or brings what is known of it up to date.
Status Bury(Store& store, const DeadLetter& letter);

// Those of `sink`, oldest alert first; of every sink when it is empty.
Result<std::vector<DeadLetter>> DeadLetters(const Store& store, std::string_view sink);

// Which letters an order is about; empty members: any.
struct LetterChoice {
  std::string sink;
  std::optional<std::uint64_t> sequence;
};

// Marks them for another try, which the courier makes before it delivers anything new. How many
// they are.
Result<std::size_t> RetryLetters(Store& store, const LetterChoice& choice);
// Forgets them: the sink never gets these alerts. The alert log has them.
Result<std::size_t> DropLetters(Store& store, const LetterChoice& choice);

// How one sink is doing, as the last courier wrote it down: for people who ask beside the daemon.
struct SinkTrouble {
  std::string sink;
  int failures = 0;   // in a row
  Time since{};       // of the first of them
  std::string error;  // of the last of them
};

// A trouble without failures is over and forgotten.
Status NoteTrouble(Store& store, const SinkTrouble& trouble);
// nullopt: the sink is doing well.
Result<std::optional<SinkTrouble>> TroubleOf(const Store& store, std::string_view sink);

}  // namespace claimwatch
