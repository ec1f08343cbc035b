#include "tests/alert/line_server.h"

#include <array>
#include <utility>

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/text.h"

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
      listening_(ListenOnLoopback()),
      thread_([this] { Serve(); }) {}

LineServer::~LineServer() {
  shutdown(listening_.socket, SHUT_RDWR);
  thread_.join();
  close(listening_.socket);
}

void LineServer::Serve() {
  for (int taken = 0; (taken = accept(listening_.socket, nullptr, nullptr)) >= 0;) {
    const timeval patience{2, 0};
    setsockopt(taken, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    Connection connection(taken);
    script_(connection);
    close(taken);
  }
}

SentRequest ReadRequest(LineServer::Connection& connection) {
  SentRequest request;
  request.line = connection.ReadLine();
  for (std::string line = connection.ReadLine(); !line.empty(); line = connection.ReadLine()) {
    const std::size_t colon = line.find(": ");
    request.headers[AsciiLower(line.substr(0, colon))] = line.substr(colon + 2);
  }
  request.body = connection.ReadBytes(std::stoul("0" + request.headers["content-length"]));
  return request;
}

}  // namespace claimwatch::testing
