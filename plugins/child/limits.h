// What a child does to itself before it touches anything untrusted. Called in the child only, while
// it has one thread.
#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// Exit status of a child whose memory did not suffice, as told by HandleNoMemory.
constexpr int kOutOfMemory = 71;

struct Limits {
  Bytes memory;    // address space, with the program itself and its libraries
  Duration cpu{};  // of the whole life; whole seconds, rounded up
  Bytes file;      // the largest file it may write
};

// Whether this program was built with a sanitizer of memory or threads, which needs terabytes of
// addresses itself: then memory is not limited.
bool Sanitized();

// Memory, CPU time, size of files, no core dump, at most 64 open files, and an end when the
// parent's thread that started it ends (so ask from threads that live as long as the children
// should). Not undone, and inherited by what is executed. Memory only when not Sanitized(). kIo:
// the system refused.
Status LimitThisProcess(const Limits& limits);

// From now on memory that is refused ends the process with kOutOfMemory, which the parent can tell
// from a crash.
void HandleNoMemory();

// What remains allowed.
enum class Cage {
  kPure,  // memory, time, and reading and writing what is open: no file, no network, no process
  kNoNetwork,  // no network, no further process, no write to a file; files may be read
};

// Installs the filter of system calls (seccomp); what is not allowed fails with EPERM. Not undone.
// kUnsupported: this kernel has no such filter.
Status LockIn(Cage cage);

}  // namespace claimwatch
