// What the kernel says about this process, for `claimwatch status` and the metrics.
#pragma once

#include <cstdint>

#include "core/bytes.h"

namespace claimwatch {

struct ProcessFacts {
  std::int64_t pid = 0;
  Bytes resident;               // memory that is really there
  Bytes heap;                   // what the program holds of it and has not given back to malloc
  std::int64_t open_files = 0;  // descriptors
};

// From /proc/self; what cannot be read is 0. Any thread.
ProcessFacts ReadProcess();

}  // namespace claimwatch
