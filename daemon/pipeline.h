// The way of an article, from the page to the alert (DESIGN §3), on one screen. It knows no curl
// and no threads.
//
// A Pipeline belongs to one configuration; a reload makes a new one, while workers finish their
// page with the old one. Several workers call it at once; two pages of the same address never
// overlap, because the loop has one errand out for each. All it remembers lies in the store, so it
// can be dropped at any moment.
//
// Each step is one durable batch that leaves the next step owed: a feed's entries are promised
// before any is fetched, a version is stored before it is analysed. A crash between two steps
// repeats one and loses none.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "daemon/allowance.h"
#include "daemon/analysis.h"
#include "daemon/doubts.h"
#include "daemon/job.h"
#include "daemon/search_index.h"
#include "daemon/signs.h"
#include "daemon/site_knowledge.h"
#include "daemon/topics.h"
#include "daemon/yield.h"
#include "storage/store.h"

namespace claimwatch {

class Parser;    // plugins/parser.h
class Registry;  // plugins/registry.h

class Pipeline {
 public:
  // What it works with; all must outlive it.
  struct House {
    Store& store;
    const Clock& clock;
    Parser& parser;
  };

  // `plugins` are those of `config`. `topics` are loaded beforehand, because a baseline that cannot
  // be read must stop the start and not a page.
  Pipeline(Config config, std::vector<Topic> topics, std::shared_ptr<const Registry> plugins,
           const House& house);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline() = default;

  // Runs one job to its end; what it stores is durable when it returns. Never fails: what went
  // wrong stands in the note and in the log, and the job's page counts as not accepted.
  Done Handle(const Job& job);

  const Config& config() const { return config_; }

 private:
  // Each Handle… answers a kind of job and fills `done`; an error is the store's and means that
  // nothing of the job may be relied on but what is in the store.
  Status HandleFeed(const Job& job, Done& done);
  Status HandleNoFeed(const Job& job, const SourceConfig& source, const Error& error, Done& done);
  Status HandlePart(const Job& job, Done& done);
  Status HandleArticle(const Job& job, Done& done);
  Status HandleUnchanged(const Job& job, Done& done);
  Status HandleGone(const Job& job, Done& done);
  Status HandleOwed(const Job& job, Done& done);
  Status HandleDegraded(const Job& job, Done& done);
  // The page is the article: a version when its text is new, its analysis with it.
  Status Keep(const Job& job, const Article& article, const FeedFacts& facts, Done& done);
  Result<bool> LedToAnother(const Page& page, const Article& article,
                            const Appended& appended) const;
  // `source` brought `bytes` that are kept; what uses up its day is told.
  Status UseRoom(const std::string& source, const Job& job, std::size_t bytes, Done& done);
  // The page is not the article, in words: kept as evidence once per reason, never a version.
  Status Refuse(const Job& job, const std::string& reason, Done& done);
  // The analysis of a version that is stored. Its failure leaves it owed and is none of the page's.
  Status Conclude(const Appended& appended, Done& done);
  Status NoteBack(const ArticleRecord& known, Done& done);
  Status NoteReturn(const Job& job, const Appended& appended, Done& done);
  Result<std::optional<ArticleRecord>> WhoseIs(const Job& job, const Article& article,
                                               FeedFacts& facts);
  // By its plugin, when the source has one.
  Result<Feed> ReadFeedOf(const SourceConfig& source, const Page& page);
  // What the job says about its source's health; the fifth bad page in a row, or one sure sign, is
  // an alert, once until the source has recovered.
  Status NoteYield(const Job& job, std::string_view problem, Done& done);
  Status NoteProblem(const Job& job, std::string_view problem, Yield::Sign sign, Done& done);
  Status NoteSigns(const Job& job, const Feed& feed, Done& done);
  // The reason when the page is in doubt as a sign of its source's trouble; users are told.
  Result<std::string> DoubtBySigns(const Job& job, const Article& article, const Version* last,
                                   Done& done);
  Status Tell(const SourceConfig& source, const Trouble& trouble, Done& done);
  // nullptr: a reload has taken the source away while the page was on its way.
  const SourceConfig* FindSource(std::string_view id) const;

  const Config config_;
  const std::vector<Topic> topics_;
  const std::shared_ptr<const Registry> plugins_;
  Store& store_;
  const Clock& clock_;
  Parser& parser_;
  Analysis analysis_;
  Doubts doubts_;
  Yield yield_;
  Signs signs_;
  Allowance room_;  // bytes of new versions, for each source
  SiteKnowledge knowledge_;
  Indexer indexer_;
};

}  // namespace claimwatch
