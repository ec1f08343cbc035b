// libseccomp's door: which system calls a child may still make.
#include <array>
#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>

#include "plugins/child/limits.h"

namespace claimwatch {
namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

// What the C++ runtime, malloc, abort() and a sanitizer's report need, on pipes that are open.
constexpr std::array kPure = {SCMP_SYS(read),
                              SCMP_SYS(write),
                              SCMP_SYS(readv),
                              SCMP_SYS(writev),
                              SCMP_SYS(close),
                              SCMP_SYS(fstat),
                              SCMP_SYS(newfstatat),
                              SCMP_SYS(lseek),
                              SCMP_SYS(poll),
                              SCMP_SYS(ppoll),
                              SCMP_SYS(brk),
                              SCMP_SYS(mmap),
                              SCMP_SYS(munmap),
                              SCMP_SYS(mremap),
                              SCMP_SYS(mprotect),
                              SCMP_SYS(madvise),
                              SCMP_SYS(futex),
                              SCMP_SYS(sched_yield),
                              SCMP_SYS(clock_gettime),
                              SCMP_SYS(gettimeofday),
                              SCMP_SYS(clock_nanosleep),
                              SCMP_SYS(nanosleep),
                              SCMP_SYS(getrandom),
                              SCMP_SYS(getpid),
                              SCMP_SYS(gettid),
                              SCMP_SYS(tgkill),
                              SCMP_SYS(rt_sigaction),
                              SCMP_SYS(rt_sigprocmask),
                              SCMP_SYS(rt_sigreturn),
                              SCMP_SYS(sigaltstack),
                              SCMP_SYS(restart_syscall),
                              SCMP_SYS(exit),
                              SCMP_SYS(exit_group),
                              SCMP_SYS(uname),
                              SCMP_SYS(sysinfo),
                              SCMP_SYS(sched_getaffinity),
                              SCMP_SYS(getrusage),
                              SCMP_SYS(set_robust_list)};

// To load a library and to read files.
constexpr std::array kReading = {
    SCMP_SYS(access),   SCMP_SYS(faccessat), SCMP_SYS(stat),           SCMP_SYS(lstat),
    SCMP_SYS(statx),    SCMP_SYS(readlink),  SCMP_SYS(readlinkat),     SCMP_SYS(getdents64),
    SCMP_SYS(pread64),  SCMP_SYS(getcwd),    SCMP_SYS(fcntl),          SCMP_SYS(dup),
    SCMP_SYS(dup2),     SCMP_SYS(pipe2),     SCMP_SYS(prlimit64),      SCMP_SYS(rseq),
    SCMP_SYS(getuid),   SCMP_SYS(geteuid),   SCMP_SYS(getgid),         SCMP_SYS(getegid),
    SCMP_SYS(eventfd2), SCMP_SYS(statfs),    SCMP_SYS(fstatfs),        SCMP_SYS(fadvise64),
    SCMP_SYS(getppid),  SCMP_SYS(getpgrp),   SCMP_SYS(set_tid_address)};

template <std::size_t kCount>
bool Allow(void* filter, const std::array<int, kCount>& calls) {
  bool all = true;
  for (const int call : calls) {
    all = ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0 && all;
  }
  return all;
}

// libseccomp's SCMP_A0 … are compound literals of C, which clang points out in C++.
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc99-extensions"
#endif

// Open for reading only. Threads, but no processes: CLONE_THREAD can be looked at in clone(2); the
// structure of clone3(2) cannot, so it answers "no such call" and the C library falls back.
bool AllowReading(void* filter) {
  constexpr auto kWrites = static_cast<scmp_datum_t>(O_ACCMODE | O_CREAT | O_TRUNC);
  constexpr scmp_datum_t kThread = 0x00010000;
  return Allow(filter, kReading) &&
         ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                            SCMP_A1(SCMP_CMP_MASKED_EQ, kWrites, O_RDONLY)) == 0 &&
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, kWrites, O_RDONLY)) == 0 &&
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, kThread, kThread)) == 0;
}

}  // namespace

Status LockIn(Cage cage) {
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const Filter filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release);
  const bool ruled = filter != nullptr && Allow(filter.get(), kPure) &&
                     (cage == Cage::kPure || AllowReading(filter.get()));
  if (!ruled || ::seccomp_load(filter.get()) != 0) {
    return Error(Errc::kUnsupported, "this kernel takes no filter of system calls (seccomp)");
  }
  return Ok();
}

}  // namespace claimwatch
