// Asks the web: many transfers at a time on one thread, each bounded in bytes, headers, time and
// redirects.
//
// It knows no pipeline, no store and no schedule: a request goes in, a Fetched comes out. Redirects
// are followed by hand, so that every hop is judged by the guard, recorded, and asked with the
// validators that belong to it. No cookies, no Referer, no credentials, HTTP/0.9 refused, TLS 1.2
// at least. libcurl's door.
//
// All functions belong to the thread that created it, except Wake.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "core/page.h"
#include "core/result.h"
#include "daemon/validators.h"

namespace claimwatch {

// What is asked for; decides limits and the Accept header.
enum class FetchKind { kFeed, kArticle, kRobots };

// Why a transfer did not bring a whole answer. kNone: an answer of any status came, whole as far as
// one can tell.
enum class FetchFault {
  kNone,
  kRefused,  // by the guard or a limit on what may be asked: scheme, port, private address
  kDns,
  kConnect,
  kTls,        // certificate, handshake
  kTimeout,    // connect, first byte, too slow, too long
  kTooLarge,   // body, headers
  kRedirects,  // too many, a loop, or no usable Location
  kProtocol,   // not HTTP, broken framing, unasked 206 or 304, impossible status
  kReset,      // the connection broke in mid-answer
  kCancelled,
};

// Who decides about a redirect that leads to another site (registrable domain), or to where
// FetchRequest::may_follow does not let it go.
enum class Redirects {
  kFollow,      // nobody: it is followed
  kWithinSite,  // the caller: the answer is handed out with Fetched::onward
};

// "refused", "dns", …: for log lines.
std::string_view FetchFaultName(FetchFault fault);

struct FetchRequest {
  std::string key;  // the caller's name for it; handed back
  Url url;
  FetchKind kind = FetchKind::kArticle;
  Validators validators;  // sent on the hop whose address they came from
  Redirects redirects = Redirects::kFollow;
  // kWithinSite: whether a redirect inside the site is followed at once; called inside Poll. Empty:
  // always.
  std::function<bool(const Url&)> may_follow = nullptr;
  // When `url` is where an earlier request was sent on to: what that one asked, and its hops. They
  // count for the limit on redirects and stand in the page as if it had been one request.
  std::optional<Url> first = std::nullopt;
  std::vector<Hop> hops = {};
};

struct FetchTimings {
  Duration connect{};     // DNS, TCP and TLS of the last hop
  Duration first_byte{};  // of the last hop
  Duration total{};       // over all hops
};

struct Fetched {
  FetchRequest request;
  Page page;  // status 0 when no answer came; with a fault what had come so far, marked truncated
  FetchFault fault = FetchFault::kNone;
  std::string error;                    // the fault in words: where, what, why; empty with kNone
  std::optional<Url> onward;            // kWithinSite: where this redirect leads
  std::optional<Duration> retry_after;  // either form; a date is judged by the server's own Date
  std::optional<Duration>
      fresh_for;                 // max-age or Expires, minus Age; nullopt when not said or no-store
  bool conditional = false;      // validators were sent on the last hop
  bool downgraded = false;       // a hop led from https to http
  bool reused = false;           // the last hop ran on a kept connection
  std::uint64_t wire_bytes = 0;  // bodies as transferred, all hops
  std::string http;              // "1.1", "2"
  FetchTimings timings;

  // An answer that can be read: whole, 200 or 226 with a body, or 304 to a conditional request.
  bool Usable() const;
};

class Fetcher {
 public:
  // kConfig: allow_hosts, proxy or ca_file cannot be used. `clock` must outlive the fetcher.
  static Result<std::unique_ptr<Fetcher>> Make(const FetchConfig& config, const Clock& clock);

  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  virtual ~Fetcher() = default;

  // Never fails here: a refusal is a Fetched at the next Poll. More than FetchConfig::parallel at a
  // time are queued.
  virtual void Start(FetchRequest request) = 0;
  // Moves transfers on, waits at most `timeout` for something to happen, and hands out what has
  // ended. Ends its wait early on Wake and when a watched descriptor becomes readable.
  virtual std::vector<Fetched> Poll(Duration timeout) = 0;
  // Descriptors whose readability ends the wait of Poll (signals, control socket); the caller reads
  // them.
  virtual void Watch(std::vector<int> descriptors) = 0;
  // Transfers started and not yet handed out.
  virtual std::size_t InFlight() const = 0;
  // Ends all transfers; each is handed out as kCancelled.
  virtual void CancelAll() = 0;
  // Any thread: makes a waiting Poll return.
  virtual void Wake() = 0;

 protected:
  Fetcher() = default;
};

// The request that goes on where `fetched` was sent to; only for one with `onward`.
FetchRequest OnwardRequest(const Fetched& fetched);

// One request to its end, for the command line and start-up (`source test`, a baseline's URL).
Result<Fetched> FetchOnce(const FetchConfig& config, const Clock& clock, FetchRequest request);

}  // namespace claimwatch
