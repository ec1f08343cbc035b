#include "plugins/child/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/text.h"
#include "plugins/child/limits.h"

namespace claimwatch {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;
constexpr std::size_t kKeptErrors = 1000;
constexpr std::size_t kLastWords = 200;
constexpr int kNotThis = 65;  // EX_DATAERR
// What a process gets to end by itself after it closed its output.
constexpr Duration kToEnd = std::chrono::milliseconds(500);

std::string SystemReason(int error) {
  return std::generic_category().message(error);
}

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Result<Pipe> MakePipe() {
  std::array<int, 2> ends = {-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return Error(Errc::kIo, "no pipe: " + SystemReason(errno));
  }
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// The far end's attributes: see the head of process.h.
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

class Actions {
 public:
  Actions() { ::posix_spawn_file_actions_init(&actions_); }

  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;

  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }

  void Put(const Descriptor& end, int as) {
    ::posix_spawn_file_actions_adddup2(&actions_, end.get(), as);
  }

  // Also what some library opened without O_CLOEXEC stays here.
  void LeaveTheRest() {
    ::posix_spawn_file_actions_addchdir_np(&actions_, "/");
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
  }

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_ = {};
};

// Pointers to `words`, as exec wants them; they live as long as `words` do.
std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) {
    pointers.push_back(word.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

Result<pid_t> Spawn(std::vector<std::string> command, std::vector<std::string> environment,
                    const Actions& actions) {
  CW_CHECK(!command.empty());
  // Python would otherwise keep an answer in its buffer, which nobody reads before it is flushed.
  for (const char* setting :
       {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "PYTHONUNBUFFERED=1"}) {
    environment.emplace_back(setting);
  }
  const Attributes attributes;
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, command.front().c_str(), actions.get(), attributes.get(),
                                   Pointers(command).data(), Pointers(environment).data());
  if (failed != 0) {
    return Error(Errc::kIo, fmt::format("{}: {}", command.front(), SystemReason(failed)));
  }
  return child;
}

// A far end that closed its input must not end this process: SIGPIPE is kept from this thread and
// taken back unread.
ssize_t WriteQuietly(int fd, std::string_view bytes) {
  sigset_t pipe;
  sigset_t before;
  ::sigemptyset(&pipe);
  ::sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, &before);
  const ssize_t written = ::write(fd, bytes.data(), bytes.size());
  const int error = errno;
  if (written < 0 && error == EPIPE && ::sigismember(&before, SIGPIPE) == 0) {
    const timespec none = {};
    ::sigtimedwait(&pipe, nullptr, &none);
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return written;
}

void SetNonBlocking(const Descriptor& end) {
  ::fcntl(end.get(), F_SETFL, O_NONBLOCK);
}

bool TryAgain(int error) {
  return error == EAGAIN || error == EINTR;
}

// Rounded up, so that no wait ends a moment early and is begun again for nothing; never negative,
// which would be "for ever".
int MillisecondsUntil(Duration deadline) {
  const Duration left = deadline - SystemClock().Steady();
  return static_cast<int>(
      std::max<std::int64_t>(std::chrono::ceil<std::chrono::milliseconds>(left).count(), 0));
}

// Whether `fd` is ready for `events` before `deadline`. No descriptor is never ready.
bool WaitFor(const Descriptor& fd, short events, Duration deadline) {
  pollfd one = {fd.get(), events, 0};
  int ready = 0;
  while ((ready = ::poll(&one, 1, MillisecondsUntil(deadline))) < 0 && errno == EINTR) {
  }
  return ready > 0;
}

// Can be read once the process has ended. Not by waitpid, which cannot wait for a limited time.
Descriptor WatchEnd(pid_t pid) {
  return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));  // in glibc for C only
}

std::string HowItEnded(int status) {
  if (WIFSIGNALED(status)) {
    const char* const name = ::sigdescr_np(WTERMSIG(status));
    return fmt::format("killed by signal {} ({})", WTERMSIG(status), name == nullptr ? "?" : name);
  }
  return fmt::format("ended with status {}", WEXITSTATUS(status));
}

// The whole line in `answer`, without its end.
Result<std::string> TheLine(std::string answer, std::size_t end) {
  if (end + 1 != answer.size()) {
    return Error(Errc::kInvalid, "answered more than one line");
  }
  answer.resize(end);
  return answer;
}

}  // namespace

Result<Process> Process::Start(const std::vector<std::string>& command) {
  Pipe input = CW_TRY(MakePipe());
  Pipe output = CW_TRY(MakePipe());
  Pipe errors = CW_TRY(MakePipe());
  Actions actions;
  actions.Put(input.read, STDIN_FILENO);
  actions.Put(output.write, STDOUT_FILENO);
  actions.Put(errors.write, STDERR_FILENO);
  actions.LeaveTheRest();
  const pid_t pid = CW_TRY(Spawn(command, {}, actions));
  SetNonBlocking(input.write);
  SetNonBlocking(output.read);
  SetNonBlocking(errors.read);
  return Process(pid, Ends{std::move(input.write), std::move(output.read), std::move(errors.read)});
}

Result<Process> Process::StartErrand(const std::vector<std::string>& command,
                                     const std::vector<std::string>& environment) {
  Pipe input = CW_TRY(MakePipe());
  Actions actions;
  actions.Put(input.read, STDIN_FILENO);
  actions.LeaveTheRest();
  const pid_t pid = CW_TRY(Spawn(command, environment, actions));
  SetNonBlocking(input.write);
  return Process(pid, Ends{std::move(input.write), {}, {}});
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      ends_(std::move(other.ends_)),
      errors_(std::move(other.errors_)) {}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(-pid_, SIGKILL);
    int status = 0;
    ::waitpid(pid_, &status, 0);
  }
}

Result<std::string> Process::Exchange(std::string_view request, Bytes longest, Duration timeout) {
  const Duration deadline = SystemClock().Steady() + timeout;
  std::string answer;
  while (true) {
    const std::size_t end = answer.find('\n');
    if (end != std::string::npos && request.empty()) {
      return TheLine(std::move(answer), end);
    }
    if (answer.size() > longest.count) {
      return Error(Errc::kLimit, "answered more than " + FormatBytes(longest));
    }
    const int left = MillisecondsUntil(deadline);
    if (left == 0) {
      return Error(Errc::kLimit, "no answer within " + FormatDuration(timeout));
    }
    CW_TRY(Step(request, answer, left));
  }
}

Status Process::Step(std::string_view& request, std::string& answer, int milliseconds) {
  std::array<pollfd, 3> all = {{{ends_.output.get(), POLLIN, 0},
                                {ends_.errors.get(), POLLIN, 0},
                                {request.empty() ? -1 : ends_.input.get(), POLLOUT, 0}}};
  if (::poll(all.data(), all.size(), milliseconds) <= 0) {
    return Ok();  // the caller looks at the time
  }
  if (all[1].revents != 0) {
    ReadErrors();
  }
  if (all[0].revents != 0) {
    CW_TRY(ReadAnswer(answer));
  }
  if (all[2].revents != 0 && !WriteSome(request)) {
    return Error(Errc::kIo, Ending());
  }
  return Ok();
}

bool Process::WriteSome(std::string_view& request) {
  const ssize_t n = WriteQuietly(ends_.input.get(), request.substr(0, kChunk));
  if (n < 0) {
    return TryAgain(errno);
  }
  request.remove_prefix(static_cast<std::size_t>(n));
  return true;
}

Status Process::Finish(std::string_view input, Duration timeout) {
  const Duration deadline = SystemClock().Steady() + timeout;
  while (!input.empty() && WaitFor(ends_.input, POLLOUT, deadline) && WriteSome(input)) {
  }
  ends_.input = Descriptor();
  if (!WaitFor(WatchEnd(pid_), POLLIN, deadline)) {
    return Error(Errc::kLimit, "killed after " + FormatDuration(timeout));
  }
  int status = 0;
  ::waitpid(std::exchange(pid_, 0), &status, 0);
  const bool refuses = WIFEXITED(status) && WEXITSTATUS(status) == kNotThis;
  return status == 0 ? Ok()
                     : Status(Error(refuses ? Errc::kRefused : Errc::kIo, HowItEnded(status)));
}

Status Process::ReadAnswer(std::string& answer) {
  const std::size_t before = answer.size();
  answer.resize(before + kChunk);
  const ssize_t n = ::read(ends_.output.get(), answer.data() + before, kChunk);
  const int error = errno;
  answer.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  if (n > 0 || (n < 0 && TryAgain(error))) {
    return Ok();
  }
  return Error(Errc::kIo, Ending());
}

// What does not fit is dropped; once the pipe is closed nothing more is asked of it.
void Process::ReadErrors() {
  std::array<char, 4096> chunk = {};
  const ssize_t n = ::read(ends_.errors.get(), chunk.data(), chunk.size());
  if (n > 0) {
    errors_.append(chunk.data(), static_cast<std::size_t>(n));
    if (errors_.size() > kKeptErrors) {
      errors_.erase(0, errors_.size() - kKeptErrors);
    }
  } else if (n == 0) {
    ends_.errors = Descriptor();
  }
}

std::string Process::LastWords() const {
  const std::string_view text = Trim(errors_);
  const std::string_view line = text.substr(text.rfind('\n') + 1);
  return EscapeControls(RepairUtf8(line.substr(0, kLastWords)));
}

// A process that closed its pipes may be about to end by itself: how it ends says more than that.
std::string Process::Ending() {
  ReadErrors();
  const bool ended = WaitFor(WatchEnd(pid_), POLLIN, SystemClock().Steady() + kToEnd);
  ::kill(-pid_, SIGKILL);
  int status = 0;
  ::waitpid(std::exchange(pid_, 0), &status, 0);
  if (!ended) {
    return "closed its pipes";
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory
             ? "needs more memory than it may have"
             : HowItEnded(status);
}

}  // namespace claimwatch
