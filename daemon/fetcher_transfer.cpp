// How libcurl is told our rules, and what it calls back.
#include "daemon/fetcher_transfer.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <curl/curl.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "daemon/fetcher_sockets.h"
#include "daemon/hop.h"

namespace claimwatch {
namespace {

constexpr long kSlowBytes = 1024;  // a second …
constexpr long kSlowSeconds =
    20;  // … for so long is too slow; also ends a server that says nothing
constexpr int kMaxAddresses = 4;  // of one host are tried

void CloseEasy(void* handle) {
  curl_easy_cleanup(handle);
}

void CloseList(void* list) {
  curl_slist_free_all(static_cast<curl_slist*>(list));
}

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
  return transfer.sockets.Open(address->family, address->socktype, address->protocol);
}

// Before each request, also on a kept connection, which opened no socket. libcurl gives the
// parameters as char*.
int OnRequest(void* self, char* peer_address, char* /*local*/, int peer_port, int /*local_port*/) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  const std::optional<IpAddress> address = IpAddress::Parse(peer_address);
  if (!address || Refuses(transfer, Peer{*address, static_cast<std::uint16_t>(peer_port)})) {
    return CURL_PREREQFUNC_ABORT;
  }
  transfer.refusal.clear();  // of another address of the host, which was tried before
  const bool v6 = address->family == IpAddress::Family::kV6;
  transfer.peer =
      fmt::format("{}{}{}:{}", v6 ? "[" : "", address->Text(), v6 ? "]" : "", peer_port);
  return CURL_PREREQFUNC_OK;
}

CURLcode OnTls(CURL* /*easy*/, void* context, void* self) {
  WatchCertificate(context, static_cast<Transfer*>(self)->certificate);
  return CURLE_OK;
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

void SetCallbacks(CURL* easy, Sockets& sockets) {
  Set(easy, CURLOPT_OPENSOCKETFUNCTION, &OnOpenSocket);
  Set(easy, CURLOPT_CLOSESOCKETFUNCTION, &Sockets::Close);
  Set(easy, CURLOPT_CLOSESOCKETDATA, &sockets);  // a kept connection outlives its transfer
  Set(easy, CURLOPT_PREREQFUNCTION, &OnRequest);
  Set(easy, CURLOPT_HEADERFUNCTION, &OnHeader);
  Set(easy, CURLOPT_WRITEFUNCTION, &OnBody);
  Set(easy, CURLOPT_SSL_CTX_FUNCTION, &OnTls);
  Set(easy, CURLOPT_NOPROGRESS, 0L);
  Set(easy, CURLOPT_XFERINFOFUNCTION, &OnProgress);
}

// Whom the callbacks are given; nullptr: nobody any more.
void SetOwner(CURL* easy, Transfer* transfer) {
  Set(easy, CURLOPT_PRIVATE, transfer);
  Set(easy, CURLOPT_ERRORBUFFER, transfer == nullptr ? nullptr : transfer->error.data());
  Set(easy, CURLOPT_OPENSOCKETDATA, transfer);
  Set(easy, CURLOPT_PREREQDATA, transfer);
  Set(easy, CURLOPT_HEADERDATA, transfer);
  Set(easy, CURLOPT_WRITEDATA, transfer);
  Set(easy, CURLOPT_SSL_CTX_DATA, transfer);
  Set(easy, CURLOPT_XFERINFODATA, transfer);
}

long Milliseconds(Duration duration) {
  return std::max<long>(1, std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

void SetRules(CURL* easy, const FetchRules& rules) {
  const FetchConfig& config = rules.config;
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
  Set(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);  // each connection shows its certificate
  Set(easy, CURLOPT_CERTINFO, 1L);
  Set(easy, CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(config.connect_timeout));
  Set(easy, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  Set(easy, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  Set(easy, CURLOPT_PROXY, config.proxy.c_str());  // empty: none, whatever the environment says
  Set(easy, CURLOPT_NOPROXY, "");
  Set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (!rules.ca_file.empty()) {
    Set(easy, CURLOPT_CAINFO, rules.ca_file.c_str());
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
      return CertificateDigest(text.substr(5));
    }
  }
  return {};
}

}  // namespace

CurlHandle MakeHandle(const FetchRules& rules, Sockets& sockets) {
  CurlHandle handle(curl_easy_init(), &CloseEasy);
  SetRules(handle.get(), rules);
  SetCallbacks(handle.get(), sockets);
  return handle;
}

CurlHandle TakeHandle(Transfer& transfer) {
  SetOwner(transfer.easy.get(), nullptr);
  Set(transfer.easy.get(), CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
  return std::move(transfer.easy);
}

Transfer::Transfer(FetchRequest asked, const FetchRules& all, const Intake::Limits& most,
                   Sockets& open, CurlHandle handle)
    : rules(all),
      sockets(open),
      url(asked.url),
      limits(most),
      intake(most),
      request(std::move(asked)),
      hops(request.hops),
      headers(nullptr, &CloseList),
      easy(std::move(handle)) {
  static_assert(std::tuple_size_v<decltype(error)> >= CURL_ERROR_SIZE);
  SetOwner(easy.get(), this);
}

void AimAtHop(Transfer& transfer, Duration left) {
  transfer.intake = Intake(transfer.limits);
  transfer.addresses_tried = 0;
  transfer.certificate = {};
  transfer.error[0] = '\0';
  CURL* easy = transfer.easy.get();
  Set(easy, CURLOPT_URL, OnTheWire(transfer.url).c_str());
  Set(easy, CURLOPT_TIMEOUT_MS, Milliseconds(left));
  SetHeaders(transfer);
}

ConnectionFacts FactsOf(const Transfer& transfer) {
  CURL* easy = transfer.easy.get();
  ConnectionFacts facts;
  long opened = 0;
  curl_off_t bytes = 0;
  curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &opened);
  curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
  facts.reused = opened == 0;
  facts.wire_bytes = static_cast<std::uint64_t>(bytes);
  facts.connect =
      std::max(Elapsed(easy, CURLINFO_CONNECT_TIME_T), Elapsed(easy, CURLINFO_APPCONNECT_TIME_T));
  facts.first_byte = Elapsed(easy, CURLINFO_STARTTRANSFER_TIME_T);
  facts.certificate_digest = LeafDigest(easy);
  return facts;
}

}  // namespace claimwatch
