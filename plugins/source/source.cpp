#include "plugins/source/source.h"

#include "plugins/source/builtin_sources.h"
#include "plugins/source/sniff.h"

namespace claimwatch {

std::vector<std::unique_ptr<Source>> MakeSources(const SourceOptions& options) {
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(std::make_unique<RssSource>(options));
  sources.push_back(std::make_unique<AtomSource>(options));
  sources.push_back(std::make_unique<JsonFeedSource>(options));
  sources.push_back(std::make_unique<SitemapSource>(options));
  if (!options.link_patterns.empty()) {
    sources.push_back(std::make_unique<PageSource>(options));
  }
  return sources;
}

Result<Feed> ReadFeed(const Page& page, const SourceOptions& options) {
  const Sniffed sniffed = Sniff(page);
  const std::string& root = sniffed.root;
  if (root == "rss" || root == "rdf" || root == "channel" || root == "feed" || root == "entry") {
    return RssSource(options).Read(page);
  }
  if (root == "urlset" || root == "sitemapindex") {
    return SitemapSource(options).Read(page);
  }
  if (sniffed.kind == Sniffed::Kind::kJson) {
    return JsonFeedSource(options).Read(page);
  }
  if (sniffed.kind == Sniffed::Kind::kHtml && !options.link_patterns.empty()) {
    return PageSource(options).Read(page);
  }
  return Error(Errc::kInvalid, "not a feed: " + Describe(sniffed, page));
}

}  // namespace claimwatch
