// The one thread that owns all network state: it asks what is due, hands pages to the workers, and
// tells the scheduler what came of them. It never waits for anything but the network.
//
// Everything it knows is in the scheduler, whose state it saves at most once a second: what a crash
// forgets is asked again, which loses nothing. All functions belong to one thread.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "daemon/courier.h"
#include "daemon/events.h"
#include "daemon/fetcher.h"
#include "daemon/politeness.h"
#include "daemon/robots.h"
#include "daemon/scheduler.h"
#include "daemon/workers.h"
#include "storage/store.h"

namespace claimwatch {

// What was done since the start, for the summary of a pass and `claimwatch status`.
struct Tally {
  std::uint64_t fetched = 0;  // answers of any status
  std::uint64_t skipped =
      0;  // not asked in a pass: robots, or the other side wants to be left alone for long
  std::uint64_t failures = 0;  // answers that were of no use
  JobCounts jobs;
};

class Loop {
 public:
  // What it works with; all borrowed.
  struct House {
    Store& store;
    const Clock& clock;
    Workers& workers;
    Courier& courier;
    EventLog& events;
  };

  // Whether the articles of feeds are fetched, or only the feeds.
  enum class Follow { kArticles, kFeedsOnly };

  // `config` is copied. The fetcher must watch whatever shall end a wait early.
  Loop(House house, const Config& config, std::unique_ptr<Fetcher> fetcher, Follow follow);

  // Takes up where an earlier life stopped: schedule, validators, promised articles, owed analyses.
  // Call it once, before the first Turn. An error is the store's.
  Status Restore();

  // Starts what is due, waits at most `most` for something to happen, and deals with it. Never
  // fails: what goes wrong with one address is counted, logged and planned anew.
  void Turn(Duration most);

  // Makes every source due now, and every article whose time had come before the start; counts from
  // here when each due address was asked once.
  void BeginPass();
  // Also when nothing more can be asked because the disk is full: a pass does not wait for room.
  bool PassIsDone() const;
  // Whether nothing is under way: only time can bring work.
  bool IsWaiting() const;

  // A reload: other sources, other limits. Transfers under way end with the old fetcher, before the
  // new one starts any.
  void Configure(const Config& config, std::unique_ptr<Fetcher> fetcher);

  // Whether new transfers may start (they may not while the disk is full). When they may again,
  // what found no room is made up for at once.
  void SetAsking(bool asking);

  // No new transfers; those under way are cancelled.
  void StopAsking();
  // The workers have stopped: takes their last results and saves the schedule.
  void Finish();

  const Tally& tally() const { return tally_; }

  // Whether something that was fetched or is owed waits for room on the disk.
  bool LacksRoom() const { return shortage_.has_value(); }

  // For explaining; it changes with every Turn.
  const Scheduler& scheduler() const { return scheduler_; }

 private:
  static constexpr Duration kFirstRoomWait = std::chrono::seconds(2);

  // A request on its way to another site, which must be asked first whether it may come.
  struct Held {
    FetchRequest request;
    Duration due{};    // steady
    Duration since{};  // steady
  };

  // What the disk had no room for: pages that came and are not stored, analyses that are owed, the
  // schedule.
  // Nothing new is asked for meanwhile, so the pages kept are no more than the workers take.
  struct Shortage {
    std::vector<Job> jobs;
    Duration next{};  // steady; when it is tried again
  };

  // Work that was left undone and needs no network: analyses that are owed, and, of an earlier
  // life, removals.
  Status RestoreOwed(Attempt attempt);
  Status RestoreGone();
  Status RestoreRetired();
  void NoteOverdue(const std::string& key, const Json& state);
  void ChangeFetcher();
  // loop_ask.cpp. An errand taken from the scheduler is in exactly one place until it is answered
  // or put back: await_robots_, out_ (asked, or held_ beside it), or being_read_.
  void AskDue();
  void Ask(Errand errand);
  bool IsUnderWay(const std::string& key) const;
  bool RobotsAllow(const Errand& errand, const Url& url);
  void AskRobots(const Url& url);
  void Hold(FetchRequest request);
  void AskHeld();
  void AskOnward(Held held);
  void GiveUpHeld(const Held& held, Duration wait, const std::string& reason);
  void PutBack(const Errand& errand, Duration wait, const std::string& reason);
  void Send(FetchRequest request);

  // loop_answers.cpp. What came is handed to the workers, or, when there is nothing to read in it,
  // to the scheduler at once. Each answer is one line of the event log, written when its plan is
  // known.
  void TakeFetched(Fetched fetched);
  void TakeRobots(const Fetched& fetched);
  void TakeOnward(const Fetched& fetched);
  void TakeUseless(const Errand& errand, const Fetched& fetched, const Answer& answer);
  // A job waits here while the workers have no room; the loop itself never waits for them.
  void Queue(Job job);
  void PushQueued();

  // What the workers have finished, in any order. Only then is the address planned anew.
  void CollectDone();
  void TakeDone(Done& done);
  void NoteShortage();
  void MakeUp();
  void TakeFound(const FoundArticle& found);
  void TakeOver(const ArticleTask& task);
  void KeepPromise(std::string_view article);
  void Answered(const Errand& errand, const Answer& answer, const Done& done);
  void PartAnswered(const Errand& errand, const Answer& answer, const Done& done);
  void NoteVerdict(const Errand& errand, SourceVerdict verdict);
  void NoteGone(const Errand& errand);
  void NoteRetired(Job& job);
  void Note(const std::string& key, const std::string& value);
  void NoteUntrusted(const Errand& errand, const Fetched& fetched);
  void WriteSourceEvent(const std::string& source, const std::string& what);
  void Count(const JobCounts& counts);
  void WriteEvent(std::string_view event, const Errand& errand, const Answer& answer,
                  const std::string& note);
  // How long the fetcher may wait: until something is due, or nothing can be started anyway.
  Duration WaitFor(Duration most) const;

  // The records that changed, in one batch; after an error they are kept for the next time.
  Status Save();
  void SaveOrSay();

  House house_;
  Config config_;
  Follow follow_;
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Fetcher> next_fetcher_;  // waits for the transfers under way
  Scheduler scheduler_;
  Politeness politeness_;
  RobotsCache robots_;
  std::map<std::string, Errand> out_;                            // asked, by key
  std::map<std::string, std::pair<Errand, Answer>> being_read_;  // with the workers, by key
  std::map<std::string, std::vector<Errand>> await_robots_;      // by origin
  std::vector<Held> held_;                                       // redirected to another site
  std::deque<Job> queued_;                                       // no room with the workers yet
  std::optional<std::set<std::string>> pass_;  // keys put back by politeness in this pass
  std::set<std::string> passed_;               // keys answered in this pass
  std::vector<std::string> overdue_;           // articles whose time had come before the start
  std::optional<Shortage> shortage_;
  Duration room_wait_ = kFirstRoomWait;         // of the next shortage
  std::map<std::string, std::string> unsaved_;  // state records, by key
  bool asking_ = true;
  Duration saved_at_{};  // steady
  Tally tally_;
};

}  // namespace claimwatch
