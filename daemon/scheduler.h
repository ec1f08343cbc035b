// What is to be asked when, and why: sources by what they are expected to bring, articles by how
// likely an edit still is.
//
// Pure on an injected clock: it asks nothing itself. The loop takes what is due, asks politeness,
// fetches, and reports back; everything about one address (validators, standing, moves, plan) lives
// in its one record, which goes to the store as JSON under its key. Waiting is measured on the
// steady clock, so a jump of wall time moves nothing; stored times are wall times. Belongs to the
// loop thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "core/json.h"
#include "daemon/answer.h"
#include "daemon/arrivals.h"
#include "daemon/parts.h"
#include "daemon/recheck.h"

namespace claimwatch {

// A part is a further page of a source, asked once (daemon/parts).
enum class Subject { kSource, kArticle, kPart };

// "source/people-en", "article/3f2a…": key of the store's state record; a part's is PartKey.
std::string SourceKey(std::string_view source_id);
std::string ArticleKey(std::string_view article);

// Something to ask now.
struct Errand {
  std::string key;
  Subject subject = Subject::kSource;
  std::string url;
  std::string source;     // id in the configuration
  Validators validators;  // to send
  std::string reason;     // why it is due: "interval 15m", "re-check, 3h old"
  Part part;              // kPart only
};

// What a source's answer turned out to be, once it was read.
struct SourceNews {
  bool accepted = true;    // it is a feed (a 304 always is)
  bool ours = false;       // not accepted for a failure of ours, which says nothing of the source
  bool same_body = false;  // byte for byte as last time: what it said of ttl and skips still holds
  int new_entries = 0;
  int entries = 0;   // that it shows, old and new
  bool gap = false;  // the oldest entry is newer than the newest of the last poll: some were missed
  std::optional<Duration> ttl;
  std::vector<int> skip_hours;  // 0–23, GMT
  std::vector<int> skip_days;   // 0 = Sunday
  std::vector<Time> published;  // of all entries: teaches the rate on the first poll
};

// An article to look at, at first and again.
struct ArticleTask {
  std::string article;  // names it: its id, or a hash of its canonical URL before it has one
  std::string url;      // to ask
  std::string source;
  Time first_seen{};
};

struct ArticleNews {
  bool accepted =
      true;           // it is the article (not a wall, an error page, truncated); a 304 always is
  bool ours = false;  // as in SourceNews
  bool changed = false;      // a new version came of it
  bool soft_gone = false;    // 200, but a "not found" page or a redirect to the home page
  std::string refused = {};  // why it was not accepted: "consent wall"; for people
};

enum class ArticleVerdict {
  kNothing,
  kGone,  // confirmed now, for the first time: raise removed_article
};

enum class SourceVerdict {
  kNothing,
  kMoved,       // asks its new address from now on
  kFound,       // a page led to its feed, which is asked from now on
  kSuggested,   // it is no feed any more, but its page names one: an operator must confirm
  kSuspicious,  // moved to another domain: an operator must confirm
  kRetired,     // 410, or 30 days of failures: tell the operator once
};

class Scheduler {
 public:
  // `clock` must outlive it.
  Scheduler(PolitenessConfig politeness, RecheckConfig recheck, const Clock& clock);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler();

  // --- what there is to ask ---
  // The configured sources: new ones become due (many are spread over minutes), known ones keep
  // their times, others are dropped with their further pages. Call it first, then Restore. An
  // address two sources share is asked once, for the first of them. Articles of a source that is
  // not among them, or disabled, are not asked for as long as that is so; their records stay.
  void SetSources(const std::vector<SourceConfig>& sources);
  void Configure(PolitenessConfig politeness, RecheckConfig recheck);
  // Due at once when it is new; a known one keeps its time, and becomes its finder's when its own
  // source is configured no more.
  void AddArticle(const ArticleTask& task);
  // Due at once; a part that is known already, or whose source is not, changes nothing.
  void AddPart(const Part& part);
  void Drop(const std::string& key);

  bool Knows(const std::string& key) const { return items_.contains(key); }

  // --- the loop's side ---
  // At most `limit` errands that are due, longest overdue first. Each is out until it is put back
  // or reported.
  std::vector<Errand> TakeDue(std::size_t limit);
  // Not asked after all: due again in `wait`.
  void PutBack(const std::string& key, Duration wait, std::string reason);
  // Whether `url`, which was asked for `key`, is still its address. If not, the answer says nothing
  // of it, and the new one is due.
  bool TakesAnswerOf(const std::string& key, const std::string& url);
  SourceVerdict SourceAnswered(const std::string& key, const Answer& answer,
                               const SourceNews& news);
  ArticleVerdict ArticleAnswered(const std::string& key, const Answer& answer,
                                 const ArticleNews& news);
  // When the article's address first said that it is gone; nullopt: it does not.
  std::optional<Time> GoneSince(const std::string& key) const;
  // A part was read (`accepted`) or not: then it is tried twice more, an hour apart, or the next
  // candidate instead.
  void PartAnswered(const std::string& key, const Answer& answer, bool accepted);
  // `url` is a feed that the page of the source names. A source that never was a feed is asked
  // there from now on, within its registrable domain.
  SourceVerdict Suggest(const std::string& key, const std::string& url);
  // The site's robots.txt would not let a robot ask this source (`why` is empty: it would). It is
  // asked all the same, because the operator named it; Explain says so.
  void NoteRobots(const std::string& key, std::string why);
  // How long until something is due; nullopt when nothing ever is.
  std::optional<Duration> NextIn() const;

  // Errands out. Nothing due and nothing out: a `--once` pass is done.
  std::size_t Out() const { return out_.size(); }

  // --- the operator's side ---
  // Makes everything (or one key) due now, except what must wait by the other side's wish or is
  // retired; with Firmness::kTheirs those too. Returns how many became due.
  std::size_t PollNow(Firmness override_up_to, const std::string& key = "");
  // Why the next request for `key` is when it is: {"key","url","due","in","why","floor",…}; null
  // for an unknown key.
  Json Explain(const std::string& key) const;

  // The part of it that every line of the event log has; `due` is not said while it is out or when
  // it is never asked again. nullopt for an unknown key.
  struct Next {
    std::optional<Time> due;
    std::string why;
  };

  std::optional<Next> NextOf(const std::string& key) const;
  // The key that asks `url`; empty when none does.
  std::string KeyForUrl(std::string_view url) const;

  // --- state ---
  // Records that changed since the last call, as (key, JSON). One that was dropped, or of an
  // article that will never be asked again, has an empty value; the latter leaves memory too.
  // Should the feed change such an entry, it is a new errand.
  std::vector<std::pair<std::string, std::string>> TakeChanged();
  // A record of the store. Overdue sources are spread over at most 5 minutes; articles come back by
  // their own record.
  void Restore(const std::string& key, const Json& state);

 private:
  struct Item;
  // Due (steady), rank, since when it has been waiting, key. Of those that a busy site keeps
  // waiting for the same moment feeds go first, then what was never read, then who waited longest.
  using Order = std::tuple<Duration, int, Duration, std::string>;

  static Order OrderOf(const Item& item);

  Item* Find(const std::string& key);
  const Item* Find(const std::string& key) const;
  // A fresh record under `key`, which must not be on the agenda; Schedule puts the new one there.
  Item& Add(const std::string& key, Subject subject, std::string url, std::string source);
  Duration ToSteady(Time wall) const;
  Time ToWall(Duration steady) const;
  void Birth(Item& item) const;
  Time Today(const Item& item) const;
  // Puts the item on the agenda; nullopt: never again.
  void Schedule(Item& item, std::optional<Duration> in, std::string why);
  void OffAgenda(const Item& item);
  void OnAgenda(const Item& item);
  bool IsLeftAlone(const Item& item) const;
  bool IsFinished(const Item& item) const;
  Duration Farthest(const Item& item) const;
  std::string WhyOf(const Item& item) const;
  void NoteConfigured(const std::vector<SourceConfig>& sources);
  void DropGone(const std::set<std::string>& wanted);
  void Readmit(Item& item);
  bool MakeDue(Item& item, Firmness override_up_to);
  void PlanSource(Item& item, bool gap);
  void PlanArticle(Item& item);
  void NoteAnswer(Item& item, const Answer& answer, bool accepted, std::string_view unusable_words);
  void TakeNews(Item& item, const Answer& answer, const SourceNews& news) const;
  SourceVerdict NoteMove(Item& item, const Answer& answer, bool accepted);
  ArticleVerdict NoteGone(Item& item, const Answer& answer);
  void GoBack(Item& item);
  // scheduler_state.cpp: an item as the record in the store, as Explain shows it, and back.
  static Json SourceState(const Item& item);
  static Json ArticleState(const Item& item);
  Json StateOf(const Item& item) const;
  void ExplainState(const Item& item, Json& json) const;
  void ExplainStanding(const Item& item, Json& json) const;
  void ExplainSource(const Item& item, Json& json) const;
  void RestoreSource(Item& item, const Json& state);
  void RestorePart(const std::string& key, const Json& state);
  Duration FloorOf(const Item& item) const;
  void PlanSooner(Item& item);
  bool WouldMiss(const Item& item) const;
  void NoteGap(Item& item, bool gap);
  void RestoreArticle(const std::string& key, const Json& state);
  void RestoreDue(Item& item, const Json& state, Duration spread);

  PolitenessConfig politeness_;
  RecheckConfig recheck_;
  const Clock& clock_;
  std::optional<std::set<std::string>> enabled_;  // ids of sources; nullopt: nobody said
  std::map<std::string, std::unique_ptr<Item>, std::less<>> items_;
  std::set<Order> agenda_;         // what has a due time, is not out and not left alone
  std::set<std::string> out_;      // keys taken, not yet put back or reported
  std::set<std::string> changed_;  // keys whose records TakeChanged will hand out
};

}  // namespace claimwatch
