// Signs that a source is no longer what it was: it yields less, entries slip through, another
// language, dates from nowhere, one text on many pages, another certificate, another domain.
//
// Each answer is held against what was usual for the source so far, which is kept in the store, one
// record per source. The judgement is pure; a sign needs at least two answers before it, so that a
// new source starts without an alarm. Several workers may use one Signs; the answers of one
// source's feed come one after the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "daemon/trouble.h"

namespace claimwatch {

class Store;     // storage/store.h
struct Article;  // core/article.h
struct Feed;     // core/feed.h
struct Page;     // core/page.h
struct Version;  // core/article.h

// What one answer of a feed shows of itself.
struct FeedSigns {
  std::size_t entries = 0;
  std::string language;        // of titles and summaries together; empty: too short to say
  std::optional<Time> newest;  // of the entries' dates
  std::optional<Time> oldest;
  bool gap = false;         // entries came and went between two polls
  std::string domain;       // registrable, where the answer came from
  std::string link_domain;  // where most entries lead; empty when they lead to many
  std::string certificate;  // digest of the leaf; empty over plain HTTP
};

FeedSigns SignsOf(const Page& page, const Feed& feed, bool gap);

// Holds `seen` against `usual`, the record of the answers before, which learns from it. All that is
// wrong now and was not told yet; what is well again may be told anew. `now` dates new troubles.
std::vector<Trouble> JudgeFeed(Json& usual, const FeedSigns& seen, Time now);
// `trouble` was told and is none for JudgeFeed until it is over.
void MarkTold(Json& usual, const Trouble& trouble);

// Why a fetched text is not the article that the same address brought before: it is another text,
// and in another language or on another domain. nullopt when nothing speaks against it, also when
// `last` is nullptr. The same text in a language that is detected otherwise today is no trouble.
std::optional<Trouble> JudgeArticle(const Page& page, const Article& article, const Version* last,
                                    Time now);

class Signs {
 public:
  // `store` must outlive it.
  explicit Signs(Store& store) : store_(store) {}

  // One more answer of the source's feed. An error is the store's.
  Result<std::vector<Trouble>> NoteFeed(std::string_view source, const FeedSigns& seen, Time now);

  // An article whose text is looked at.
  struct Subject {
    std::string name;    // of the article, stable over its fetches
    std::string title;   // as the feed has it
    bool known = false;  // it had another text before
  };

  // One more text of the source that was not there before. The trouble when other articles have the
  // same: one is enough for an article that is known with another text, two for a new one. Articles
  // of one title do not count, a site may print a report at several addresses.
  Result<std::optional<Trouble>> NoteText(std::string_view source, const Subject& subject,
                                          const Article& article, Time now);

  // Users were told of what NoteFeed found. Until then it finds it again at each answer.
  Status MarkTold(std::string_view source, const Trouble& trouble);
  // Whether users were told of trouble of this kind by an answer of the feed, and it is not over.
  Result<bool> WasTold(std::string_view source, std::string_view kind) const;
  // Whether users have to be told: the first trouble of this kind of the source for a day, whether
  // the feed or an article showed it. Notes that they are.
  Result<bool> IsNews(std::string_view source, const Trouble& trouble, Time now);

 private:
  Result<Json> Read(const std::string& key) const;

  Store& store_;
};

}  // namespace claimwatch
