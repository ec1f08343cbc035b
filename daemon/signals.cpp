#include "daemon/signals.h"

#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace claimwatch {
namespace {

Error SystemError(std::string_view what) {
  return {Errc::kIo, std::string(what) + ": " + std::generic_category().message(errno)};
}

void CloseOnce(int& fd) {
  if (const int old = std::exchange(fd, -1); old >= 0) {
    ::close(old);
  }
}

}  // namespace

Result<Signals> Signals::Make() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  sigset_t taken;
  ::sigemptyset(&taken);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    ::sigaddset(&taken, number);
  }
  ::pthread_sigmask(SIG_BLOCK, &taken, nullptr);
  const int fd = ::signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC);
  if (fd < 0) {
    return SystemError("cannot take signals");
  }
  return Signals(fd);
}

Signals::Signals(Signals&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Signals::~Signals() {
  CloseOnce(fd_);
}

std::optional<int> Signals::Next() const {
  signalfd_siginfo info = {};
  if (::read(fd_, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) {
    return std::nullopt;
  }
  return static_cast<int>(info.ssi_signo);
}

void Signals::Await(Duration most) const {
  pollfd pending = {fd_, POLLIN, 0};
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(most).count();
  ::poll(&pending, 1, static_cast<int>(milliseconds));
}

Result<Bell> Bell::Make() {
  const int fd = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (fd < 0) {
    return SystemError("cannot make an eventfd");
  }
  return Bell(fd);
}

Bell::Bell(Bell&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Bell::~Bell() {
  CloseOnce(fd_);
}

void Bell::Ring() const {
  const std::uint64_t one = 1;
  static_cast<void>(::write(fd_, &one, sizeof one));  // full means that it already rings
}

void Bell::Silence() const {
  std::uint64_t count = 0;
  static_cast<void>(::read(fd_, &count, sizeof count));
}

}  // namespace claimwatch
