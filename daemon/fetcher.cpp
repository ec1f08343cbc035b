#include "daemon/fetcher.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>

#include <curl/curl.h>
#include <fmt/core.h>
#include <unistd.h>

#include "core/text.h"
#include "daemon/fetcher_sockets.h"
#include "daemon/fetcher_transfer.h"
#include "daemon/freshness.h"
#include "daemon/hop.h"

namespace claimwatch {
namespace {

constexpr long kHostConnections = 2;
constexpr long kKeptConnections = 256;
constexpr std::size_t kMaxCertificates = 4096;
constexpr Bytes kMaxRobots = 512_KiB;

class CurlFetcher final : public Fetcher {
 public:
  CurlFetcher(FetchRules rules, std::unique_ptr<Sockets> sockets, const Clock& clock)
      : rules_(std::move(rules)),
        clock_(clock),
        sockets_(std::move(sockets)),
        multi_(sockets_->multi()) {
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
  }

  void Start(FetchRequest request) override { queue_.push_back(std::move(request)); }

  std::vector<Fetched> Poll(Duration timeout) override;

  void Watch(std::vector<int> descriptors) override { sockets_->Watch(descriptors); }

  std::size_t InFlight() const override { return queue_.size() + active_.size() + done_.size(); }

  void CancelAll() override;

  void Wake() override { sockets_->Wake(); }

 private:
  void StartQueued();
  void AskHop(std::unique_ptr<Transfer> transfer);
  void Collect();
  void EndHop(std::unique_ptr<Transfer> transfer, CURLcode code);
  bool Follow(Transfer& transfer, Fetched& fetched);
  Fetched Finish(Transfer& transfer, CURLcode code);
  void HandOut(Transfer& transfer, Fetched fetched);
  void NoteConnection(Transfer& transfer, Fetched& fetched);
  void Fail(Fetched& fetched, FetchFault fault, std::string_view why) const;

  FetchRules rules_;
  const Clock& clock_;
  std::unique_ptr<Sockets> sockets_;
  CURLM* multi_;                   // of sockets_
  std::vector<CurlHandle> spare_;  // handles that wait for the next request, rules set
  std::deque<FetchRequest> queue_;
  std::map<CURL*, std::unique_ptr<Transfer>> active_;
  std::vector<Fetched> done_;
  std::map<std::string, std::string> certificates_;  // origin → digest, for kept connections
};

void CurlFetcher::StartQueued() {
  while (!queue_.empty() && active_.size() < static_cast<std::size_t>(rules_.config.parallel)) {
    Intake::Limits limits;
    limits.body = rules_.config.max_body;
    if (queue_.front().kind == FetchKind::kRobots) {
      limits.body = std::min(limits.body, kMaxRobots);
      limits.cut_body = true;
    }
    if (spare_.empty()) {
      spare_.push_back(MakeHandle(rules_, *sockets_));
    }
    auto transfer = std::make_unique<Transfer>(std::move(queue_.front()), rules_, limits, *sockets_,
                                               std::move(spare_.back()));
    spare_.pop_back();
    queue_.pop_front();
    transfer->started = clock_.Steady();
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
    HandOut(*transfer, Finish(*transfer, CURLE_COULDNT_CONNECT));
    return;
  }
  AimAtHop(*transfer, TimeFor(*transfer) - (clock_.Steady() - transfer->started));
  CURL* easy = transfer->easy.get();
  active_.emplace(easy, std::move(transfer));
  curl_multi_add_handle(multi_, easy);
}

void CurlFetcher::Collect() {
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
  sockets_->Start();
  Collect();
  sockets_->Turn(done_.empty() ? timeout : Duration::zero());
  Collect();
  StartQueued();
  return std::exchange(done_, {});
}

void CurlFetcher::CancelAll() {
  while (!active_.empty()) {
    auto node = active_.extract(active_.begin());
    curl_multi_remove_handle(multi_, node.key());
    Fetched fetched = Finish(*node.mapped(), CURLE_OK);
    Fail(fetched, FetchFault::kCancelled, "cancelled");
    HandOut(*node.mapped(), std::move(fetched));
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
  transfer->wire_bytes += FactsOf(*transfer).wire_bytes;
  Fetched fetched = Finish(*transfer, code);
  if (fetched.fault == FetchFault::kNone && Follow(*transfer, fetched)) {
    AskHop(std::move(transfer));
    return;
  }
  HandOut(*transfer, std::move(fetched));
}

// The transfer is over; its handle serves the next one.
void CurlFetcher::HandOut(Transfer& transfer, Fetched fetched) {
  fetched.request = std::move(transfer.request);
  done_.push_back(std::move(fetched));
  spare_.push_back(TakeHandle(transfer));
}

bool MayFollow(const Transfer& transfer, const Url& next) {
  const FetchRequest& request = transfer.request;
  if (request.redirects == Redirects::kFollow) {
    return true;
  }
  const bool same_site = RegistrableDomain(next.host()) == RegistrableDomain(transfer.url.host());
  return same_site && (!request.may_follow || request.may_follow(next));
}

// true: `transfer` now stands at the next hop. A redirect that cannot be followed becomes a fault;
// one that only the caller may follow is handed out.
bool CurlFetcher::Follow(Transfer& transfer, Fetched& fetched) {
  if (!IsRedirect(fetched.page.status)) {
    return false;
  }
  const Result<Url> next = NextHop(fetched.page, rules_.config.max_redirects);
  if (!next.ok()) {
    Fail(fetched, FetchFault::kRedirects, next.error().message());
    return false;
  }
  if (!MayFollow(transfer, *next)) {
    fetched.onward = *next;
    return false;
  }
  transfer.hops.push_back({transfer.url.text(), fetched.page.status});
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
  const ConnectionFacts facts = FactsOf(transfer);
  fetched.reused = facts.reused && fetched.page.status != 0;
  fetched.page.connected_address = transfer.peer;
  fetched.timings.connect = facts.connect;
  fetched.timings.first_byte = facts.first_byte;
  fetched.timings.total = clock_.Steady() - transfer.started;
  if (transfer.url.scheme() != "https") {
    return;
  }
  if (facts.certificate_digest.empty()) {
    const auto known = certificates_.find(transfer.url.Origin());
    fetched.page.certificate_digest = known == certificates_.end() ? "" : known->second;
    return;
  }
  if (certificates_.size() >= kMaxCertificates) {
    certificates_.clear();
  }
  certificates_[transfer.url.Origin()] = facts.certificate_digest;
  fetched.page.certificate_digest = facts.certificate_digest;
}

// Since when the certificate has expired, if that is what is wrong.
std::string Since(const Transfer& transfer) {
  const std::optional<int> days = transfer.certificate.expired_days;
  return days ? fmt::format("; expired {} ago", Counted(static_cast<std::uint64_t>(*days), "day"))
              : std::string();
}

// The transfer as it stands after `code`, with the present hop's answer; without its request.
Fetched CurlFetcher::Finish(Transfer& transfer, CURLcode code) {
  Fetched fetched;
  Page& page = fetched.page;
  page.url = transfer.url;
  page.requested = transfer.request.first.value_or(transfer.request.url);
  page.status = transfer.intake.status();
  page.headers = std::move(transfer.intake.headers());
  page.body = std::move(transfer.intake.body());
  page.content_type = std::string(FindHeader(page.headers, "content-type"));
  page.hops = transfer.hops;
  page.fetched = clock_.Now();
  fetched.conditional = transfer.conditional;
  fetched.downgraded = Downgrades(page);
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
    Fail(fetched, FaultOfCurl(code), WordsOfCurl(code, transfer.error.data()) + Since(transfer));
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
  std::unique_ptr<Sockets> sockets = CW_TRY(Sockets::Make());
  if (!config.proxy.empty() && !Url::Parse(config.proxy).ok()) {
    return Error(
        Errc::kConfig,
        fmt::format("fetch.proxy: '{}' is not an http:// or https:// address", config.proxy));
  }
  if (!config.ca_file.empty() && access(config.ca_file.c_str(), R_OK) != 0) {
    return Error(Errc::kConfig,
                 fmt::format("fetch.ca_file: {} cannot be read; it names a file of certificates to "
                             "trust instead of the system's",
                             config.ca_file));
  }
  return std::unique_ptr<Fetcher>(std::make_unique<CurlFetcher>(
      FetchRules{config, std::move(guard), CaFile(config)}, std::move(sockets), clock));
}

FetchRequest OnwardRequest(const Fetched& fetched) {
  CW_CHECK(fetched.onward);
  FetchRequest request = fetched.request;
  request.first = fetched.page.requested;
  request.hops = fetched.page.hops;
  request.hops.push_back({fetched.page.url.text(), fetched.page.status});
  request.url = *fetched.onward;
  return request;
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
