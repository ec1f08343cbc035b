// Finding a page's feeds.
#include <algorithm>
#include <array>

#include "core/text.h"
#include "plugins/source/html.h"
#include "plugins/source/reference.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostFeeds = 64;

constexpr auto kFeedTypes = std::to_array<std::string_view>(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json",
     "application/rdf+xml", "application/rss", "application/atom", "application/xml", "text/xml",
     "text/rss+xml", "text/rss", "text/atom+xml", "application/x-rss+xml", "application/x-atom+xml",
     "application/x.atom+xml", "application/rdf", "text/rdf"});

bool HasWord(std::string_view list, std::string_view word) {
  const std::string line = SqueezeSpace(list);
  const std::vector<std::string_view> words = Split(line, ' ');
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view one) { return EqualsIgnoreAsciiCase(one, word); });
}

bool IsFeedType(const std::string& type) {
  const std::string plain = AsciiLower(Trim(std::string_view(type).substr(0, type.find(';'))));
  return std::find(kFeedTypes.begin(), kFeedTypes.end(), plain) != kFeedTypes.end();
}

// Interfaces of content systems that also call themselves JSON or XML alternates.
bool IsInterface(std::string_view address) {
  return address.find("/wp-json") != std::string_view::npos ||
         address.find("oembed") != std::string_view::npos ||
         address.find("rsd.xml") != std::string_view::npos ||
         address.find("xmlrpc.php") != std::string_view::npos;
}

bool IsForComments(const std::string& address, const std::string& title) {
  const std::string lower = AsciiLower(address);
  return lower.find("comment") != std::string::npos ||
         AsciiLower(title).find("comment") != std::string::npos;
}

// The address of the feed that the <link> under the scanner names; empty when it names none.
std::string FeedAddress(const HtmlScanner& scanner, std::string_view base) {
  const std::string rel = scanner.Attribute("rel");
  const std::string href = scanner.Attribute("href");
  const bool alternate = HasWord(rel, "alternate") && !HasWord(rel, "stylesheet");
  const bool named = alternate && IsFeedType(scanner.Attribute("type"));
  if (Trim(href).empty() || (!named && !HasWord(rel, "feed"))) {
    return {};
  }
  std::string address = ResolveReference(base, href);
  return IsWebAddress(address) && !IsInterface(address) ? std::move(address) : std::string();
}

void AddOnce(std::string address, std::vector<std::string>& list) {
  if (std::find(list.begin(), list.end(), address) == list.end() && list.size() < kMostFeeds) {
    list.push_back(std::move(address));
  }
}

}  // namespace

std::vector<std::string> DiscoverFeeds(std::string_view html, std::string_view base) {
  std::vector<std::string> feeds;
  std::vector<std::string> comments;
  std::string start(base);
  bool has_base = false;
  HtmlScanner scanner(html, Markup::kHtml);
  for (auto token = scanner.Next(); token != HtmlScanner::Token::kDone; token = scanner.Next()) {
    if (token != HtmlScanner::Token::kStart || feeds.size() >= kMostFeeds) {
      continue;
    }
    if (scanner.name() == "base" && !has_base && scanner.HasAttribute("href")) {
      start = ResolveReference(base, scanner.Attribute("href"));
      has_base = true;
    }
    std::string address = scanner.name() == "link" ? FeedAddress(scanner, start) : std::string();
    if (!address.empty()) {
      const bool about_comments = IsForComments(address, scanner.Attribute("title"));
      AddOnce(std::move(address), about_comments ? comments : feeds);
    }
  }
  feeds.insert(feeds.end(), comments.begin(), comments.end());
  return feeds;
}

}  // namespace claimwatch
