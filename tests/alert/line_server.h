// A server on loopback that speaks lines, for tests that must see what a sink sends: the body of an
// HTTP request, the dialogue of SMTP.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "tests/support/loopback_socket.h"

namespace claimwatch::testing {

// One connection at a time, each handed to `script` on the server's thread; when the script returns
// the connection is closed. Two seconds of silence end a read, so a test never hangs.
class LineServer {
 public:
  class Connection {
   public:
    explicit Connection(int socket) : socket_(socket) {}

    // Up to and without CRLF; empty when the other side went away.
    std::string ReadLine();
    std::string ReadBytes(std::size_t count);
    void Send(std::string_view bytes) const;

   private:
    bool ReadMore();

    int socket_;
    std::string ahead_;  // read and not yet asked for
  };

  using Script = std::function<void(Connection&)>;

  explicit LineServer(Script script);
  LineServer(const LineServer&) = delete;
  LineServer& operator=(const LineServer&) = delete;
  // Waits for the script under way: what it wrote down may be read afterwards.
  ~LineServer();

  std::uint16_t port() const { return listening_.port; }

 private:
  void Serve();

  Script script_;
  LoopbackSocket listening_;
  std::jthread thread_;  // last: it uses the rest
};

// One HTTP request with what it brought.
struct SentRequest {
  std::string line;  // "POST /hook HTTP/1.1"
  std::map<std::string, std::string> headers;
  std::string body;
};

SentRequest ReadRequest(LineServer::Connection& connection);

}  // namespace claimwatch::testing
