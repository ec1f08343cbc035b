// A process that erases while it writes, and what must hold of each erasure after it was stopped by
// force: wholly done or not begun.
#pragma once

#include <filesystem>
#include <string>

#include "tests/storage/writer.h"

namespace claimwatch::testing {

// For RunAndKill: stores versions of one article and erases each when there are two after it. Says
// V when one is stored, E when one is erased, F when the files that held it are rewritten.
inline constexpr const char* kErasingTest = "ErasingWriter.DISABLED_ErasesUntilItIsKilled";

// Who makes good what the stopped process owed.
enum class Finisher { kStart, kGarbage };

struct ErasureCheck {
  std::string problem;       // empty: all as it must be
  std::uint64_t erased = 0;  // versions
  bool owed = false;         // the files had still to be rewritten
  bool words = false;        // of an erased version were still in them
};

// Opens the store as the next process would and lets `finisher` do what is owed.
ErasureCheck ErasuresIn(const std::filesystem::path& dir, const Acks& acks, Finisher finisher);

}  // namespace claimwatch::testing
