// From the entries of a feed to the articles that are owed a fetch.
//
// Each entry's address has one record in the store for ever: what is known is not new. With it goes
// a promise to fetch the article, which whoever takes over the errand erases: a crash between the
// feed and its articles forgets none. Several workers may call; one feed is read by one at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/article.h"
#include "core/feed.h"
#include "daemon/job.h"
#include "daemon/parts.h"
#include "storage/store.h"

namespace claimwatch {

struct FeedReport {
  std::vector<FoundArticle> found;  // new, changed since the feed was last read, or shared
  SourceNews news;
  std::vector<Part> parts;  // further pages that this one makes us ask
  // Another publisher's feed stands where the source's was (FETCHING H32), in words for an alert;
  // empty: it is the same feed as before.
  std::string replaced;
};

// Whether the source's last feed was these very bytes, read by this program with these settings:
// then there is nothing to read (FETCHING P54). False for a sitemap index, whose children may have
// changed.
Result<bool> IsSameFeed(const Page& page, const SourceConfig& source, Store& store);

// Compares `feed` with what is known of its entries and writes the new and changed ones down, with
// the parts that are to be asked, in one batch. The entries of a sitemap index are sitemaps and
// become parts; of a news sitemap only the last two days count.
Result<FeedReport> NoteEntries(const Feed& feed, const SourceConfig& source, Store& store,
                               Time now);
// Remembers `page` for IsSameFeed, once its entries are noted.
Status NoteBody(const Page& page, const SourceConfig& source, Store& store);

// The same for a page that is a part of the source: what it brings is no poll of the source.
Result<FeedReport> NotePart(const Feed& feed, const Part& part, const SourceConfig& source,
                            Store& store, Time now);

// The feeds that a page names, best first.
struct NamedFeeds {
  std::string url;  // of the page
  std::vector<std::string> feeds;
};

// A page came where a feed was expected: the feeds it names, as a part; at most once a day.
Result<std::optional<Part>> NoteNoFeed(const NamedFeeds& page, const SourceConfig& source,
                                       Store& store, Time now);

// What the feed said about the article at `name`; empty when no feed brought it.
Result<FeedFacts> FactsOf(std::string_view name, Store& store);

// Whether one poll of one feed brought the article at `name` and the one at `url` for the first
// time: then they are two, however alike they read.
Result<bool> CameTogether(std::string_view name, std::string_view url, Store& store);

// The articles that are promised a fetch and are nobody's errand yet, for the start.
Result<std::vector<ArticleTask>> PromisedArticles(Store& store);
// Erases the promise of that article, together with the record of the errand that it became.
StateRecord PromiseKept(std::string_view article);

}  // namespace claimwatch
