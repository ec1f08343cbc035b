// Writes down what a program asks of its disk, in order: a library for LD_PRELOAD.
//
// Every open, write, truncation, rename, removal and sync below the folder CW_DISK_ROOT goes to the
// log CW_DISK_LOG, and so does what the program prints, which is where it acknowledges. From that
// log tests/storage/recorded_disk makes what a disk may hold after the power went at any moment.
// One mutex makes the order of the log the order of the system; a sync, which may take long, is let
// outside of it and says up to where the log had come when it began.
#include <atomic>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

constexpr int kMostFiles = 4096;
constexpr std::uint8_t kOfOurs = 1;

template <typename Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// What is recorded, by descriptor: ours or not.
std::atomic<std::uint8_t> watched[kMostFiles];
std::mutex order;
std::uint64_t count = 0;

const char* Root() {
  static const char* const root = std::getenv("CW_DISK_ROOT");
  return root;
}

int Log() {
  static auto* const real = Real<int(const char*, int, ...)>("open");
  static const int log = Root() == nullptr ? -1
                                           : real(std::getenv("CW_DISK_LOG"),
                                                  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return log;
}

bool IsOurs(const char* path) {
  const char* const root = Root();
  if (root == nullptr || path == nullptr) {
    return false;
  }
  const std::size_t size = std::strlen(root);
  return std::strncmp(path, root, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

bool IsOurs(int descriptor) {
  return descriptor >= 0 && descriptor < kMostFiles && watched[descriptor] != 0;
}

// One record of the log; see recorded_disk.h. The mutex is held.
void Record(char kind, int descriptor, std::uint64_t number, const void* bytes, std::size_t size) {
  static auto* const real = Real<ssize_t(int, const iovec*, int)>("writev");

  struct Head {
    char kind;
    std::int32_t descriptor;
    std::uint64_t number;
    std::uint64_t size;
  } __attribute__((packed)) head{kind, descriptor, number, size};

  const iovec parts[2] = {{&head, sizeof head}, {const_cast<void*>(bytes), size}};
  if (real(Log(), parts, 2) != static_cast<ssize_t>(sizeof head + size)) {
    std::abort();
  }
  ++count;
}

int RecordOpen(int descriptor, const char* path, int flags) {
  if (descriptor >= 0 && descriptor < kMostFiles && IsOurs(path)) {
    watched[descriptor] = kOfOurs;
    Record((flags & O_TRUNC) != 0 ? 'T' : 'O', descriptor, 0, path, std::strlen(path));
  }
  return descriptor;
}

std::uint64_t PlaceOf(int descriptor) {
  if ((fcntl(descriptor, F_GETFL) & O_APPEND) != 0) {
    struct stat facts {};

    fstat(descriptor, &facts);
    return static_cast<std::uint64_t>(facts.st_size);
  }
  return static_cast<std::uint64_t>(lseek(descriptor, 0, SEEK_CUR));
}

mode_t ModeOf(int flags, va_list arguments) {
  return (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(arguments, unsigned)) : 0;
}

template <typename Name>
int RecordNames(char kind, const char* path, const char* other, Name name) {
  const std::lock_guard hold(order);
  const int result = name();
  if (result == 0 && IsOurs(path)) {
    char both[8192];
    const int size = std::snprintf(both, sizeof both, "%s\n%s", path, other);
    Record(kind, -1, 0, both, static_cast<std::size_t>(size));
  }
  return result;
}

template <typename Sync>
int RecordSync(int descriptor, Sync sync) {
  std::uint64_t begun = 0;
  {
    const std::lock_guard hold(order);
    begun = count;
  }
  const int result = sync(descriptor);
  if (result == 0 && IsOurs(descriptor)) {
    const std::lock_guard hold(order);
    Record('S', descriptor, begun, "", 0);
  }
  return result;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  static auto* const real = Real<int(const char*, int, ...)>("open");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  const std::lock_guard hold(order);
  return RecordOpen(real(path, flags, mode), path, flags);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  return open(path, flags | O_LARGEFILE, mode);
}

int close(int descriptor) {
  static auto* const real = Real<int(int)>("close");
  if (!IsOurs(descriptor)) {
    return real(descriptor);
  }
  const std::lock_guard hold(order);
  Record('C', descriptor, 0, "", 0);
  watched[descriptor] = 0;
  return real(descriptor);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const real = Real<ssize_t(int, const void*, size_t)>("write");
  if (descriptor == STDOUT_FILENO && Root() != nullptr) {
    const std::lock_guard hold(order);
    Record('A', descriptor, 0, bytes, size);
    return real(descriptor, bytes, size);
  }
  if (!IsOurs(descriptor)) {
    return real(descriptor, bytes, size);
  }
  const std::lock_guard hold(order);
  const std::uint64_t place = PlaceOf(descriptor);
  const ssize_t written = real(descriptor, bytes, size);
  if (written > 0) {
    Record('W', descriptor, place, bytes, static_cast<std::size_t>(written));
  }
  return written;
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t place) {
  static auto* const real = Real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  const std::lock_guard hold(order);
  const ssize_t written = real(descriptor, bytes, size, place);
  if (written > 0 && IsOurs(descriptor)) {
    Record('W', descriptor, static_cast<std::uint64_t>(place), bytes,
           static_cast<std::size_t>(written));
  }
  return written;
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t place) {
  return pwrite64(descriptor, bytes, size, place);
}

int ftruncate64(int descriptor, off64_t size) {
  static auto* const real = Real<int(int, off64_t)>("ftruncate64");
  const std::lock_guard hold(order);
  const int result = real(descriptor, size);
  if (result == 0 && IsOurs(descriptor)) {
    Record('L', descriptor, static_cast<std::uint64_t>(size), "", 0);
  }
  return result;
}

int ftruncate(int descriptor, off_t size) {
  return ftruncate64(descriptor, size);
}

int rename(const char* from, const char* to) {
  static auto* const real = Real<int(const char*, const char*)>("rename");
  return RecordNames('R', from, to, [&] { return real(from, to); });
}

int unlink(const char* path) {
  static auto* const real = Real<int(const char*)>("unlink");
  return RecordNames('U', path, "", [&] { return real(path); });
}

int mkdir(const char* path, mode_t mode) {
  static auto* const real = Real<int(const char*, mode_t)>("mkdir");
  return RecordNames('M', path, "", [&] { return real(path, mode); });
}

int fsync(int descriptor) {
  static auto* const real = Real<int(int)>("fsync");
  return RecordSync(descriptor, real);
}

int fdatasync(int descriptor) {
  static auto* const real = Real<int(int)>("fdatasync");
  return RecordSync(descriptor, real);
}

}  // extern "C"
