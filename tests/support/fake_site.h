// The web in tests: a site on loopback that answers what it was told to and remembers what it was
// asked.
//
// One FakeSite can be any number of hosts: it answers for a path ("/feed.xml", whatever the host)
// or, when the fetcher uses it as proxy, for a whole address ("http://steppe.example/feed.xml").
// HostileSite speaks raw bytes for what no proper server would say.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/mutex.h"
#include "demo/http_server.h"

namespace claimwatch::testing {

// One answer. With an etag or a last_modified the site answers 304 by itself when the request's
// validators match.
struct FakeAnswer {
  std::string body;
  std::string content_type = "text/html; charset=utf-8";
  int status = 200;
  std::string etag;
  std::string last_modified;
  Headers headers;  // further ones
};

// Any thread may call; requests are answered on the server's own thread.
class FakeSite {
 public:
  FakeSite();  // listens at once; stops the program when it cannot

  // "http://127.0.0.1:PORT" + path.
  std::string Url(std::string_view path) const;

  std::string Origin() const { return server_->Origin(); }

  std::uint16_t port() const { return server_->port(); }

  // From now on `where` (a path, with its query if any, or a whole address) answers this.
  void Set(const std::string& where, FakeAnswer answer) CW_EXCLUDES(mutex_);
  // Each answer once in order; the last one stays.
  void SetSequence(const std::string& where, std::vector<FakeAnswer> answers) CW_EXCLUDES(mutex_);
  // A feed or page in one call.
  void SetRss(const std::string& where, std::string body, std::string etag = "");
  void SetHtml(const std::string& where, std::string body);
  void SetRedirect(const std::string& where, int status, std::string location);
  // Answers by a function of the request.
  void SetAnswer(const std::string& where, HttpServer::Answer answer) CW_EXCLUDES(mutex_);

  // Called with each request before it is answered, on the server's thread. Set it before the
  // first.
  void Observe(std::function<void(const HttpRequest&)> observer) {
    observer_ = std::move(observer);
  }

  // From now on no request is remembered: for long lives, whose own memory is measured.
  void ForgetRequests() CW_EXCLUDES(mutex_);
  // 404 again.
  void Remove(const std::string& where) CW_EXCLUDES(mutex_);

  // What was asked, oldest first.
  std::vector<HttpRequest> Requests() const CW_EXCLUDES(mutex_);
  // Those for `where` only.
  std::vector<HttpRequest> Requests(const std::string& where) const CW_EXCLUDES(mutex_);

  std::size_t Count(const std::string& where) const { return Requests(where).size(); }

 private:
  HttpResponse Answer(const HttpRequest& request) CW_EXCLUDES(mutex_);

  mutable Mutex mutex_;
  std::map<std::string, std::vector<FakeAnswer>> answers_ CW_GUARDED_BY(mutex_);
  std::map<std::string, HttpServer::Answer> functions_ CW_GUARDED_BY(mutex_);
  std::function<void(const HttpRequest&)> observer_;
  bool remembers_ CW_GUARDED_BY(mutex_) = true;
  std::vector<HttpRequest> requests_ CW_GUARDED_BY(mutex_);
  std::unique_ptr<HttpServer> server_;  // last: its thread uses the rest
};

// Bytes on a socket: a server that says what no proper one would. `script` runs once per
// connection, on a thread of its own, after the request's head was read; when it returns the
// connection is closed.
class HostileSite {
 public:
  class Connection {
   public:
    explicit Connection(int socket, std::string request)
        : socket_(socket),
          request_(std::move(request)) {}

    // The head of the request as it came.
    const std::string& request() const { return request_; }

    // false once the client has gone away.
    bool Send(std::string_view bytes) const;
    // Closes with RST instead of FIN.
    void Reset() const;
    // Until the client goes away: for silence without a sleep.
    void WaitForClient() const;
    // The same, but no longer than `most`; false once the client has gone away.
    bool ClientStays(std::chrono::milliseconds most) const;

   private:
    int socket_;
    std::string request_;
  };

  using Script = std::function<void(const Connection&)>;

  explicit HostileSite(Script script);
  HostileSite(const HostileSite&) = delete;
  HostileSite& operator=(const HostileSite&) = delete;
  ~HostileSite();

  std::string Url(std::string_view path) const;

  std::uint16_t port() const { return port_; }

  // Connections taken so far.
  int Connections() const;

 private:
  class Listener;
  std::uint16_t port_ = 0;
  std::unique_ptr<Listener> listener_;
};

}  // namespace claimwatch::testing
