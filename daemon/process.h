// What the kernel says about this process, for `claimwatch status` and the metrics, and how it
// keeps its memory.
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

// Makes malloc give big blocks (pages, tables of the store) back to the system when they are freed:
// left alone it keeps them for later once it has seen a few, and a daemon that runs for months
// stays as big as it was in its busiest minute. Call it before there are threads.
void KeepHeapSmall();

// Gives the system back what malloc keeps for later, so that resident memory is what is in use.
// Takes milliseconds, in which other threads that want memory wait. Any thread.
void GiveBackHeap();

// From /proc/self; what cannot be read is 0. Any thread.
ProcessFacts ReadProcess();

}  // namespace claimwatch
