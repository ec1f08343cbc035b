// A server that has nothing new, in a process of its own: what it costs is not in the figures of
// the client that is measured.
//
// 304 to every request that carries a validator, the same small feed to every other. Plain epoll on
// one thread, on all of 127.0.0.0/8, so that one machine can stand for as many hosts as a test
// wants. For benchmarks only: it trusts its client.
#pragma once

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace claimwatch {

class UnchangedServer {
 public:
  // Forks: make it before the program has threads. Ends the program when there is no socket.
  UnchangedServer() {
    const int listening = Listen();
    child_ = ::fork();
    if (child_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      Serve(listening);
    }
    ::close(listening);
  }

  UnchangedServer(const UnchangedServer&) = delete;
  UnchangedServer& operator=(const UnchangedServer&) = delete;

  ~UnchangedServer() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

  std::uint16_t port() const { return port_; }

  // The `number`th host: each its own address.
  std::string Origin(int number) const {
    return fmt::format("http://127.{}.{}.1:{}", 1 + number / 200, number % 200, port_);
  }

 private:
  int Listen() {
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listening, generic, size) != 0 || ::listen(listening, 4096) != 0 ||
        ::getsockname(listening, generic, &size) != 0) {
      std::abort();
    }
    port_ = ntohs(address.sin_port);
    return listening;
  }

  [[noreturn]] static void Serve(int listening) {
    const int events = ::epoll_create1(EPOLL_CLOEXEC);
    Watch(events, listening);
    for (;;) {
      std::array<epoll_event, 64> ready{};
      const int count = ::epoll_wait(events, ready.data(), static_cast<int>(ready.size()), -1);
      for (int i = 0; i < count; ++i) {
        const int fd = ready.at(static_cast<std::size_t>(i)).data.fd;
        if (fd == listening) {
          Accept(events, listening);
        } else {
          Answer(fd);
        }
      }
    }
  }

  static void Watch(int events, int fd) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    ::epoll_ctl(events, EPOLL_CTL_ADD, fd, &event);
  }

  static void Accept(int events, int listening) {
    for (int fd = 0; (fd = ::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
      const int on = 1;
      ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      Watch(events, fd);
    }
  }

  // A request comes in one piece over loopback, and the next one only after its answer.
  static void Answer(int fd) {
    static std::array<char, 16384> buffer;
    const ssize_t size = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (size <= 0) {
      ::close(fd);
      return;
    }
    const std::string_view request(buffer.data(), static_cast<std::size_t>(size));
    const bool conditional = request.find("If-None-Match") != std::string_view::npos;
    const std::string& answer = conditional ? Unchanged() : Whole();
    static_cast<void>(::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL));
  }

  static const std::string& Unchanged() {
    static const std::string kAnswer =
        "HTTP/1.1 304 Not Modified\r\nDate: Wed, 18 Jun 2025 00:00:00 GMT\r\nETag: \"one\"\r\n\r\n";
    return kAnswer;
  }

  static const std::string& Whole() {
    static const std::string kBody =
        "<rss version=\"2.0\"><channel><title>Harbour</title><item><title>One</title>"
        "<link>https://harbour.example/one</link></item></channel></rss>";
    static const std::string kAnswer = fmt::format(
        "HTTP/1.1 200 OK\r\nDate: Wed, 18 Jun 2025 00:00:00 GMT\r\nETag: \"one\"\r\n"
        "Content-Type: application/rss+xml\r\nContent-Length: {}\r\n\r\n{}",
        kBody.size(), kBody);
    return kAnswer;
  }

  pid_t child_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace claimwatch
