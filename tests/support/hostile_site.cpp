#include <array>
#include <atomic>
#include <thread>
#include <utility>

#include <fmt/core.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/mutex.h"
#include "tests/support/fake_site.h"
#include "tests/support/loopback_socket.h"

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

bool HostileSite::Connection::ClientStays(std::chrono::milliseconds most) const {
  pollfd client{socket_, POLLIN, 0};
  return poll(&client, 1, static_cast<int>(most.count())) == 0;
}

// Accepts on one thread, serves each connection on its own; closing all sockets ends them.
class HostileSite::Listener {
 public:
  explicit Listener(Script script)
      : script_(std::move(script)),
        listening_(ListenOnLoopback()),
        acceptor_([this] { Accept(); }) {}

  ~Listener() {
    shutdown(listening_.socket, SHUT_RDWR);
    acceptor_.join();
    {
      const MutexLock lock(mutex_);
      for (const int open : open_) {
        shutdown(open, SHUT_RDWR);
      }
    }
    servers_.clear();  // joins
    close(listening_.socket);
    for (const int open : open_) {
      close(open);
    }
  }

  std::uint16_t port() const { return listening_.port; }

  int connections() const { return connections_; }

 private:
  void Accept() {
    for (;;) {
      const int client = accept4(listening_.socket, nullptr, nullptr, SOCK_CLOEXEC);
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
  LoopbackSocket listening_;
  std::atomic<int> connections_{0};
  Mutex mutex_;
  std::vector<int> open_ CW_GUARDED_BY(mutex_);
  std::vector<std::jthread> servers_;  // touched by the acceptor, then by the destructor
  std::jthread acceptor_;              // last: it uses the rest
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
