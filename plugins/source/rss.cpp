#include "plugins/source/builtin_sources.h"
#include "plugins/source/feed.h"
#include "plugins/source/sniff.h"

namespace claimwatch {

bool RssSource::Reads(const Page& page) const {
  const std::string root = Sniff(page).root;
  return root == "rss" || root == "rdf" || root == "channel";
}

Result<Feed> RssSource::Read(const Page& page) const {
  return FeedReader(page, options_).Read();
}

}  // namespace claimwatch
