// A small HTTP/1.1 server on loopback: serves the demo's newsroom and is the web in tests.
//
// It answers origin-form requests ("GET /path") and absolute-form ones ("GET http://host/path"), so
// it can stand in for any number of hosts as a forward proxy. Not for the open network: it listens
// on 127.0.0.1 only. libmicrohttpd's door.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/page.h"
#include "core/result.h"

namespace claimwatch {

struct HttpRequest {
  std::string method;
  std::string target;  // as on the request line
  std::string
      host;  // lower case, without port; of the target when it names one, else of the Host header
  std::string path;   // undecoded, without the query
  std::string query;  // without '?'
  Headers headers;    // names in lower case

  std::string_view Header(std::string_view name) const { return FindHeader(headers, name); }
};

// Content-Length, Connection and, unless given, Date are added by the server.
struct HttpResponse {
  int status = 200;
  Headers headers;
  std::string body;
};

// Owns its port and its thread; both are gone when the destructor returns. `answer` is called on
// that thread, one request at a time.
class HttpServer {
 public:
  using Answer = std::function<HttpResponse(const HttpRequest&)>;

  // Port 0: any free one. kIo when the port is taken.
  static Result<std::unique_ptr<HttpServer>> Start(Answer answer, std::uint16_t port = 0);

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  virtual ~HttpServer() = default;

  virtual std::uint16_t port() const = 0;
  // "http://127.0.0.1:PORT", without a slash at the end.
  std::string Origin() const;

 protected:
  HttpServer() = default;
};

// Splits a request target ("/a?b", "http://h:80/a?b") into host, path and query; `host_header` is
// for origin-form.
void SplitTarget(std::string_view target, std::string_view host_header, HttpRequest& request);

}  // namespace claimwatch
