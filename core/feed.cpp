#include "core/feed.h"

namespace claimwatch {

std::string_view FeedKindName(FeedKind kind) {
  switch (kind) {
    case FeedKind::kRss:
      return "rss";
    case FeedKind::kRdf:
      return "rdf";
    case FeedKind::kAtom:
      return "atom";
    case FeedKind::kJson:
      return "json";
    case FeedKind::kSitemap:
      return "sitemap";
    case FeedKind::kPage:
      return "page";
  }
  return "rss";
}

}  // namespace claimwatch
