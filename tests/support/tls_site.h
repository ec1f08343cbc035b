// A TLS server on loopback with certificates made on the spot: a good one, one that has expired,
// one for somebody else, one that nobody signed (FETCHING F54–F57, F61).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {

// Who signs certificates for a test. Its own certificate is a file, as fetch.ca_file wants it.
class Authority {
 public:
  Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;
  ~Authority();

  std::string CaFile() const;

 private:
  friend class TlsSite;
  struct Keys;
  TempFolder folder_;
  std::unique_ptr<Keys> keys_;
};

class TlsSite {
 public:
  // What the server's certificate is like. Valid from a hundred days ago.
  struct Certificate {
    std::string address = "127.0.0.1";  // that it is for
    int days = 30;                      // from today until its end; negative: it has expired
    bool self_signed = false;           // instead of by the authority
  };

  class Connection {
   public:
    explicit Connection(void* ssl) : ssl_(ssl) {}

    // false once the client has gone away.
    bool Send(std::string_view bytes) const;
    // What the client sent next; empty when it has gone away.
    std::string Read() const;
    // Reads up to the empty line that ends a request without a body; false when it never came.
    bool ReadRequest() const;

   private:
    void* ssl_;
  };

  using Script = std::function<void(const Connection&)>;

  // Runs `script` once per connection whose handshake succeeded, on the server's one thread, then
  // closes it. Offers `protocol` ("http/1.1", "h2") to clients that ask.
  TlsSite(const Authority& authority, const Certificate& certificate, std::string protocol,
          Script script);
  TlsSite(const TlsSite&) = delete;
  TlsSite& operator=(const TlsSite&) = delete;
  ~TlsSite();

  std::string Url(std::string_view path) const;

  std::string Origin() const { return Url(""); }

  std::uint16_t port() const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace claimwatch::testing
