// Alerts as HTTP POST by libcurl.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <curl/curl.h>
#include <fmt/core.h>

#include "core/text.h"
#include "core/url.h"
#include "plugins/alert/sinks.h"

namespace claimwatch {
namespace {

constexpr std::string_view kCredential = "cred:";
constexpr std::size_t kLongestCredential = 4096;

// systemd's LoadCredential puts secrets into files, so that they stand in no configuration,
// argument or environment.
Result<std::string> ReadCredential(std::string_view name) {
  const char* folder =
      std::getenv("CREDENTIALS_DIRECTORY");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (folder == nullptr || name.find('/') != std::string_view::npos) {
    return Error(Errc::kConfig,
                 fmt::format("webhook: no credential '{}', see LoadCredential= in the unit", name));
  }
  std::ifstream file(std::filesystem::path(folder) / name);
  std::string secret(std::istreambuf_iterator<char>(file), {});
  secret.resize(std::min(secret.size(), kLongestCredential));
  return std::string(Trim(secret));
}

Result<std::string> Address(const std::string& configured) {
  std::string address = configured;
  if (configured.starts_with(kCredential)) {
    address = CW_TRY(ReadCredential(std::string_view(configured).substr(kCredential.size())));
  }
  if (!Url::Parse(address).ok()) {
    return Error(Errc::kConfig, "webhook: the address is not an absolute http or https URL");
  }
  return address;
}

// The answer's body does not matter, but reading it lets the connection be used again.
std::size_t Discard(char* /*bytes*/, std::size_t size, std::size_t count, void* /*sink*/) {
  return size * count;
}

class WebhookSink final : public AlertSink {
 public:
  WebhookSink(std::string address, Duration timeout)
      : address_(std::move(address)),
        timeout_(timeout) {}

  ~WebhookSink() override { curl_easy_cleanup(curl_); }

  Status Deliver(const Alert& alert) override {
    if (curl_ == nullptr && (curl_ = curl_easy_init()) == nullptr) {
      return Error(Errc::kLimit, "webhook: libcurl cannot start a transfer");
    }
    const std::string body = alert.record.Dump();
    curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
    headers = curl_slist_append(headers, ("Idempotency-Key: " + alert.id).c_str());
    headers = curl_slist_append(headers, "Expect:");
    Prepare(body, headers);
    const CURLcode code = curl_easy_perform(curl_);
    curl_slist_free_all(headers);
    return Judge(code);
  }

 private:
  void Prepare(const std::string& body, curl_slist* headers) {
    curl_easy_reset(curl_);  // keeps the connection
    curl_easy_setopt(curl_, CURLOPT_URL, address_.c_str());
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl_, CURLOPT_USERAGENT, "claimwatch/" CW_VERSION);
    curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(
        curl_, CURLOPT_TIMEOUT_MS,
        static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(timeout_).count()));
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, &Discard);
  }

  // The address may hold a secret: only its host is named.
  Status Judge(CURLcode code) const {
    const std::string host = Url::Parse(address_)->host();
    if (code != CURLE_OK) {
      return Error(Errc::kNetwork, fmt::format("webhook {}: {}", host, curl_easy_strerror(code)));
    }
    long status = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299) {
      return Error(Errc::kNetwork, fmt::format("webhook {}: answered {}", host, status));
    }
    return Ok();
  }

  std::string address_;
  Duration timeout_;
  CURL* curl_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeWebhookSink(const SinkOptions& options) {
  std::string address = CW_TRY(Address(options.url));
  return std::unique_ptr<AlertSink>(
      std::make_unique<WebhookSink>(std::move(address), options.timeout));
}

}  // namespace claimwatch
