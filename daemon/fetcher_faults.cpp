// How libcurl names what went wrong, and how we do.
#include <curl/curl.h>

#include "core/text.h"
#include "daemon/fetcher.h"
#include "daemon/hop.h"

namespace claimwatch {

FetchFault FaultOfCurl(int code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return FetchFault::kDns;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return FetchFault::kConnect;
    case CURLE_OPERATION_TIMEDOUT:
      return FetchFault::kTimeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return FetchFault::kTls;
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2_STREAM:
      return FetchFault::kReset;
    case CURLE_OUT_OF_MEMORY:  // libcurl's own cap on a header line
    case CURLE_FILESIZE_EXCEEDED:
    case CURLE_ABORTED_BY_CALLBACK:  // OnProgress
      return FetchFault::kTooLarge;
    case CURLE_URL_MALFORMAT:
      return FetchFault::kRefused;
    default:
      return FetchFault::kProtocol;
  }
}

std::string WordsOfCurl(int code, const char* buffer) {
  if (code == CURLE_ABORTED_BY_CALLBACK || code == CURLE_OUT_OF_MEMORY) {
    return "answer larger than the limit";
  }
  std::string words = *buffer != '\0' ? buffer : curl_easy_strerror(static_cast<CURLcode>(code));
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a' &&
      words[1] <= 'z') {
    words[0] = static_cast<char>(words[0] | 0x20);
  }
  return EscapeControls(words);
}

std::string_view FetchFaultName(FetchFault fault) {
  constexpr std::string_view kNames[] = {"none",     "refused", "dns",       "connect",
                                         "tls",      "timeout", "too large", "redirects",
                                         "protocol", "reset",   "cancelled"};
  return kNames[static_cast<std::size_t>(fault)];
}

bool Fetched::Usable() const {
  if (fault != FetchFault::kNone) {
    return false;
  }
  return page.status == 304 ||
         ((page.status == 200 || page.status == 226) && !page.truncated && !page.body.empty());
}

}  // namespace claimwatch
