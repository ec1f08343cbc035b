// The whole service: it owns every part, ties them together, and lives until a signal or the end of
// a single pass.
//
// There is no shutdown that must run: each part leaves what it did not finish as owed in the store,
// and the next start takes it up. A stop by signal only saves the next life some repeated requests.
// This is the only place that knows all parts; none of them knows this one.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "daemon/caretaker.h"
#include "daemon/checkpoints.h"
#include "daemon/control.h"
#include "daemon/courier.h"
#include "daemon/disk_room.h"
#include "daemon/events.h"
#include "daemon/loop.h"
#include "daemon/signals.h"
#include "daemon/workers.h"
#include "storage/store.h"

namespace claimwatch {

// Make, Run and Summary belong to one thread, the process's first; what other threads there are
// (workers, courier) it starts and joins itself. All durable state lies in the store, so the
// process may be killed at any moment.
class Daemon {
 public:
  // kServe: until a signal. kOnce: one pass over everything that is due, with the sinks served at
  // its end.
  enum class Mode { kServe, kOnce };

  // What the command line decides; all else is configuration.
  struct Options {
    Mode mode = Mode::kServe;
    Loop::Follow follow = Loop::Follow::kArticles;
  };

  // Opens everything; the process is ready when it returns. In kServe it waits until baselines that
  // must be fetched were: null when a signal ended that. kBusy: another daemon has the store;
  // kCorrupt; kConfig; kNetwork in kOnce. Call it before any thread of the process starts. `clock`
  // must outlive it.
  static Result<std::unique_ptr<Daemon>> Make(Config config, Options options, const Clock& clock);
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  ~Daemon();

  // Until SIGTERM or SIGINT, or until the pass is done. What was under way is finished or will be
  // asked for again. kBusy: a pass ended early because the disk is too full. kIo: the disk refused
  // a write of the store; the process must end and be started anew, which finds everything that was
  // acknowledged.
  Status Run();

  // For a person, after a pass: "fetched 23, unchanged 4, …".
  std::string Summary() const;

 private:
  // What can fail to be made, made before the constructor, which cannot fail.
  struct Parts {
    std::unique_ptr<Store> store;
    std::unique_ptr<Parser> parser;
    std::shared_ptr<Pipeline> pipeline;
    std::vector<SinkSlot> sinks;
    std::unique_ptr<Fetcher> fetcher;
    std::optional<ControlSocket> control;
    std::optional<Checkpoints> checkpoints;
  };

  Daemon(Config config, Options options, const Clock& clock, Signals signals, Bell bell,
         Parts parts);

  // One round of the loop; at most a second, and at most a quarter of systemd's watchdog period.
  void Turn();
  // SIGTERM and SIGINT end Run after this turn; SIGHUP reloads and reopens log files.
  void TakeSignals();
  // Answers what came over the control socket.
  void TakeOrders();
  // A configuration that is wrong in any point changes nothing; it is answered with all its errors.
  Status Reload();
  // The configuration file anew. kConfig also when it changes what only a restart can change.
  Result<Config> ReadAgain() const;
  // All or nothing: whatever can fail is made before anything is replaced.
  Status Apply(Config config);
  // While the room is low no new transfer starts; alerts, which need little, go on. Both ends of
  // such a time are one line of the log and of events.jsonl (event "disk").
  void WatchDisk();
  // Tells systemd's watchdog that all threads go on: the loop by being here, workers and courier by
  // their own marks. A thread that hangs lets the watchdog bite.
  void ShowLife();
  LogHead EndOfLog() const;
  // What is kept no longer goes when it is time, and what came of it is told.
  void TakeCare();
  // What the configuration lets go.
  Retention Limits(Time now) const;
  void WriteMetrics();
  // One line of events.jsonl about the daemon itself; every quarter of an hour one with its
  // figures.
  void WriteEvent(std::string_view event, const std::string& result);
  void WriteStats();
  // The survey of the store with what only the process itself knows.
  Result<Json> StatusJson() const;
  // `fetcher` with everything that ends its waits early.
  std::unique_ptr<Fetcher> Watched(std::unique_ptr<Fetcher> fetcher) const;
  // In this order: no new requests, workers done, schedule saved, local sinks served, the end of
  // the log signed. The order of the members below is the order in which they borrow from each
  // other.
  void Stop();
  bool GoesOnDelivering();

  Config config_;
  Options options_;
  const Clock& clock_;
  Signals signals_;
  Bell bell_;
  std::optional<ControlSocket> control_;  // nullopt: nobody can give orders
  std::unique_ptr<Store> store_;
  Checkpoints checkpoints_;
  std::unique_ptr<Parser> parser_;
  EventLog events_;
  Courier courier_;
  Workers workers_;
  Loop loop_;
  Caretaker caretaker_;
  bool stopping_ = false;
  Room room_;
  Time started_{};
  std::uint64_t reloads_ = 0;
  std::uint64_t reload_refusals_ = 0;
  std::optional<Duration> disk_seen_at_;  // steady
  std::optional<Duration> stats_at_;      // steady
  std::optional<Duration> metrics_at_;    // steady; when the file was last written
  std::optional<Duration> watchdog_;      // systemd's period; nullopt: nobody watches
};

}  // namespace claimwatch
