// Alerts as HTTP requests by libcurl.
#include <algorithm>
#include <array>

#include <curl/curl.h>
#include <fmt/core.h>

#include "core/clock.h"
#include "core/digest.h"
#include "core/text.h"
#include "core/url.h"
#include "plugins/alert/credential.h"
#include "plugins/alert/message.h"
#include "plugins/alert/sinks.h"

namespace claimwatch {
namespace {

constexpr std::string_view kIdPlace = "{{id}}";
constexpr std::string_view kSigningPrefix = "whsec_";
constexpr Duration kLongestAskedWait = std::chrono::hours(24);
// Answers that speak of this alert and not of the receiver's state.
constexpr std::array<long, 3> kRefusals = {400, 413, 422};

// Matrix wants an id of the sender's own in the address.
std::string WithId(std::string address, std::string_view id) {
  if (const std::size_t at = address.find(kIdPlace); at != std::string::npos) {
    address.replace(at, kIdPlace.size(), id);
  }
  return address;
}

Result<std::string> ReadAddress(const SinkOptions& options) {
  std::string address = CW_TRY(ReadSecret(options.url, "webhook"));
  if (!Url::Parse(WithId(address, "0")).ok()) {
    return Error(Errc::kConfig, "webhook: the address is not an absolute http or https URL");
  }
  return address;
}

Result<std::string> ReadKey(const SinkOptions& options) {
  std::string secret = CW_TRY(ReadSecret(options.secret, "webhook"));
  if (!secret.starts_with(kSigningPrefix)) {
    return secret;
  }
  std::optional<std::string> key = FromBase64(secret.substr(kSigningPrefix.size()));
  if (!key || key->empty()) {
    return Error(Errc::kConfig, "webhook: what follows 'whsec_' in the secret is not base64");
  }
  return std::move(*key);
}

// "Authorization: Bearer cred:NAME": the last word of the value may name a secret.
Result<std::string> ReadHeader(const std::string& configured) {
  const std::size_t colon = configured.find(':');
  const bool breaks = configured.find_first_of("\r\n") != std::string::npos;
  if (colon == 0 || colon == std::string::npos || breaks) {
    return Error(Errc::kConfig, "webhook: a header is written 'Name: value'");
  }
  const std::size_t secret = configured.find("cred:", colon);
  if (secret == std::string::npos) {
    return configured;
  }
  std::string value = CW_TRY(ReadSecret(configured.substr(secret), "webhook"));
  if (value.find_first_of("\r\n") != std::string::npos) {
    return Error(Errc::kConfig, "webhook: a credential of a header has more than one line");
  }
  return configured.substr(0, secret) + value;
}

Result<std::vector<std::string>> ReadHeaders(const SinkOptions& options) {
  std::vector<std::string> headers;
  for (const std::string& configured : options.headers) {
    headers.push_back(CW_TRY(ReadHeader(configured)));
  }
  return headers;
}

// ntfy takes JSON at the root of the server and wants the topic, the last part of the address,
// inside.
Result<std::string> TakeNtfyTopic(std::string& address, std::string body) {
  const std::size_t end = address.find_last_not_of('/');
  const std::size_t start = address.rfind('/', end);
  const std::size_t host = address.find("//") + 2;
  if (start < host) {
    return Error(Errc::kConfig,
                 "webhook: format ntfy wants the topic at the end of the address, as in "
                 "https://ntfy.example.org/TOPIC");
  }
  const std::string topic = Json(address.substr(start + 1, end - start)).Dump();
  address.resize(start + 1);
  return body.replace(body.find("\"\""), 2, topic);
}

// What is sent for an alert: nullopt is the record itself.
Result<std::optional<MessageTemplate>> ReadBody(const SinkOptions& options, std::string& address) {
  std::string text = options.body;
  if (text.empty()) {
    const MessageFormat* format = FindMessageFormat(options.format);
    if (format == nullptr) {
      return Error(Errc::kConfig, "webhook: unknown format '" + options.format + "'");
    }
    text = std::string(format->body);
    if (format->name == "ntfy") {
      text = CW_TRY(TakeNtfyTopic(address, text));
    }
  }
  if (text.empty()) {
    return std::optional<MessageTemplate>();
  }
  MessageTemplate made = CW_TRY(MessageTemplate::Parse(text));
  if (!Json::Parse(made.Fill(Alert(), MessageTemplate::Inside::kJsonString)).ok()) {
    return Error(Errc::kConfig, "webhook: the template is not JSON once it is filled in");
  }
  return std::optional<MessageTemplate>(std::move(made));
}

// The answer's body does not matter, but reading it lets the connection be used again.
std::size_t Discard(char* /*bytes*/, std::size_t size, std::size_t count, void* /*sink*/) {
  return size * count;
}

// A libcurl list that frees itself.
class HeaderList {
 public:
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  ~HeaderList() { curl_slist_free_all(list_); }

  void Add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }

  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

class WebhookSink final : public AlertSink {
 public:
  WebhookSink(SinkOptions options, std::string key, std::vector<std::string> headers,
              std::optional<MessageTemplate> body)
      : options_(std::move(options)),
        key_(std::move(key)),
        headers_(std::move(headers)),
        body_(std::move(body)) {}

  ~WebhookSink() override { curl_easy_cleanup(curl_); }

  Status Deliver(const Alert& alert) override {
    asked_to_wait_ = Duration::zero();
    if (curl_ == nullptr && (curl_ = curl_easy_init()) == nullptr) {
      return Error(Errc::kLimit, "webhook: libcurl cannot start a transfer");
    }
    const std::string body =
        body_ ? body_->Fill(alert, MessageTemplate::Inside::kJsonString) : alert.record.Dump();
    HeaderList headers;
    AddHeaders(alert, body, headers);
    Prepare(WithId(options_.url, alert.id), body, headers.get());
    return Judge(curl_easy_perform(curl_));
  }

  Duration AskedToWait() const override { return asked_to_wait_; }

 private:
  void AddHeaders(const Alert& alert, const std::string& body, HeaderList& headers) const {
    headers.Add("Content-Type: application/json");
    headers.Add("Idempotency-Key: " + alert.id);
    headers.Add("Expect:");
    if (!key_.empty()) {
      const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().Now());
      const std::string stamp = std::to_string(now.time_since_epoch().count());
      const Digest digest = HmacSha256(key_, fmt::format("{}.{}.{}", alert.id, stamp, body));
      const std::string_view bytes(reinterpret_cast<const char*>(digest.data()), digest.size());
      headers.Add("webhook-id: " + alert.id);
      headers.Add("webhook-timestamp: " + stamp);
      headers.Add("webhook-signature: v1," + Base64(bytes));
    }
    for (const std::string& own : headers_) {
      headers.Add(own);
    }
  }

  void Prepare(const std::string& address, const std::string& body, curl_slist* headers) {
    curl_easy_reset(curl_);  // keeps the connection
    curl_easy_setopt(curl_, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, options_.method.c_str());
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl_, CURLOPT_USERAGENT, "claimwatch/" CW_VERSION);
    curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
    const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(options_.timeout);
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, &Discard);
    if (!options_.ca_file.empty()) {
      curl_easy_setopt(curl_, CURLOPT_CAINFO, options_.ca_file.c_str());
    }
  }

  // A receiver that got the alert and failed may have done its work all the same, and is in
  // trouble: it gets the same alert again no sooner than this. One that was not even reached is
  // tried sooner.
  static constexpr Duration kBetweenPosts = std::chrono::minutes(5);

  // Whether anything of the request went out.
  bool WasSent() const {
    long bytes = 0;
    curl_easy_getinfo(curl_, CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
  }

  // The address may hold a secret: only the server is named.
  Status Judge(CURLcode code) {
    const std::string server = Url::Parse(WithId(options_.url, "0")).value_or(Url()).Origin();
    if (code != CURLE_OK) {
      asked_to_wait_ = WasSent() ? kBetweenPosts : Duration::zero();
      return Error(Errc::kNetwork, fmt::format("webhook {}: {}", server, curl_easy_strerror(code)));
    }
    long status = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200 && status <= 299) {
      return Ok();
    }
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl_, CURLINFO_RETRY_AFTER, &seconds);
    const auto longest = std::chrono::duration_cast<std::chrono::seconds>(kLongestAskedWait);
    asked_to_wait_ = std::chrono::seconds(std::clamp<curl_off_t>(seconds, 0, longest.count()));
    const bool refused = std::count(kRefusals.begin(), kRefusals.end(), status) > 0;
    // "Too many requests" with a time is no failure: the alert was not taken, and is wanted then.
    const bool only_later = status == 429 && seconds > 0;
    if (!refused && !only_later) {
      asked_to_wait_ = std::max(asked_to_wait_, kBetweenPosts);
    }
    return Error(refused ? Errc::kRefused : Errc::kNetwork,
                 fmt::format("webhook {}: answered {}", server, status));
  }

  SinkOptions options_;  // url: as it is sent to, {{id}} still open
  std::string key_;      // empty: not signed
  std::vector<std::string> headers_;
  std::optional<MessageTemplate> body_;  // nullopt: the record
  Duration asked_to_wait_{};
  CURL* curl_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeWebhookSink(const SinkOptions& options) {
  SinkOptions own = options;
  own.url = CW_TRY(ReadAddress(options));
  std::string key = CW_TRY(ReadKey(options));
  std::vector<std::string> headers = CW_TRY(ReadHeaders(options));
  std::optional<MessageTemplate> body = CW_TRY(ReadBody(options, own.url));
  return std::unique_ptr<AlertSink>(std::make_unique<WebhookSink>(
      std::move(own), std::move(key), std::move(headers), std::move(body)));
}

}  // namespace claimwatch
