// Brings the alerts of the outbox to every sink, each at its own pace: one that is down blocks
// nobody.
//
// A sink has a cursor in the store, which moves when the sink says an alert is durable over there,
// and a back-off with jitter while it fails. An alert that the other side refuses, or that could
// not be delivered for too long, becomes a dead letter (daemon/dead_letters) and the next one goes
// on. The courier's thread is the only one that calls sinks; every other function may be called
// from any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/clock.h"
#include "core/mutex.h"
#include "daemon/flood.h"
#include "plugins/stage.h"
#include "storage/store.h"

namespace claimwatch {

struct DeadLetter;  // daemon/dead_letters.h

// Whether a sink lives on this machine; those are served once more before a stop.
enum class Reach { kLocal, kRemote };

// Which alerts a sink wants; the others pass by. Empty lists: all.
struct AlertFilter {
  Severity min_severity = Severity::kLow;
  std::vector<std::string> topics;
  std::vector<std::string> sources;
  std::vector<std::string> types;

  bool Wants(const Alert& alert) const;
};

// Which alerts a sink that took none yet is owed: whoever adds a webhook to a store of years does
// not want their alerts, and today's behind them.
enum class Owes { kAll, kFromNowOn };

// A sink as the configuration describes it. The courier owns it from Replace or its constructor on.
struct SinkSlot {
  std::string name;  // of the cursor in the store: a renamed sink is a new one
  std::unique_ptr<AlertSink> sink;
  AlertFilter filter;
  Reach reach = Reach::kRemote;
  Owes owes = Owes::kAll;
  Duration digest{};  // zero: each alert alone
  Duration max_age = std::chrono::hours(72);
  Duration max_backoff = std::chrono::minutes(30);
  Duration timeout = std::chrono::seconds(4);  // how long a delivery may take at most
  FloodLimit flood;                            // none: nothing is held back
  bool one_message = true;  // of a digest; else its alerts are deliveries, one after the other
};

// How one sink is doing, for `claimwatch status` and the watchdog. A copy of what the thread knew
// after its last delivery.
struct SinkHealth {
  std::string name;
  std::uint64_t cursor = 0;
  int failures = 0;             // in a row
  std::string last_error;       // empty when the last delivery succeeded
  std::uint64_t delivered = 0;  // since the start
  std::uint64_t dead = 0;       // letters waiting for a person
};

class Courier {
 public:
  // `store` and `clock` must outlive it.
  // Nothing is opened or delivered yet; a sink that cannot be reached is found out when it is used.
  Courier(Store& store, const Clock& clock, std::vector<SinkSlot> sinks);
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;
  ~Courier();

  // Starts the thread. Once; without it nothing is delivered but by RunOnce.
  void Start();
  // There may be something new. Cheap, never waits; a call that finds nothing new costs one look.
  void Wake() CW_EXCLUDES(mutex_);
  // Open files anew before the next delivery (SIGHUP).
  void ReopenSoon() CW_EXCLUDES(mutex_);
  // Dead letters were marked for another try, or dropped: look at them again.
  void LettersChanged() CW_EXCLUDES(mutex_);
  // A reload: other sinks from the next delivery on; a name that stays keeps its cursor and, when
  // it is failing, for how long it has been. It is tried at once, for the reload may have mended
  // it.
  void Replace(std::vector<SinkSlot> sinks) CW_EXCLUDES(mutex_);
  // Serves the local sinks once more and ends the thread.
  void Stop() CW_EXCLUDES(mutex_);

  std::vector<SinkHealth> Health() const CW_EXCLUDES(mutex_);
  // When its thread last showed that it goes on (steady): before each delivery and while it waits.
  Duration AliveAt() const CW_EXCLUDES(mutex_);
  // How long it may show nothing while all is well: its wait and the slowest sink's timeout, twice
  // because a delivery may be followed by a reopening of the same sink. Longer means that it hangs.
  Duration LongestSilence() const CW_EXCLUDES(mutex_);

  // One round over all sinks that are not waiting for a retry. Returns how long until the next
  // retry, nullopt when none is due, zero when a sink's turn was over before its alerts were. For
  // tests and `--once`; not while the thread runs.
  std::optional<Duration> RunOnce();
  // Rounds until every sink has what it takes now, or `go_on` says no, which is asked after each.
  void RunToTheEnd(const std::function<bool()>& go_on);

 private:
  // A dead letter that failed again, and how many alerts had been delivered by then.
  struct FailedLetter {
    std::uint64_t sequence = 0;
    Error error;
    std::uint64_t delivered = 0;
  };

  struct Route {
    explicit Route(SinkSlot its) : slot(std::move(its)), gate(slot.flood) {}

    SinkSlot slot;
    std::optional<std::uint64_t> cursor;  // nullopt: not read yet
    int failures = 0;
    bool noted = true;                  // the store may say that it fails: an earlier life may have
    int refusals = 0;                   // of these the last ones that were a plain no
    Time failing_since{};               // wall time, for people; of the first of the failures
    Duration down_since{};              // the same, steady
    Duration retry_at{};                // steady
    std::optional<Duration> digest_at;  // steady; when what waits is old enough
    std::string last_error;
    std::uint64_t delivered = 0;
    std::uint64_t dead = 0;
    FloodGate gate;
    std::optional<Time> held_until;  // the first digest of a flood that is due; wall time
    bool look_at_letters = true;
    bool reopen = false;
    // Of its present turn, or the last one.
    Duration turn_ends{};          // steady
    bool unfinished = false;       // it was over before its alerts were
    std::optional<Error> down;     // why alerts were given up on; the others need no try to fail
    std::optional<Error> gave_up;  // on one, as the other side was down for too long; none since
    std::optional<FailedLetter> failed_letter;
  };

  enum class Which { kAll, kLocal };

  // One turn for each sink that is not waiting; how long until the next one wants a turn.
  std::optional<Duration> Round(Which which);
  // When a sink wants its next turn (steady); nullopt: when there is something new.
  std::optional<Duration> NextTurn(const Route& route) const;
  // One turn; it is over in time, or sooner at a stop, and with at least one delivery else.
  void Serve(Route& route);
  Status ServeAll(Route& route);
  bool TurnIsOver(const Route& route) const CW_EXCLUDES(mutex_);
  Status ServeLetters(Route& route);
  Status OfferLetter(Route& route, DeadLetter& letter);
  Status Blame(Route& route);
  // courier_flood.cpp: what was held back and is due, one digest for each source.
  Status ServeHeld(Route& route);
  Status OfferHeld(Route& route, const HeldAlerts& held);
  Status OfferPart(Route& route, const std::vector<std::uint64_t>& sequences);
  Status HoldAlertBack(Route& route, const Alert& alert);
  // Whether there may be more to deliver.
  Result<bool> DeliverNext(Route& route);
  // An error is the sink's, and the cursor stays at the last alert that it took.
  Status DeliverEach(Route& route, const std::vector<Alert>& alerts);
  Status DeliverTogether(Route& route, const std::vector<Alert>& alerts);
  Status DeliverOne(Route& route, const Alert& alert);
  // Ok: they are over there, or dead letters.
  Status OfferOrGiveUp(Route& route, const std::vector<Alert>& alerts);
  Status Offer(Route& route, const std::vector<Alert>& alerts);
  // What cannot be delivered any more is put aside; then the next alerts are tried.
  Status GiveUpOn(Route& route, const std::vector<Alert>& alerts, const Error& error);
  enum class Again { kOnOrder, kAtOnce };  // when a letter is tried again
  Status BuryAll(Route& route, const std::vector<Alert>& alerts, const Error& error, Again again);
  Status MoveOn(Route& route, std::uint64_t sequence);
  void Recover(Route& route, std::string_view how);
  void Fail(Route& route, const Error& error);
  // Refused for good by the other side, or older than the sink's max_age.
  bool IsHopeless(const Route& route, const Alert& alert, const Error& error) const;
  // What the other functions asked for, taken over by the thread between two rounds.
  void TakeOrders() CW_EXCLUDES(mutex_);
  void Use(std::vector<SinkSlot> sinks);
  // The routes as Health shows them.
  void Publish() CW_EXCLUDES(mutex_);
  void ShowLife() CW_EXCLUDES(mutex_);
  void Loop() CW_EXCLUDES(mutex_);
  // Waits for Wake, Stop or `most`; false on stop.
  bool WaitForWork(Duration most) CW_EXCLUDES(mutex_);

  Store& store_;
  const Clock& clock_;
  std::vector<Route> routes_;  // the thread's own
  bool last_round_ = false;    // the thread's own; at a stop

  mutable Mutex mutex_;
  std::condition_variable_any changed_;
  bool work_ CW_GUARDED_BY(mutex_) = true;
  bool stop_ CW_GUARDED_BY(mutex_) = false;
  bool reopen_ CW_GUARDED_BY(mutex_) = false;
  bool letters_ CW_GUARDED_BY(mutex_) = false;
  Duration alive_at_ CW_GUARDED_BY(mutex_){};
  Duration silence_ CW_GUARDED_BY(mutex_){};
  std::optional<std::vector<SinkSlot>> replacement_ CW_GUARDED_BY(mutex_);
  std::vector<SinkHealth> health_ CW_GUARDED_BY(mutex_);
  std::jthread thread_;
};

}  // namespace claimwatch
