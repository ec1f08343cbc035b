#include "tests/alert/line_server.h"

#include <array>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/result.h"

namespace claimwatch::testing {

bool LineServer::Connection::ReadMore() {
  std::array<char, 4096> buffer{};
  const ssize_t got = recv(socket_, buffer.data(), buffer.size(), 0);
  ahead_.append(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  return got > 0;
}

std::string LineServer::Connection::ReadLine() {
  while (ahead_.find("\r\n") == std::string::npos) {
    if (!ReadMore()) {
      return {};
    }
  }
  const std::size_t end = ahead_.find("\r\n");
  const std::string line = ahead_.substr(0, end);
  ahead_.erase(0, end + 2);
  return line;
}

std::string LineServer::Connection::ReadBytes(std::size_t count) {
  while (ahead_.size() < count && ReadMore()) {
  }
  const std::string bytes = ahead_.substr(0, count);
  ahead_.erase(0, count);
  return bytes;
}

void LineServer::Connection::Send(std::string_view bytes) const {
  static_cast<void>(send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

LineServer::LineServer(Script script)
    : script_(std::move(script)),
      socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CW_CHECK(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CW_CHECK(listen(socket_, 16) == 0);
  socklen_t size = sizeof address;
  CW_CHECK(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { Serve(); });
}

LineServer::~LineServer() {
  shutdown(socket_, SHUT_RDWR);
  thread_.join();
  close(socket_);
}

void LineServer::Serve() {
  for (int taken = 0; (taken = accept(socket_, nullptr, nullptr)) >= 0;) {
    const timeval patience{2, 0};
    setsockopt(taken, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    Connection connection(taken);
    script_(connection);
    close(taken);
  }
}

}  // namespace claimwatch::testing
