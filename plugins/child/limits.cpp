#include "plugins/child/limits.h"

#include <cerrno>
#include <new>
#include <system_error>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace claimwatch {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

constexpr rlim_t kOpenFiles = 64;

Status Limit(__rlimit_resource what, rlim_t most, const char* name) {
  const rlimit limit = {most, most};
  if (::setrlimit(what, &limit) != 0) {
    return Error(Errc::kIo, std::string("cannot limit ") + name + ": " +
                                std::generic_category().message(errno));
  }
  return Ok();
}

}  // namespace

bool Sanitized() {
  return kSanitized;
}

Status LimitThisProcess(const Limits& limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  CW_TRY(Limit(RLIMIT_CORE, 0, "core dumps"));
  CW_TRY(Limit(RLIMIT_FSIZE, limits.file.count, "file sizes"));
  CW_TRY(Limit(RLIMIT_NOFILE, kOpenFiles, "open files"));
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(limits.cpu).count();
  CW_TRY(Limit(RLIMIT_CPU, static_cast<rlim_t>(seconds), "CPU time"));
  return kSanitized ? Ok() : Limit(RLIMIT_AS, limits.memory.count, "memory");
}

void HandleNoMemory() {
  std::set_new_handler([] { ::_exit(kOutOfMemory); });
}

}  // namespace claimwatch
