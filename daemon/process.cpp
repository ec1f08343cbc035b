#include "daemon/process.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <malloc.h>
#include <unistd.h>

namespace claimwatch {

void KeepHeapSmall() {
  constexpr int kBigBlock = 128 << 10;  // bytes; said, it is not raised any more
  constexpr int kMostArenas = 4;
  ::mallopt(M_MMAP_THRESHOLD, kBigBlock);
  ::mallopt(M_TRIM_THRESHOLD, kBigBlock);
  ::mallopt(M_ARENA_MAX, kMostArenas);
}

void GiveBackHeap() {
  ::malloc_trim(0);
}

ProcessFacts ReadProcess() {
  ProcessFacts facts;
  facts.pid = ::getpid();
  std::uint64_t pages = 0;
  std::uint64_t resident = 0;
  std::ifstream statm("/proc/self/statm");  // proc(5): the second number is resident pages
  statm >> pages >> resident;
  facts.resident.count =
      resident * static_cast<std::uint64_t>(std::max(::sysconf(_SC_PAGESIZE), 0L));
  // Resident memory also counts what malloc keeps for later; a leak is only seen in what is in use.
  const struct mallinfo2 heap = ::mallinfo2();
  facts.heap.count = heap.uordblks + heap.hblkhd;
  std::error_code error;
  std::filesystem::directory_iterator files("/proc/self/fd", error);
  facts.open_files = error ? 0 : std::distance(begin(files), end(files));
  return facts;
}

}  // namespace claimwatch
