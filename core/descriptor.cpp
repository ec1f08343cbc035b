#include "core/descriptor.h"

#include <unistd.h>

namespace claimwatch {

Descriptor::~Descriptor() {
  if (fd_ >= 0) {
    ::close(fd_);
  }
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    const Descriptor old(std::exchange(fd_, std::exchange(other.fd_, -1)));
  }
  return *this;
}

}  // namespace claimwatch
