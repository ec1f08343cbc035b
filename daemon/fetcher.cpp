#include "daemon/fetcher.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>

#include <curl/curl.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "core/digest.h"
#include "core/text.h"
#include "daemon/freshness.h"
#include "daemon/guard.h"
#include "daemon/hop.h"
#include "daemon/intake.h"

namespace claimwatch {
namespace {

constexpr long kSlowBytes = 1024;  // a second …
constexpr long kSlowSeconds =
    20;  // … for so long is too slow; also ends a server that says nothing
constexpr int kMaxAddresses = 4;  // of one host are tried
constexpr long kHostConnections = 2;
constexpr long kKeptConnections = 256;
constexpr std::size_t kMaxCertificates = 4096;
constexpr Bytes kMaxRobots = 512_KiB;

struct EasyCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

using Easy = std::unique_ptr<CURL, EasyCloser>;
using HeaderList = std::unique_ptr<curl_slist, ListCloser>;

// What every transfer shares and none changes.
struct Rules {
  FetchConfig config;
  Guard guard;
  std::string ca_file;
};

// One request over all its hops.
struct Transfer {
  Transfer(FetchRequest asked, const Rules& all, const Intake::Limits& most)
      : rules(all),
        url(asked.url),
        limits(most),
        intake(most),
        request(std::move(asked)) {}

  const Rules& rules;
  Url url;  // of the present hop
  Intake::Limits limits;
  Intake intake;  // of the present hop
  FetchRequest request;
  std::vector<Hop> hops;
  Easy easy{curl_easy_init()};
  HeaderList headers;
  char error[CURL_ERROR_SIZE] = "";
  std::string refusal;  // the guard's, at the connection
  std::string peer;     // "203.0.113.7:443"
  int addresses_tried = 0;
  bool conditional = false;
  bool downgraded = false;
  std::uint64_t wire_bytes = 0;
  Duration started{};
};

struct Peer {
  IpAddress address;
  std::uint16_t port = 0;
};

std::optional<Peer> PeerOf(const curl_sockaddr& socket) {
  Peer peer;
  if (socket.family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &socket.addr, sizeof v4);
    peer.address = IpAddress::V4(ntohl(v4.sin_addr.s_addr));
    peer.port = ntohs(v4.sin_port);
    return peer;
  }
  if (socket.family == AF_INET6 && socket.addrlen >= sizeof(sockaddr_in6)) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &socket.addr, sizeof v6);
    peer.address.family = IpAddress::Family::kV6;
    std::memcpy(peer.address.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
    peer.port = ntohs(v6.sin6_port);
    return peer;
  }
  return std::nullopt;
}

// Behind a proxy the connection always leads to the proxy; its address is the operator's choice.
bool Refuses(Transfer& transfer, const Peer& peer) {
  if (!transfer.rules.config.proxy.empty()) {
    return false;
  }
  const GuardVerdict verdict =
      transfer.rules.guard.Judge(peer.address, peer.port, transfer.url.host());
  if (!verdict.allowed) {
    transfer.refusal = verdict.reason;
  }
  return !verdict.allowed;
}

curl_socket_t OnOpenSocket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  const std::optional<Peer> peer = PeerOf(*address);
  if (!peer || ++transfer.addresses_tried > kMaxAddresses || Refuses(transfer, *peer)) {
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Before each request, also on a kept connection, which opened no socket. libcurl gives the
// parameters as char*.
int OnRequest(void* self, char* peer_address, char* /*local*/, int peer_port, int /*local_port*/) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  const std::optional<IpAddress> address = IpAddress::Parse(peer_address);
  if (!address || Refuses(transfer, Peer{*address, static_cast<std::uint16_t>(peer_port)})) {
    return CURL_PREREQFUNC_ABORT;
  }
  const bool v6 = address->family == IpAddress::Family::kV6;
  transfer.peer =
      fmt::format("{}{}{}:{}", v6 ? "[" : "", address->Text(), v6 ? "]" : "", peer_port);
  return CURL_PREREQFUNC_OK;
}

std::size_t OnHeader(char* bytes, std::size_t size, std::size_t count, void* self) {
  const std::string_view line(bytes, size * count);
  return static_cast<Transfer*>(self)->intake.TakeHeaderLine(line) ? line.size() : 0;
}

std::size_t OnBody(char* bytes, std::size_t size, std::size_t count, void* self) {
  const std::string_view piece(bytes, size * count);
  return static_cast<Transfer*>(self)->intake.TakeBody(piece) ? piece.size() : 0;
}

// A compressed stream may decode to nothing for ever, so what comes over the wire is bounded too.
int OnProgress(void* self, curl_off_t /*total*/, curl_off_t now, curl_off_t /*up_total*/,
               curl_off_t /*up*/) {
  const Transfer& transfer = *static_cast<Transfer*>(self);
  return static_cast<std::uint64_t>(now) > transfer.limits.body.count + (64U << 10U) ? 1 : 0;
}

// For libcurl options of any type; one that this libcurl does not know is a broken build.
template <typename T>
void Set(CURL* easy, CURLoption option, T value) {
  CW_CHECK(curl_easy_setopt(easy, option, value) == CURLE_OK);
}

void SetHeaders(Transfer& transfer) {
  const FetchRequest& request = transfer.request;
  transfer.conditional = SendsValidators(request, transfer.url);
  curl_slist* list = nullptr;
  for (const std::string& line : HeaderLines(request, transfer.url)) {
    list = curl_slist_append(list, line.c_str());
  }
  transfer.headers.reset(list);
  Set(transfer.easy.get(), CURLOPT_HTTPHEADER, list);
}

void SetCallbacks(Transfer& transfer) {
  CURL* easy = transfer.easy.get();
  Set(easy, CURLOPT_PRIVATE, &transfer);
  Set(easy, CURLOPT_ERRORBUFFER, transfer.error);
  Set(easy, CURLOPT_OPENSOCKETFUNCTION, &OnOpenSocket);
  Set(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  Set(easy, CURLOPT_PREREQFUNCTION, &OnRequest);
  Set(easy, CURLOPT_PREREQDATA, &transfer);
  Set(easy, CURLOPT_HEADERFUNCTION, &OnHeader);
  Set(easy, CURLOPT_HEADERDATA, &transfer);
  Set(easy, CURLOPT_WRITEFUNCTION, &OnBody);
  Set(easy, CURLOPT_WRITEDATA, &transfer);
  Set(easy, CURLOPT_NOPROGRESS, 0L);
  Set(easy, CURLOPT_XFERINFOFUNCTION, &OnProgress);
  Set(easy, CURLOPT_XFERINFODATA, &transfer);
}

long Milliseconds(Duration duration) {
  return std::max<long>(1, std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

void SetRules(Transfer& transfer) {
  CURL* easy = transfer.easy.get();
  const FetchConfig& config = transfer.rules.config;
  Set(easy, CURLOPT_NOSIGNAL, 1L);
  Set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  Set(easy, CURLOPT_PATH_AS_IS, 1L);
  Set(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  Set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  Set(easy, CURLOPT_ACCEPT_ENCODING, "");
  Set(easy, CURLOPT_USERAGENT, config.user_agent.c_str());
  Set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  Set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  Set(easy, CURLOPT_CERTINFO, 1L);
  Set(easy, CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(config.connect_timeout));
  Set(easy, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  Set(easy, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  Set(easy, CURLOPT_PROXY, config.proxy.c_str());  // empty: none, whatever the environment says
  Set(easy, CURLOPT_NOPROXY, "");
  Set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (!transfer.rules.ca_file.empty()) {
    Set(easy, CURLOPT_CAINFO, transfer.rules.ca_file.c_str());
  }
}

Duration Elapsed(CURL* easy, CURLINFO info) {
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy, info, &microseconds);
  return Duration(microseconds);
}

// SHA-256 of the DER bytes inside libcurl's PEM of the leaf; empty on a kept connection.
std::string LeafDigest(CURL* easy) {
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr ||
      chain->num_of_certs < 1) {
    return {};
  }
  for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
    const std::string_view text(line->data);
    if (text.starts_with("Cert:")) {
      return Hex(Sha256(PemBytes(text.substr(5))));
    }
  }
  return {};
}

class CurlFetcher final : public Fetcher {
 public:
  CurlFetcher(Rules rules, const Clock& clock)
      : rules_(std::move(rules)),
        clock_(clock),
        multi_(curl_multi_init()) {
    const bool proxied = !rules_.config.proxy.empty();
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, proxied ? 0L : kHostConnections);
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS,
                      std::max<long>(kKeptConnections, rules_.config.parallel));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS,
                      std::max<long>(kKeptConnections, rules_.config.parallel));
  }

  ~CurlFetcher() override {
    for (const auto& [easy, transfer] : active_) {
      curl_multi_remove_handle(multi_, easy);
    }
    active_.clear();
    curl_multi_cleanup(multi_);
  }

  void Start(FetchRequest request) override { queue_.push_back(std::move(request)); }

  std::vector<Fetched> Poll(Duration timeout) override;

  void Watch(std::vector<int> descriptors) override { descriptors_ = std::move(descriptors); }

  std::size_t InFlight() const override { return queue_.size() + active_.size() + done_.size(); }

  void CancelAll() override;

  void Wake() override { curl_multi_wakeup(multi_); }

 private:
  void StartQueued();
  void AskHop(std::unique_ptr<Transfer> transfer);
  void Wait(Duration timeout);
  void Collect();
  void EndHop(std::unique_ptr<Transfer> transfer, CURLcode code);
  bool Follow(Transfer& transfer, Fetched& fetched);
  Fetched Finish(Transfer& transfer, CURLcode code);
  void NoteConnection(Transfer& transfer, Fetched& fetched);
  void Fail(Fetched& fetched, FetchFault fault, std::string_view why) const;

  Rules rules_;
  const Clock& clock_;
  CURLM* multi_;
  std::deque<FetchRequest> queue_;
  std::map<CURL*, std::unique_ptr<Transfer>> active_;
  std::vector<Fetched> done_;
  std::vector<int> descriptors_;
  std::map<std::string, std::string> certificates_;  // origin → digest, for kept connections
};

void CurlFetcher::StartQueued() {
  while (!queue_.empty() && active_.size() < static_cast<std::size_t>(rules_.config.parallel)) {
    Intake::Limits limits;
    limits.body =
        std::min(rules_.config.max_body, queue_.front().max_body.value_or(rules_.config.max_body));
    if (queue_.front().kind == FetchKind::kRobots) {
      limits.body = std::min(limits.body, kMaxRobots);
      limits.cut_body = true;
    }
    auto transfer = std::make_unique<Transfer>(std::move(queue_.front()), rules_, limits);
    queue_.pop_front();
    transfer->started = clock_.Steady();
    SetRules(*transfer);
    SetCallbacks(*transfer);
    AskHop(std::move(transfer));
  }
}

// Time for the whole request; a feed may be slower than an article.
Duration TimeFor(const Transfer& transfer) {
  return transfer.rules.config.timeout * (transfer.request.kind == FetchKind::kFeed ? 2 : 1);
}

void CurlFetcher::AskHop(std::unique_ptr<Transfer> transfer) {
  const GuardVerdict verdict = rules_.guard.JudgeUrl(transfer->url);
  if (!verdict.allowed) {
    transfer->refusal = verdict.reason;
    done_.push_back(Finish(*transfer, CURLE_COULDNT_CONNECT));
    return;
  }
  transfer->intake = Intake(transfer->limits);
  transfer->addresses_tried = 0;
  transfer->error[0] = '\0';
  CURL* easy = transfer->easy.get();
  Set(easy, CURLOPT_URL, OnTheWire(transfer->url).c_str());
  Set(easy, CURLOPT_TIMEOUT_MS,
      Milliseconds(TimeFor(*transfer) - (clock_.Steady() - transfer->started)));
  SetHeaders(*transfer);
  active_.emplace(easy, std::move(transfer));
  curl_multi_add_handle(multi_, easy);
}

void CurlFetcher::Wait(Duration timeout) {
  std::vector<curl_waitfd> extra;
  extra.reserve(descriptors_.size());
  for (const int descriptor : descriptors_) {
    extra.push_back({descriptor, CURL_WAIT_POLLIN, 0});
  }
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(timeout).count();
  curl_multi_poll(multi_, extra.data(), static_cast<unsigned>(extra.size()),
                  static_cast<int>(std::clamp<std::int64_t>(milliseconds, 0, 3'600'000)), nullptr);
}

void CurlFetcher::Collect() {
  int running = 0;
  curl_multi_perform(multi_, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) {
      continue;
    }
    CURL* easy = message->easy_handle;
    const CURLcode code = message->data.result;
    curl_multi_remove_handle(multi_, easy);
    auto node = active_.extract(easy);
    EndHop(std::move(node.mapped()), code);
  }
}

std::vector<Fetched> CurlFetcher::Poll(Duration timeout) {
  StartQueued();
  Collect();
  if (done_.empty()) {
    Wait(timeout);
    Collect();
  }
  StartQueued();
  return std::exchange(done_, {});
}

void CurlFetcher::CancelAll() {
  while (!active_.empty()) {
    auto node = active_.extract(active_.begin());
    curl_multi_remove_handle(multi_, node.key());
    Fetched fetched = Finish(*node.mapped(), CURLE_OK);
    Fail(fetched, FetchFault::kCancelled, "cancelled");
    done_.push_back(std::move(fetched));
  }
  for (FetchRequest& request : std::exchange(queue_, {})) {
    Fetched fetched;
    fetched.page.url = request.url;
    fetched.page.requested = request.url;
    fetched.page.status = 0;
    fetched.request = std::move(request);
    Fail(fetched, FetchFault::kCancelled, "cancelled");
    done_.push_back(std::move(fetched));
  }
}

void CurlFetcher::EndHop(std::unique_ptr<Transfer> transfer, CURLcode code) {
  curl_off_t bytes = 0;
  curl_easy_getinfo(transfer->easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &bytes);
  transfer->wire_bytes += static_cast<std::uint64_t>(bytes);
  Fetched fetched = Finish(*transfer, code);
  if (fetched.fault == FetchFault::kNone && Follow(*transfer, fetched)) {
    AskHop(std::move(transfer));
    return;
  }
  done_.push_back(std::move(fetched));
}

// true: `transfer` now stands at the next hop. A redirect that cannot be followed becomes a fault.
bool CurlFetcher::Follow(Transfer& transfer, Fetched& fetched) {
  if (!IsRedirect(fetched.page.status)) {
    return false;
  }
  const Result<Url> next = NextHop(fetched.page, rules_.config.max_redirects);
  if (!next.ok()) {
    Fail(fetched, FetchFault::kRedirects, next.error().message());
    return false;
  }
  transfer.hops.push_back({transfer.url.text(), fetched.page.status});
  transfer.downgraded =
      transfer.downgraded || (transfer.url.scheme() == "https" && next->scheme() == "http");
  transfer.url = *next;
  return true;
}

void CurlFetcher::Fail(Fetched& fetched, FetchFault fault, std::string_view why) const {
  fetched.fault = fault;
  fetched.error =
      fmt::format("fetch {}: {}", EscapeControls(Ellipsize(fetched.page.url.text(), 300)), why);
  fetched.page.truncated = fetched.page.truncated || !fetched.page.body.empty();
}

void CurlFetcher::NoteConnection(Transfer& transfer, Fetched& fetched) {
  CURL* easy = transfer.easy.get();
  long opened = 0;
  curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &opened);
  fetched.reused = opened == 0 && fetched.page.status != 0;
  fetched.page.connected_address = transfer.peer;
  fetched.timings.connect =
      std::max(Elapsed(easy, CURLINFO_CONNECT_TIME_T), Elapsed(easy, CURLINFO_APPCONNECT_TIME_T));
  fetched.timings.first_byte = Elapsed(easy, CURLINFO_STARTTRANSFER_TIME_T);
  fetched.timings.total = clock_.Steady() - transfer.started;
  if (transfer.url.scheme() != "https") {
    return;
  }
  std::string digest = LeafDigest(easy);
  if (digest.empty()) {
    const auto known = certificates_.find(transfer.url.Origin());
    fetched.page.certificate_digest = known == certificates_.end() ? "" : known->second;
    return;
  }
  if (certificates_.size() >= kMaxCertificates) {
    certificates_.clear();
  }
  certificates_[transfer.url.Origin()] = digest;
  fetched.page.certificate_digest = std::move(digest);
}

// The transfer as it stands after `code`, with the present hop's answer.
Fetched CurlFetcher::Finish(Transfer& transfer, CURLcode code) {
  Fetched fetched;
  fetched.request = transfer.request;
  Page& page = fetched.page;
  page.url = transfer.url;
  page.requested = transfer.request.url;
  page.status = transfer.intake.status();
  page.headers = std::move(transfer.intake.headers());
  page.body = std::move(transfer.intake.body());
  page.content_type = std::string(FindHeader(page.headers, "content-type"));
  page.hops = transfer.hops;
  page.fetched = clock_.Now();
  fetched.conditional = transfer.conditional;
  fetched.downgraded = transfer.downgraded;
  fetched.wire_bytes = transfer.wire_bytes;
  fetched.http = transfer.intake.http();
  fetched.retry_after = RetryAfter(page.headers, page.fetched);
  fetched.fresh_for = FreshFor(page.headers, page.fetched);
  NoteConnection(transfer, fetched);
  if (!transfer.refusal.empty()) {
    Fail(fetched, FetchFault::kRefused, transfer.refusal);
  } else if (transfer.intake.fault() != FetchFault::kNone) {
    Fail(fetched, transfer.intake.fault(), transfer.intake.error());
  } else if (code != CURLE_OK && !transfer.intake.enough()) {
    Fail(fetched, FaultOfCurl(code), WordsOfCurl(code, transfer.error));
  } else if (const std::string unasked = Unasked(fetched.page, fetched.conditional);
             !unasked.empty()) {
    Fail(fetched, FetchFault::kProtocol, unasked);
  } else {
    page.truncated = transfer.intake.enough() || (page.status == 200 && EndsEarly(page.body));
  }
  return fetched;
}

// A private CA may be named as OpenSSL's own programs are told: SSL_CERT_FILE. Read once, before
// there are threads.
std::string CaFile(const FetchConfig& config) {
  const char* named = std::getenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe)
  return config.ca_file.empty() && named != nullptr ? named : config.ca_file;
}

}  // namespace

Result<std::unique_ptr<Fetcher>> Fetcher::Make(const FetchConfig& config, const Clock& clock) {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kReady != CURLE_OK) {
    return Error(Errc::kUnsupported, "libcurl cannot be started");
  }
  Guard guard = CW_TRY(Guard::Make(config));
  if (!config.proxy.empty() && !Url::Parse(config.proxy).ok()) {
    return Error(
        Errc::kConfig,
        fmt::format("fetch.proxy: '{}' is not an http:// or https:// address", config.proxy));
  }
  return std::unique_ptr<Fetcher>(
      std::make_unique<CurlFetcher>(Rules{config, std::move(guard), CaFile(config)}, clock));
}

Result<Fetched> FetchOnce(const FetchConfig& config, const Clock& clock, FetchRequest request) {
  const std::unique_ptr<Fetcher> fetcher = CW_TRY(Fetcher::Make(config, clock));
  fetcher->Start(std::move(request));
  for (;;) {
    std::vector<Fetched> ended = fetcher->Poll(std::chrono::seconds(1));
    if (!ended.empty()) {
      return std::move(ended.front());
    }
  }
}

}  // namespace claimwatch
