// Tries a source before it is believed: one request for the feed, and a few for articles. Nothing
// is stored.
#pragma once

#include <string>
#include <vector>

#include "core/feed.h"
#include "core/json.h"
#include "core/result.h"

namespace claimwatch {

class PolitePages;  // cli/polite_page.h
class SiteReader;   // cli/site_reader.h
class Url;          // core/url.h

struct TriedFeed {
  std::string url;  // that is the feed: the one asked, or the first that its page names
  Feed feed;
};

// Asks `url` once. A web page leads to the feeds it names, of which at most three are asked.
// kNetwork: it did not answer; kInvalid: no feed, and what it is instead.
Result<TriedFeed> TryFeed(PolitePages& web, const Url& url);

// Asks for the first `most` entries' articles: {"link","title","characters","figures","language",
// "quality","reasons"}, or "error".
std::vector<Json> TryArticles(PolitePages& web, SiteReader& reader, const TriedFeed& tried,
                              std::size_t most);

}  // namespace claimwatch
