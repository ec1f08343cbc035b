// A disk that fails: a library for LD_PRELOAD.
//
// Of what a program asks of the folder CW_FAULT_ROOT to change (create, write, sync, cut, rename,
// remove), the request number CW_FAULT_AT is refused with EIO, and with CW_FAULT_FOREVER every one
// after it too. At the end the number of requests is written to the file CW_FAULT_COUNT. Reading
// never fails.
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr int kMostFiles = 4096;

std::atomic<bool> watched[kMostFiles];  // by descriptor: below the root
std::atomic<long> asked{0};

template <typename Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

struct Plan {
  const char* root = std::getenv("CW_FAULT_ROOT");
  long at = std::getenv("CW_FAULT_AT") != nullptr ? std::atol(std::getenv("CW_FAULT_AT")) : 0;
  bool forever = std::getenv("CW_FAULT_FOREVER") != nullptr;

  ~Plan() {
    if (const char* file = std::getenv("CW_FAULT_COUNT")) {
      if (std::FILE* out = std::fopen(file, "w")) {
        static_cast<void>(std::fprintf(out, "%ld\n", asked.load()));
        static_cast<void>(std::fclose(out));
      }
    }
  }
};

const Plan& ThePlan() {
  static const Plan plan;
  return plan;
}

bool IsOurs(const char* path) {
  const char* const root = ThePlan().root;
  return root != nullptr && path != nullptr && std::strncmp(path, root, std::strlen(root)) == 0;
}

bool IsOurs(int descriptor) {
  return descriptor >= 0 && descriptor < kMostFiles && watched[descriptor];
}

// Whether this request is one that the disk refuses.
bool Refused() {
  const Plan& plan = ThePlan();
  const long number = ++asked;
  const bool refused = plan.at > 0 && (number == plan.at || (plan.forever && number > plan.at));
  if (refused) {
    errno = EIO;
  }
  return refused;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  static auto* const real = Real<int(const char*, int, ...)>("open");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(arguments, unsigned)) : 0;
  va_end(arguments);
  const bool ours = IsOurs(path);
  if (ours && (flags & O_CREAT) != 0 && Refused()) {
    return -1;
  }
  const int descriptor = real(path, flags, mode);
  if (descriptor >= 0 && descriptor < kMostFiles) {
    watched[descriptor] = ours;
  }
  return descriptor;
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(arguments, unsigned)) : 0;
  va_end(arguments);
  return open(path, flags | O_LARGEFILE, mode);
}

int close(int descriptor) {
  static auto* const real = Real<int(int)>("close");
  if (descriptor >= 0 && descriptor < kMostFiles) {
    watched[descriptor] = false;
  }
  return real(descriptor);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const real = Real<ssize_t(int, const void*, size_t)>("write");
  return IsOurs(descriptor) && Refused() ? -1 : real(descriptor, bytes, size);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t place) {
  static auto* const real = Real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return IsOurs(descriptor) && Refused() ? -1 : real(descriptor, bytes, size, place);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t place) {
  return pwrite64(descriptor, bytes, size, place);
}

int ftruncate64(int descriptor, off64_t size) {
  static auto* const real = Real<int(int, off64_t)>("ftruncate64");
  return IsOurs(descriptor) && Refused() ? -1 : real(descriptor, size);
}

int ftruncate(int descriptor, off_t size) {
  return ftruncate64(descriptor, size);
}

int rename(const char* from, const char* to) {
  static auto* const real = Real<int(const char*, const char*)>("rename");
  return IsOurs(to) && Refused() ? -1 : real(from, to);
}

int unlink(const char* path) {
  static auto* const real = Real<int(const char*)>("unlink");
  return IsOurs(path) && Refused() ? -1 : real(path);
}

int mkdir(const char* path, mode_t mode) {
  static auto* const real = Real<int(const char*, mode_t)>("mkdir");
  return IsOurs(path) && Refused() ? -1 : real(path, mode);
}

int fsync(int descriptor) {
  static auto* const real = Real<int(int)>("fsync");
  return IsOurs(descriptor) && Refused() ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const real = Real<int(int)>("fdatasync");
  return IsOurs(descriptor) && Refused() ? -1 : real(descriptor);
}

}  // extern "C"
