#include "core/result.h"

#include <cstdio>
#include <cstdlib>

namespace claimwatch {

std::string_view ErrcName(Errc code) {
  switch (code) {
    case Errc::kInvalid:
      return "invalid";
    case Errc::kConfig:
      return "configuration";
    case Errc::kNotFound:
      return "not found";
    case Errc::kIo:
      return "input/output";
    case Errc::kCorrupt:
      return "corrupt";
    case Errc::kBusy:
      return "busy";
    case Errc::kLimit:
      return "limit";
    case Errc::kNetwork:
      return "network";
    case Errc::kRefused:
      return "refused";
    case Errc::kUnsupported:
      return "unsupported";
  }
  return "unknown";
}

Error Error::At(std::string_view where) const {
  return {code_, std::string(where) + ": " + message_};
}

void CheckFailed(const char* file, int line, const char* what) {
  static_cast<void>(
      std::fprintf(stderr, "claimwatch: %s:%d: broken promise: %s\n", file, line, what));
  std::abort();
}

}  // namespace claimwatch
