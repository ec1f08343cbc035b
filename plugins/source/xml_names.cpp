// Namespace URIs and the prefixes that feeds use for them, declared or not.
#include "plugins/source/xml_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace claimwatch {
namespace {

using Row = std::pair<std::string_view, Ns>;

// Compared by start and without case: versions and trailing slashes vary.
constexpr auto kUris = std::to_array<Row>({
    {"http://www.w3.org/2005/atom", Ns::kAtom},
    {"http://purl.org/atom/", Ns::kAtom},
    {"http://purl.org/rss/1.0/modules/content", Ns::kContent},
    {"http://purl.org/rss/1.0/modules/syndication", Ns::kSyndication},
    {"http://purl.org/rss/1.0/modules/", Ns::kOther},
    {"http://purl.org/rss/", Ns::kNone},
    {"http://purl.org/net/rss", Ns::kNone},
    {"http://my.netscape.com/", Ns::kNone},
    {"http://channel.netscape.com/", Ns::kNone},
    {"http://my.userland.com/", Ns::kNone},
    {"http://backend.userland.com/", Ns::kNone},
    {"http://blogs.law.harvard.edu/", Ns::kNone},
    {"http://cyber.law.harvard.edu/", Ns::kNone},
    {"http://purl.org/dc/elements/", Ns::kDc},
    {"http://purl.org/dc/terms", Ns::kDcTerms},
    {"http://rssnamespace.org/feedburner", Ns::kFeedburner},
    {"http://www.itunes.com/", Ns::kItunes},
    {"http://example.com/dtds/podcast-1.0.dtd", Ns::kItunes},
    {"http://www.w3.org/1998/math/mathml", Ns::kMathml},
    {"http://search.yahoo.com/mrss", Ns::kMedia},
    {"http://search.yahoo.com/rss", Ns::kMedia},
    {"http://video.search.yahoo.com/mrss", Ns::kMedia},
    {"http://tools.search.yahoo.com/mrss", Ns::kMedia},
    {"http://www.google.com/schemas/sitemap-news", Ns::kNews},
    {"http://www.google.com/schemas/sitemap/", Ns::kSitemap},
    {"http://www.sitemaps.org/schemas/sitemap/", Ns::kSitemap},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns", Ns::kRdf},
    {"http://www.w3.org/2000/svg", Ns::kSvg},
    {"http://www.w3.org/1999/xhtml", Ns::kXhtml},
    {"http://www.w3.org/xml/1998/namespace", Ns::kXml},
    {"http://news.yandex.ru", Ns::kYandex},
});

constexpr auto kPrefixes = std::to_array<Row>({
    {"atom", Ns::kAtom},       {"atom10", Ns::kAtom},    {"atom03", Ns::kAtom},
    {"content", Ns::kContent}, {"dc", Ns::kDc},          {"dcterms", Ns::kDcTerms},
    {"dct", Ns::kDcTerms},     {"dcterm", Ns::kDcTerms}, {"feedburner", Ns::kFeedburner},
    {"itunes", Ns::kItunes},   {"media", Ns::kMedia},    {"news", Ns::kNews},
    {"rdf", Ns::kRdf},         {"rss", Ns::kNone},       {"svg", Ns::kSvg},
    {"sy", Ns::kSyndication},  {"xhtml", Ns::kXhtml},    {"xml", Ns::kXml},
    {"yandex", Ns::kYandex},
});

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(),
                                                   [](char a, char b) { return a == Lower(b); });
}

}  // namespace

std::optional<Ns> NsOfUri(std::string_view uri) {
  // https:// and stray spaces are common misspellings of a name that is only ever compared.
  while (!uri.empty() && (uri.front() == ' ' || uri.front() == '\n')) {
    uri.remove_prefix(1);
  }
  std::string http;
  if (StartsWithIgnoringCase(uri, "https://")) {
    http = "http" + std::string(uri.substr(5));
    uri = http;
  }
  for (const auto& [start, ns] : kUris) {
    if (StartsWithIgnoringCase(uri, start)) {
      return ns;
    }
  }
  return std::nullopt;
}

std::optional<Ns> NsOfPrefix(std::string_view prefix) {
  for (const auto& [known, ns] : kPrefixes) {
    if (prefix.size() == known.size() && StartsWithIgnoringCase(prefix, known)) {
      return ns;
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
