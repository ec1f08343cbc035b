// Alerts handed to a command of the user's: a new process per alert, the record on its standard
// input.
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/log.h"
#include "plugins/alert/sinks.h"

namespace claimwatch {
namespace {

using Steady = std::chrono::steady_clock;

int MillisecondsUntil(Steady::time_point deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()).count();
  return static_cast<int>(std::max<std::int64_t>(left, 0));
}

// Waits until `fd` is ready for `events`; false when the time is over.
bool Wait(int fd, short events, Steady::time_point deadline) {
  pollfd one = {fd, events, 0};
  int ready = 0;
  while ((ready = ::poll(&one, 1, MillisecondsUntil(deadline))) < 0 && errno == EINTR) {
  }
  return ready > 0;
}

// The child starts with no signal blocked or ignored, whatever the daemon does with its own, and
// leads a group of its own so that its children die with it.
class Attributes {
 public:
  Attributes() {
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }

  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_ = {};
};

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) {
      ends_ = {-1, -1};
    } else {
      ::fcntl(ends_[1], F_SETFL, O_NONBLOCK);
    }
  }

  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  ~Pipe() {
    CloseRead();
    CloseWrite();
  }

  int read() const { return ends_[0]; }

  int write() const { return ends_[1]; }

  void CloseRead() { Close(ends_[0]); }

  void CloseWrite() { Close(ends_[1]); }

 private:
  static void Close(int& fd) {
    if (const int old = std::exchange(fd, -1); old >= 0) {
      ::close(old);
    }
  }

  std::array<int, 2> ends_ = {-1, -1};
};

// A command that reads nothing closes its end early; that is its own business and not a failure.
bool WriteAll(int fd, std::string_view bytes, Steady::time_point deadline) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EPIPE) {
      return true;
    } else if (errno != EAGAIN || !Wait(fd, POLLOUT, deadline)) {
      return false;
    }
  }
  return true;
}

class ExecSink final : public AlertSink {
 public:
  explicit ExecSink(const SinkOptions& options)
      : command_(options.command),
        timeout_(options.timeout) {}

  Status Deliver(const Alert& alert) override {
    const Steady::time_point deadline = Steady::now() + timeout_;
    Pipe input;
    const pid_t child = CW_TRY(Start(alert, input));
    input.CloseRead();
    const bool written = WriteAll(input.write(), alert.record.Dump() + "\n", deadline);
    input.CloseWrite();
    return Finish(child, written, deadline);
  }

 private:
  Result<pid_t> Start(const Alert& alert, const Pipe& input) const {
    std::vector<char*> arguments;
    for (const std::string& word : command_) {
      arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT: argv has no const form
    }
    arguments.push_back(nullptr);
    std::string id = "CLAIMWATCH_ALERT_ID=" + alert.id;
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    std::string language = "LANG=C.UTF-8";
    const std::array<char*, 4> environment = {id.data(), path.data(), language.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input.read(), STDIN_FILENO);
    // Also what some library opened without O_CLOEXEC is none of the command's business.
    ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    const Attributes attributes;
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, command_.front().c_str(), &actions, attributes.get(),
                                      arguments.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
      return Error(Errc::kIo, fmt::format("exec {}: {}", command_.front(),
                                          std::generic_category().message(failed)));
    }
    return child;
  }

  Status Finish(pid_t child, bool written, Steady::time_point deadline) const {
    const int watched =
        static_cast<int>(::syscall(SYS_pidfd_open, child, 0));  // glibc 2.36 wraps it for C only
    const bool ended = written && watched >= 0 && Wait(watched, POLLIN, deadline);
    if (watched >= 0) {
      ::close(watched);
    }
    if (!ended) {
      ::kill(-child, SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!ended) {
      return Error(Errc::kLimit, fmt::format("exec {}: killed after {}", command_.front(),
                                             FormatDuration(timeout_)));
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      return Error(Errc::kIo,
                   fmt::format("exec {}: ended with {} {}", command_.front(),
                               WIFEXITED(status) ? "status" : "signal",
                               WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status)));
    }
    return Ok();
  }

  std::vector<std::string> command_;
  Duration timeout_;
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeExecSink(const SinkOptions& options) {
  if (options.command.empty()) {
    return Error(Errc::kConfig, "sink of kind exec: command is missing");
  }
  return std::unique_ptr<AlertSink>(std::make_unique<ExecSink>(options));
}

}  // namespace claimwatch
