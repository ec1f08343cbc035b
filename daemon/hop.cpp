#include "daemon/hop.h"

#include <algorithm>

#include <fmt/core.h>

namespace claimwatch {
namespace {

std::string_view AcceptFor(FetchKind kind) {
  switch (kind) {
    case FetchKind::kFeed:
      return "Accept: application/rss+xml, application/atom+xml, application/feed+json, "
             "application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5";
    case FetchKind::kArticle:
      return "Accept: text/html, application/xhtml+xml;q=0.9, */*;q=0.5";
    case FetchKind::kRobots:
      break;
  }
  return "Accept: text/plain, */*;q=0.5";
}

}  // namespace

std::string OnTheWire(const Url& url) {
  const std::string& text = url.text();
  const std::size_t host = text.find("//") + 2;
  std::string wire = text.substr(0, std::min(text.find_first_of("/?#", host), text.size()));
  for (std::size_t i = wire.size(); i < text.size() && text[i] != '#'; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    wire += byte <= 0x20 || byte >= 0x7F ? fmt::format("%{:02X}", byte) : std::string(1, text[i]);
  }
  return wire;
}

bool SendsValidators(const FetchRequest& request, const Url& hop) {
  return !request.validators.empty() && request.validators.url == hop.text();
}

std::vector<std::string> HeaderLines(const FetchRequest& request, const Url& hop) {
  std::vector<std::string> lines = {std::string(AcceptFor(request.kind))};
  if (!SendsValidators(request, hop)) {
    return lines;
  }
  if (!request.validators.etag.empty()) {
    lines.push_back("If-None-Match: " + request.validators.etag);
  }
  if (!request.validators.last_modified.empty()) {
    lines.push_back("If-Modified-Since: " + request.validators.last_modified);
  }
  if (request.kind == FetchKind::kFeed) {
    lines.emplace_back("A-IM: feed");  // RFC 3229: only what is new, where a server can do that
  }
  return lines;
}

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<Url> NextHop(const Page& page, int max_redirects) {
  const std::string_view location = FindHeader(page.headers, "location");
  if (location.empty()) {
    return Error(Errc::kInvalid, fmt::format("{} without a Location", page.status));
  }
  Result<Url> next = Url::Resolve(page.url, location);
  if (!next.ok()) {
    return Error(Errc::kInvalid, fmt::format("{} without a usable Location: {}", page.status,
                                             next.error().message()));
  }
  if (static_cast<int>(page.hops.size()) >= max_redirects) {
    return Error(Errc::kLimit, fmt::format("more than {} redirects", max_redirects));
  }
  const bool again = next->text() == page.url.text() ||
                     std::any_of(page.hops.begin(), page.hops.end(),
                                 [&](const Hop& hop) { return hop.url == next->text(); });
  if (again) {
    return Error(Errc::kLimit, "redirects in a loop");
  }
  return next;
}

bool Downgrades(const Page& page) {
  bool secure = false;
  for (const Hop& hop : page.hops) {
    const bool now_secure = hop.url.starts_with("https:");
    if (secure && !now_secure) {
      return true;
    }
    secure = now_secure;
  }
  return secure && page.url.scheme() == "http";
}

std::string Unasked(const Page& page, bool conditional) {
  if (page.status == 304 && !conditional) {
    return "304 Not Modified to an unconditional request";
  }
  if (page.status == 206) {
    return "206 Partial Content that was not asked for";
  }
  return page.status < 100 ? fmt::format("impossible status {}", page.status) : "";
}

}  // namespace claimwatch
