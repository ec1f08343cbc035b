#include "daemon/fetcher_sockets.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace claimwatch {
namespace {

constexpr std::uint64_t kOutside = 1ULL << 32U;  // marks a descriptor that is not libcurl's
constexpr Duration kLongestWait = std::chrono::hours(1);

Duration SteadyNow() {
  return SystemClock().Steady();
}

std::uint32_t EventsFor(int what) {
  const bool in = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
  const bool out = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
  return (in ? EPOLLIN : 0U) | (out ? EPOLLOUT : 0U);
}

int ReadyBits(std::uint32_t events) {
  return ((events & (EPOLLIN | EPOLLHUP)) != 0 ? CURL_CSELECT_IN : 0) |
         ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
         ((events & EPOLLERR) != 0 ? CURL_CSELECT_ERR : 0);
}

}  // namespace

Result<std::unique_ptr<Sockets>> Sockets::Make() {
  Descriptor events(::epoll_create1(EPOLL_CLOEXEC));
  if (!events.valid()) {
    return Error(Errc::kIo,
                 "cannot make an epoll descriptor: " + std::generic_category().message(errno));
  }
  Bell bell = CW_TRY(Bell::Make());
  return std::unique_ptr<Sockets>(new Sockets(std::move(events), std::move(bell)));
}

Sockets::Sockets(Descriptor events, Bell bell)
    : events_(std::move(events)),
      bell_(std::move(bell)),
      multi_(curl_multi_init()) {
  Add(bell_.descriptor(), kOutside);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Sockets::OnInterest);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Sockets::OnTimer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

Sockets::~Sockets() {
  curl_multi_cleanup(multi_);
}

void Sockets::Add(int fd, std::uint64_t tag) const {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = tag | static_cast<std::uint32_t>(fd);
  static_cast<void>(::epoll_ctl(events_.get(), EPOLL_CTL_ADD, fd, &event));
}

void Sockets::Watch(const std::vector<int>& descriptors) {
  for (const int fd : watched_) {
    static_cast<void>(::epoll_ctl(events_.get(), EPOLL_CTL_DEL, fd, nullptr));
  }
  watched_ = descriptors;
  for (const int fd : watched_) {
    Add(fd, kOutside);
  }
}

Sockets::Socket& Sockets::At(int fd) {
  const auto index = static_cast<std::size_t>(fd);
  if (sockets_.size() <= index) {
    sockets_.resize(index + 1);
  }
  return sockets_[index];
}

int Sockets::Open(int family, int type, int protocol) {
  const int fd = ::socket(family, type | SOCK_CLOEXEC, protocol);
  if (fd >= 0) {
    At(fd) = {true, false, 0};
  }
  return fd;
}

int Sockets::Close(void* self, int fd) {
  static_cast<Sockets*>(self)->At(fd) = {};  // closing takes it out of the epoll set
  return ::close(fd);
}

void Sockets::Register(int fd, std::uint32_t events) {
  Socket& socket = At(fd);
  if (socket.events == events) {
    return;
  }
  const int operation = events == 0          ? EPOLL_CTL_DEL
                        : socket.events == 0 ? EPOLL_CTL_ADD
                                             : EPOLL_CTL_MOD;
  epoll_event event{};
  event.events = events;
  event.data.u64 = static_cast<std::uint32_t>(fd);
  static_cast<void>(::epoll_ctl(events_.get(), operation, fd, &event));
  socket.events = events;
}

// A socket that libcurl keeps for later stays registered: for its next request, or until the server
// closes it (Take).
int Sockets::OnInterest(void* /*easy*/, int fd, int what, void* self, void* /*socket*/) {
  Sockets& sockets = *static_cast<Sockets*>(self);
  Socket& socket = sockets.At(fd);
  socket.wanted = what != CURL_POLL_REMOVE;
  if (socket.wanted || !socket.ours || socket.events != EPOLLIN) {
    sockets.Register(fd, EventsFor(what));
  }
  return 0;
}

int Sockets::OnTimer(void* /*multi*/, long milliseconds, void* self) {
  Sockets& sockets = *static_cast<Sockets*>(self);
  sockets.timer_.reset();
  if (milliseconds >= 0) {
    sockets.timer_ = SteadyNow() + std::chrono::milliseconds(milliseconds);
  }
  return 0;
}

void Sockets::Take(std::uint64_t tag, std::uint32_t events) {
  const int fd = static_cast<int>(static_cast<std::uint32_t>(tag));
  if ((tag & kOutside) != 0) {
    if (fd == bell_.descriptor()) {
      bell_.Silence();
    }
  } else if (!At(fd).wanted) {
    Register(fd, 0);
  } else {
    int running = 0;
    curl_multi_socket_action(multi_, fd, ReadyBits(events), &running);
  }
}

void Sockets::Start() {
  if (timer_ && *timer_ <= SteadyNow()) {
    timer_.reset();  // libcurl sets the next one
    int running = 0;
    curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  }
}

void Sockets::Turn(Duration most) {
  Duration wait = std::min(most, kLongestWait);
  if (timer_) {
    wait = std::min(wait, *timer_ - SteadyNow());
  }
  const auto milliseconds =
      std::chrono::ceil<std::chrono::milliseconds>(std::max(wait, Duration::zero()));
  std::array<epoll_event, 128> ready;  // written by the kernel
  const int count = ::epoll_wait(events_.get(), ready.data(), static_cast<int>(ready.size()),
                                 static_cast<int>(milliseconds.count()));
  for (int i = 0; i < count; ++i) {
    const epoll_event& one = ready.at(static_cast<std::size_t>(i));
    Take(one.data.u64, one.events);
  }
  Start();
}

}  // namespace claimwatch
