// All sources: how a page becomes a feed, whatever the publisher calls it.
//
// Every function here is pure: the page in, the feed out. Dates are as declared; `page.fetched`
// only serves to warn of dates in the future and is never used as one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/feed.h"
#include "core/page.h"
#include "core/result.h"

namespace claimwatch {

class Source;  // plugins/stage.h

// How to read what documents leave open; from the source's section of the configuration.
struct SourceOptions {
  std::string assume_timezone;  // IANA name for dates without a zone; empty: UTC
  // For pages without a feed: globs on the path and query of links ("/news/*/????-??-??-*"). '*' is
  // any run of characters, '?' any one; a pattern that begins with http is held against the whole
  // address. Empty: HTML is not a feed.
  std::vector<std::string> link_patterns;
};

// rss, atom, jsonfeed, sitemap and (with patterns) page, in the order to ask them: the stricter one
// first, because sitemaps and web pages may look like anything.
std::vector<std::unique_ptr<Source>> MakeSources(const SourceOptions& options);

// Reads `page` with the source that claims it. kInvalid: "not a feed: …" with what it is instead.
Result<Feed> ReadFeed(const Page& page, const SourceOptions& options);

// The feeds that an HTML page names, best first, absolute, each once: <link rel=alternate> in
// document order with comment feeds last. Empty without one.
std::vector<std::string> DiscoverFeeds(std::string_view html, std::string_view base);

// One feed of a list of subscriptions; addresses as written.
struct Subscription {
  std::string title;
  std::string feed_url;
  std::string site_url;
  std::vector<std::string> folders;  // outermost first
};

// The subscriptions of an OPML file, in its order. kInvalid when it is no OPML.
Result<std::vector<Subscription>> ReadOpml(std::string_view opml);

// The same as an OPML 2.0 document that other readers take; ReadOpml gives them back as they were.
std::string WriteOpml(const std::vector<Subscription>& subscriptions, std::string_view title);

}  // namespace claimwatch
