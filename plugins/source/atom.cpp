#include "plugins/source/builtin_sources.h"
#include "plugins/source/feed.h"
#include "plugins/source/sniff.h"

namespace claimwatch {

bool AtomSource::Reads(const Page& page) const {
  const std::string root = Sniff(page).root;
  return root == "feed" || root == "entry";
}

Result<Feed> AtomSource::Read(const Page& page) const {
  return FeedReader(page, options_).Read();
}

}  // namespace claimwatch
