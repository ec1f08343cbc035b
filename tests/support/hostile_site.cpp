#include <array>
#include <atomic>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/mutex.h"
#include "core/result.h"
#include "tests/support/fake_site.h"

namespace claimwatch::testing {
namespace {

constexpr std::size_t kMaxHead = 64U << 10U;

std::string ReadHead(int socket) {
  std::string head;
  std::array<char, 4096> buffer{};
  while (head.find("\r\n\r\n") == std::string::npos && head.size() < kMaxHead) {
    const ssize_t got = recv(socket, buffer.data(), buffer.size(), 0);
    if (got <= 0) {
      break;
    }
    head.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return head;
}

}  // namespace

bool HostileSite::Connection::Send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void HostileSite::Connection::Reset() const {
  const linger abort{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
}

void HostileSite::Connection::WaitForClient() const {
  std::array<char, 256> buffer{};
  while (recv(socket_, buffer.data(), buffer.size(), 0) > 0) {
  }
}

// Accepts on one thread, serves each connection on its own; closing all sockets ends them.
class HostileSite::Listener {
 public:
  explicit Listener(Script script)
      : script_(std::move(script)),
        socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CW_CHECK(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    CW_CHECK(listen(socket_, 64) == 0);
    socklen_t size = sizeof address;
    CW_CHECK(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this] { Accept(); });
  }

  ~Listener() {
    shutdown(socket_, SHUT_RDWR);
    acceptor_.join();
    {
      const MutexLock lock(mutex_);
      for (const int open : open_) {
        shutdown(open, SHUT_RDWR);
      }
    }
    servers_.clear();  // joins
    close(socket_);
    for (const int open : open_) {
      close(open);
    }
  }

  std::uint16_t port() const { return port_; }

  int connections() const { return connections_; }

 private:
  void Accept() {
    for (;;) {
      const int client = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) {
        return;
      }
      ++connections_;
      {
        const MutexLock lock(mutex_);
        open_.push_back(client);
      }
      servers_.emplace_back([this, client] { Serve(client); });
    }
  }

  void Serve(int client) {
    const std::string head = ReadHead(client);
    if (!head.empty()) {
      script_(Connection(client, head));
    }
    const MutexLock lock(mutex_);
    std::erase(open_, client);
    close(client);
  }

  Script script_;
  int socket_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_{0};
  Mutex mutex_;
  std::vector<int> open_ CW_GUARDED_BY(mutex_);
  std::vector<std::jthread> servers_;  // touched by the acceptor, then by the destructor
  std::jthread acceptor_;
};

HostileSite::HostileSite(Script script) : listener_(std::make_unique<Listener>(std::move(script))) {
  port_ = listener_->port();
}

HostileSite::~HostileSite() = default;

std::string HostileSite::Url(std::string_view path) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, path);
}

int HostileSite::Connections() const {
  return listener_->connections();
}

}  // namespace claimwatch::testing
