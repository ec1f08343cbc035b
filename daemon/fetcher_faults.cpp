// How libcurl names what went wrong, and how we do.
#include <algorithm>
#include <iterator>

#include <curl/curl.h>

#include "core/text.h"
#include "daemon/fetcher.h"
#include "daemon/hop.h"

namespace claimwatch {

namespace {

struct FaultRow {
  int code;
  FetchFault fault;
};

constexpr FaultRow kFaults[] = {
    {CURLE_COULDNT_RESOLVE_HOST, FetchFault::kDns},
    {CURLE_COULDNT_RESOLVE_PROXY, FetchFault::kDns},
    {CURLE_COULDNT_CONNECT, FetchFault::kConnect},
    {CURLE_PROXY, FetchFault::kConnect},
    {CURLE_OPERATION_TIMEDOUT, FetchFault::kTimeout},
    {CURLE_SSL_CONNECT_ERROR, FetchFault::kTls},
    {CURLE_PEER_FAILED_VERIFICATION, FetchFault::kTls},
    {CURLE_SSL_CIPHER, FetchFault::kTls},
    {CURLE_SSL_CERTPROBLEM, FetchFault::kTls},
    {CURLE_SSL_CACERT_BADFILE, FetchFault::kTls},
    {CURLE_SSL_ISSUER_ERROR, FetchFault::kTls},
    {CURLE_SSL_INVALIDCERTSTATUS, FetchFault::kTls},
    {CURLE_GOT_NOTHING, FetchFault::kReset},
    {CURLE_RECV_ERROR, FetchFault::kReset},
    {CURLE_SEND_ERROR, FetchFault::kReset},
    {CURLE_PARTIAL_FILE, FetchFault::kReset},
    {CURLE_HTTP2_STREAM, FetchFault::kReset},
    {CURLE_OUT_OF_MEMORY, FetchFault::kTooLarge},  // libcurl's own cap on a header line
    {CURLE_FILESIZE_EXCEEDED, FetchFault::kTooLarge},
    {CURLE_ABORTED_BY_CALLBACK, FetchFault::kTooLarge},  // OnProgress
    {CURLE_URL_MALFORMAT, FetchFault::kRefused},
};

}  // namespace

FetchFault FaultOfCurl(int code) {
  const auto* found = std::find_if(std::begin(kFaults), std::end(kFaults),
                                   [code](const FaultRow& row) { return row.code == code; });
  return found == std::end(kFaults) ? FetchFault::kProtocol : found->fault;
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
