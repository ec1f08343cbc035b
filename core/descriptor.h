// A file descriptor with one owner, closed when the owner goes.
#pragma once

#include <utility>

namespace claimwatch {

// Whatever the kernel hands out as a number: file, socket, epoll, pipe. Moved, never copied, so
// that none is closed twice or forgotten on an early return. Not for more than one thread at a
// time.
class Descriptor {
 public:
  // Owns nothing.
  Descriptor() = default;

  // Takes over `fd`; a negative number, as a failed call answers it, is nothing.
  explicit Descriptor(int fd) : fd_(fd) {}

  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  // -1 when nothing is owned. It stays ours: whoever closes it breaks the owner.
  int get() const { return fd_; }

  bool valid() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

}  // namespace claimwatch
