#include "daemon/post.h"

#include <memory>

#include <curl/curl.h>
#include <fmt/format.h>

namespace claimwatch {
namespace {

struct Close {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }

  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Answer {
  std::string body;
  std::size_t most = 0;
};

// Fewer bytes than it was given stop the transfer.
std::size_t Take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<Answer*>(into);
  if (answer.body.size() + size * count > answer.most) {
    return 0;
  }
  answer.body.append(bytes, size * count);
  return size * count;
}

// Anything but 0 ends the transfer.
int GoOn(void* order, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const PostOrder*>(order)->stop.stop_requested() ? 1 : 0;
}

void Prepare(CURL* curl, const PostOrder& order, Answer& answer) {
  const auto patience = std::chrono::ceil<std::chrono::milliseconds>(order.timeout);
  curl_easy_setopt(curl, CURLOPT_URL, order.url.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(order.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, order.body.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, order.schemes.c_str());
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &GoOn);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &order);
}

}  // namespace

Result<std::string> Post(const PostOrder& order) {
  const std::unique_ptr<CURL, Close> curl(curl_easy_init());
  if (curl == nullptr) {
    return Error(Errc::kLimit, "libcurl cannot start a transfer");
  }
  const std::unique_ptr<curl_slist, Close> headers(
      curl_slist_append(nullptr, ("Content-Type: " + order.content_type).c_str()));
  Answer answer{{}, order.most};
  Prepare(curl.get(), order, answer);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) {
    return Error(Errc::kNetwork, curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) {
    return Error(Errc::kNetwork, fmt::format("answered {}", status));
  }
  return std::move(answer.body);
}

}  // namespace claimwatch
