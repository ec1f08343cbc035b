// From the entries of a feed to the articles that are owed a fetch.
//
// Each entry's address has one record in the store, which is the promise to fetch it: a crash
// between the feed and its articles forgets none. Several workers may call; one feed is read by one
// at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/article.h"
#include "core/feed.h"
#include "daemon/job.h"
#include "storage/store.h"

namespace claimwatch {

// The name of an address in scheduler and store: 16 hex digits of its canonical form's hash.
std::string ArticleName(const Url& url);

struct FeedReport {
  std::vector<FoundArticle> found;  // new, or changed since the feed was last read
  SourceNews news;
};

// Compares `feed` with what is known of its entries and writes the new and changed ones down, in
// one batch.
Result<FeedReport> NoteEntries(const Feed& feed, const SourceConfig& source, Store& store,
                               Time now);

// What the feed said about the article at `name`; empty when no feed brought it.
Result<FeedFacts> FactsOf(std::string_view name, Store& store);

// Every article that was ever promised a fetch, for the start.
Result<std::vector<ArticleTask>> PromisedArticles(Store& store);

}  // namespace claimwatch
