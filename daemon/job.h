// What travels between the loop and the workers: a job there, what became of it back. Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/page.h"
#include "daemon/parts.h"
#include "daemon/scheduler.h"
#include "storage/store.h"

namespace claimwatch {

enum class JobKind {
  kPage,      // an answer to read: 200, or 304 for "as before"
  kGone,      // the article's removal is confirmed
  kDegraded,  // something is wrong with the source: `reason`
  kOwed,      // an analysis that an earlier life did not finish
};

// Of an owed analysis: a new life's, of which three that fail are the last, or one more in this
// life after the disk had no room, which is not the analysis's fault.
enum class Attempt { kCounts, kDoesNotCount };

// Made by the loop, read by one worker. `page` belongs to kPage, `reason` to kDegraded, `owed` to
// kOwed.
struct Job {
  JobKind kind = JobKind::kPage;
  Subject subject = Subject::kArticle;
  std::string key;           // of the scheduler
  std::string url;           // that was to be asked
  std::string source;        // id in the configuration
  std::optional<Part> part;  // of the source, when the page is not its own
  Page page;
  std::string reason;
  // Of kDegraded: its word in daemon/signs, when that may have told it already; or kRetiredSign.
  std::string sign;
  Time since{};  // of kRetiredSign; of kGone: when the address first said so
  Owed owed;
  Attempt attempt = Attempt::kCounts;  // of kOwed
};

// An entry of a feed whose article is to be fetched.
struct FoundArticle {
  ArticleTask task;
  bool known = false;   // seen before, but changed in the feed: look again now
  bool shared = false;  // unchanged, but of another source, which may be configured no more
};

// What became of jobs; added up in Tally.
struct JobCounts {
  std::uint64_t unchanged = 0;
  std::uint64_t versions = 0;
  std::uint64_t alerts = 0;
  std::uint64_t refused = 0;  // pages that are no version: walls, truncated bodies
  std::uint64_t errors = 0;
};

// What the workers tell the loop. Exactly one per job, whether or not it succeeded; what it tells
// of is already in the store, so losing a Done to a crash loses a plan and no article.
struct Done {
  JobKind kind = JobKind::kPage;
  Subject subject = Subject::kArticle;
  std::string key;
  std::string source_id;  // in the configuration
  SourceNews source;      // of kSource and kPart
  ArticleNews article;    // of kArticle
  std::vector<FoundArticle> found;
  std::vector<Part> parts;     // to be asked, promised in the store
  std::string candidate_feed;  // a part that turned out to be a feed
  JobCounts counts;
  std::vector<std::string> troubles;  // of the source, told in this job; for the event log
  std::string note;  // in words, for the event log: "version 2", "consent wall", "feed, 3 new"
  // The disk had no room for all of it: what is stored but not analysed is owed, and `again` is the
  // job itself when nothing came of it.
  bool no_room = false;
  std::optional<Job> again;
};

}  // namespace claimwatch
