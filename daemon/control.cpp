#include "daemon/control.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "config/config.h"
#include "core/log.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostCallers = 32;
constexpr std::size_t kLongestRequest = std::size_t{64} << 10U;
constexpr std::size_t kMostUnfetched = std::size_t{1} << 20U;
constexpr Duration kPatience = std::chrono::seconds(10);
constexpr int kDeepestRequest = 16;
constexpr mode_t kMode = 0660;

Error SystemError(const std::string& what) {
  return {Errc::kIo, what + ": " + std::generic_category().message(errno)};
}

Result<sockaddr_un> AddressOf(const std::filesystem::path& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const std::string& text = path.native();
  if (text.empty() || text.size() >= sizeof address.sun_path) {
    return Error(Errc::kInvalid,
                 fmt::format("control socket {}: wants a path of 1 to {} bytes; see daemon.run_dir",
                             text, sizeof address.sun_path - 1));
  }
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

const sockaddr* Generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);  // NOLINT: as connect(2) wants it
}

Result<Descriptor> Connect(const std::filesystem::path& path) {
  const sockaddr_un address = CW_TRY(AddressOf(path));
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.valid()) {
    return SystemError("cannot make a socket");
  }
  if (::connect(socket.get(), Generic(address), sizeof address) == 0) {
    return socket;
  }
  const Errc code = errno == EACCES ? Errc::kRefused : Errc::kNetwork;
  const char* hint = errno == EACCES ? "; it is for members of its group"
                                     : "; is the daemon running? (systemctl start claimwatchd)";
  return Error(code, fmt::format("no daemon answers at {}: {}{}", path.string(),
                                 std::generic_category().message(errno), hint));
}

// Only the kernel's word counts here, not the caller's.
Trust TrustOf(int socket) {
  ucred peer = {};
  socklen_t size = sizeof peer;
  const bool known = ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
  return known && (peer.uid == 0 || peer.uid == ::geteuid()) ? Trust::kOwner : Trust::kMember;
}

std::string Refusal(const Error& error) {
  return Json::Of({{"ok", false}, {"code", ErrcName(error.code())}, {"error", error.message()}})
             .Dump() +
         "\n";
}

// Whether epoll reports `fd` from now on.
bool Watch(int events, int fd, std::uint32_t what, int operation) {
  epoll_event event = {};
  event.events = what;
  event.data.fd = fd;
  return ::epoll_ctl(events, operation, fd, &event) == 0;
}

}  // namespace

std::string ControlSocket::LineFor(std::string_view request, Trust trust, const Answer& answer) {
  Json::Limits limits;
  limits.depth = kDeepestRequest;
  const Result<Json> asked = Json::Parse(request, limits);
  if (!asked.ok() || !asked->IsObject()) {
    return Refusal({Errc::kInvalid, "a request is one JSON object on a line"});
  }
  Result<Json> result = answer(*asked, trust);
  return result.ok() ? Json::Of({{"ok", true}, {"result", std::move(result).value()}}).Dump() + "\n"
                     : Refusal(result.error());
}

Result<ControlSocket> ControlSocket::Listen(const std::filesystem::path& path) {
  const sockaddr_un address = CW_TRY(AddressOf(path));
  if (Connect(path).ok()) {
    return Error(Errc::kBusy, fmt::format("another daemon answers at {}", path.string()));
  }
  std::error_code error;  // a folder that cannot be made is said by bind
  std::filesystem::create_directories(path.parent_path(), error);
  ::unlink(path.c_str());
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.valid() || ::bind(socket.get(), Generic(address), sizeof address) != 0 ||
      ::chmod(path.c_str(), kMode) != 0 || ::listen(socket.get(), SOMAXCONN) != 0) {
    return SystemError(fmt::format("control socket {}", path.string()));
  }
  ControlSocket made = CW_TRY(Adopt(std::move(socket)));
  made.made_ = path;
  return made;
}

// What systemd hands over waits in accept(2); this socket is served from a loop that must not wait.
Result<ControlSocket> ControlSocket::Adopt(Descriptor listening) {
  const int flags = ::fcntl(listening.get(), F_GETFL);
  if (flags < 0 || ::fcntl(listening.get(), F_SETFL, flags | O_NONBLOCK) < 0) {
    return SystemError("control socket");
  }
  Descriptor events(::epoll_create1(EPOLL_CLOEXEC));
  if (!events.valid() || !Watch(events.get(), listening.get(), EPOLLIN, EPOLL_CTL_ADD)) {
    return SystemError("control socket");
  }
  return ControlSocket(std::move(listening), std::move(events));
}

ControlSocket::ControlSocket(Descriptor listening, Descriptor events)
    : listening_(std::move(listening)),
      events_(std::move(events)) {}

ControlSocket::~ControlSocket() {
  if (listening_.valid() && !made_.empty()) {
    ::unlink(made_.c_str());
  }
}

void ControlSocket::Serve(Duration now, const Answer& answer) {
  std::array<epoll_event, 2 * kMostCallers> events = {};
  const int count = ::epoll_wait(events_.get(), events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    const int fd = events.at(static_cast<std::size_t>(i)).data.fd;
    if (fd == listening_.get()) {
      TakeCallers(now);
    } else if (const auto caller = callers_.find(fd); caller != callers_.end()) {
      Hear(caller->second, now, answer);
    }
  }
  for (auto caller = callers_.begin(); caller != callers_.end();) {
    const bool stays = now - caller->second.heard < kPatience && Tell(caller->second);
    caller = stays ? std::next(caller) : callers_.erase(caller);
  }
}

void ControlSocket::TakeCallers(Duration now) {
  for (;;) {
    Caller caller;
    caller.socket =
        Descriptor(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    const int fd = caller.socket.get();
    if (!caller.socket.valid()) {
      return;
    }
    // One too many is hung up on: it learns at once that it may try again.
    if (callers_.size() < kMostCallers &&
        Watch(events_.get(), fd, EPOLLIN | EPOLLRDHUP, EPOLL_CTL_ADD)) {
      caller.trust = TrustOf(fd);
      caller.heard = now;
      callers_.emplace(fd, std::move(caller));
    }
  }
}

void ControlSocket::Hear(Caller& caller, Duration now, const Answer& answer) {
  std::array<char, 4096> bytes = {};
  for (;;) {
    const ssize_t got = ::recv(caller.socket.get(), bytes.data(), bytes.size(), 0);
    if (got < 0) {
      caller.leaving = caller.leaving || (errno != EAGAIN && errno != EINTR);
      return;
    }
    if (got == 0) {
      caller.leaving = true;
      return;
    }
    caller.heard = now;
    caller.in.append(bytes.data(), static_cast<std::size_t>(got));
    AnswerLines(caller, answer);
    if (caller.leaving) {
      return;
    }
  }
}

void ControlSocket::AnswerLines(Caller& caller, const Answer& answer) {
  for (std::size_t end = caller.in.find('\n'); end != std::string::npos && !caller.leaving;
       end = caller.in.find('\n')) {
    if (end <= kLongestRequest) {
      caller.out += LineFor(std::string_view(caller.in).substr(0, end), caller.trust, answer);
    }
    caller.in.erase(0, end + 1);
    caller.leaving = end > kLongestRequest || caller.out.size() > kMostUnfetched;
  }
  if (caller.in.size() > kLongestRequest) {
    caller.out +=
        Refusal({Errc::kLimit, fmt::format("a request has at most {} bytes", kLongestRequest)});
    caller.leaving = true;
  }
}

bool ControlSocket::Tell(Caller& caller) const {
  while (!caller.out.empty()) {
    const ssize_t sent =
        ::send(caller.socket.get(), caller.out.data(), caller.out.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      return errno == EAGAIN && Watch(events_.get(), caller.socket.get(),
                                      EPOLLIN | EPOLLOUT | EPOLLRDHUP, EPOLL_CTL_MOD);
    }
    caller.out.erase(0, static_cast<std::size_t>(sent));
  }
  return !caller.leaving &&
         Watch(events_.get(), caller.socket.get(), EPOLLIN | EPOLLRDHUP, EPOLL_CTL_MOD);
}

namespace {

Status Send(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      return SystemError("control socket");
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return Ok();
}

Result<std::string> ReadLine(int socket) {
  std::string line;
  std::array<char, 4096> bytes = {};
  while (line.find('\n') == std::string::npos) {
    const ssize_t got = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      return Error(Errc::kBusy, "the daemon gave no answer in time; try again");
    }
    if (got <= 0) {
      return Error(Errc::kBusy, "the daemon hung up without an answer; try again");
    }
    line.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return line.substr(0, line.find('\n'));
}

Errc CodeNamed(std::string_view name) {
  for (const Errc code : {Errc::kInvalid, Errc::kConfig, Errc::kNotFound, Errc::kIo, Errc::kCorrupt,
                          Errc::kBusy, Errc::kLimit, Errc::kNetwork, Errc::kRefused}) {
    if (ErrcName(code) == name) {
      return code;
    }
  }
  return Errc::kUnsupported;
}

}  // namespace

std::filesystem::path SocketPath(const DaemonConfig& config) {
  return config.run_dir.empty() ? config.run_dir : config.run_dir / "claimwatch.sock";
}

Result<Json> AskDaemon(const std::filesystem::path& path, const Json& request, Duration most) {
  const Descriptor socket = CW_TRY(Connect(path));
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(most);
  const timeval wait = {static_cast<time_t>(seconds.count()), 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  CW_TRY(Send(socket.get(), request.Dump() + "\n"));
  const std::string line = CW_TRY(ReadLine(socket.get()));
  Json answer = CW_TRY(Json::Parse(line));
  if (!answer["ok"].AsBool()) {
    return Error(CodeNamed(answer["code"].AsString()), std::string(answer["error"].AsString()));
  }
  return answer["result"];
}

}  // namespace claimwatch
