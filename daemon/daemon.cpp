#include "daemon/daemon.h"

#include <algorithm>
#include <csignal>

#include "config/alert_log.h"
#include "config/load.h"
#include "core/log.h"
#include "core/text.h"
#include "core/whole_file.h"
#include "daemon/first_topics.h"
#include "daemon/garbage.h"
#include "daemon/gauges.h"
#include "daemon/notify.h"
#include "daemon/orders.h"
#include "daemon/plugins.h"
#include "daemon/process.h"
#include "daemon/sinks.h"
#include "daemon/survey.h"
#include "plugins/parser.h"
#include "plugins/registry.h"
#include "storage/checkpoint.h"
#include "storage/log_head.h"

namespace claimwatch {
namespace {

constexpr Duration kLongestTurn = std::chrono::seconds(1);
constexpr Duration kDiskEvery = std::chrono::seconds(2);
constexpr Duration kMetricsEvery = std::chrono::seconds(15);
constexpr Duration kStatsEvery = std::chrono::minutes(15);
constexpr std::size_t kJobsAtATime = 64;
// For the new baselines of a reload, while which nothing else is done: well below systemd's
// watchdog.
constexpr Duration kReloadPatience = std::chrono::seconds(10);

// Each transfer may end as a job: fewer places would be the true limit of transfers.
std::size_t JobsAtATime(const Config& config) {
  return std::max(kJobsAtATime, static_cast<std::size_t>(config.fetch.parallel));
}

// What is read once, at the start, and differs; in words, empty when nothing does.
std::string NeedsRestart(const Config& old, const Config& fresh) {
  const std::pair<const char*, bool> kOnce[] = {
      {"daemon.state_dir", old.daemon.state_dir != fresh.daemon.state_dir},
      {"daemon.run_dir", old.daemon.run_dir != fresh.daemon.run_dir},
      {"daemon.workers", old.daemon.workers != fresh.daemon.workers},
      {"daemon.isolate_parsing", old.daemon.isolate_parsing != fresh.daemon.isolate_parsing},
      {"daemon.log_target", old.daemon.log_target != fresh.daemon.log_target},
      {"storage.checkpoint_every", old.storage.checkpoint_every != fresh.storage.checkpoint_every},
      {"storage.checkpoint_key", old.storage.checkpoint_key != fresh.storage.checkpoint_key},
  };
  std::vector<std::string> changed;
  for (const auto& [name, differs] : kOnce) {
    if (differs) {
      changed.emplace_back(name);
    }
  }
  return Join(changed, ", ");
}

// systemd's socket, else one of our own. A daemon that nobody can give orders works all the same.
Result<std::optional<ControlSocket>> MakeControl(const Config& config, Daemon::Mode mode) {
  if (const std::optional<int> inherited = InheritedSocket()) {
    ControlSocket adopted = CW_TRY(ControlSocket::Adopt(Descriptor(*inherited)));
    return std::optional<ControlSocket>(std::move(adopted));
  }
  if (mode == Daemon::Mode::kOnce || config.daemon.run_dir.empty()) {
    return std::optional<ControlSocket>();
  }
  Result<ControlSocket> made = ControlSocket::Listen(SocketPath(config.daemon));
  if (!made.ok()) {
    LogInfo("{}; goes on without, a reload is SIGHUP", made.error().message());
    return std::optional<ControlSocket>();
  }
  return std::optional<ControlSocket>(std::move(made).value());
}

// While a baseline is waited for: whoever asks hears that.
Meanwhile Excuse(std::optional<ControlSocket>& control, const Clock& clock) {
  return [&control, &clock](const Error& missing) {
    if (control) {
      control->Serve(clock.Steady(), [&missing](const Json& /*request*/, Trust /*trust*/) {
        return Error(Errc::kBusy,
                     "the daemon starts: it waits for the network to fetch a baseline (" +
                         missing.message() + ")");
      });
    }
  };
}

// Before the first checkpoint of this life, which would be the last one then.
void WarnOfOldBackup(const std::filesystem::path& dir, const Store& store) {
  const Result<LogHead> head = store.GetLogHead();
  const std::string lacking = head.ok() ? LackingSinceCheckpoint(dir, *head) : "";
  if (!lacking.empty()) {
    LogWarning("store {}: {}; was an older backup restored?", dir.string(), lacking);
  }
}

}  // namespace

Result<std::unique_ptr<Daemon>> Daemon::Make(Config config, Options options, const Clock& clock) {
  Signals signals = CW_TRY(Signals::Make());
  Bell bell = CW_TRY(Bell::Make());
  Parts parts;
  // On a disk that is full to the last byte no store can be opened; the ballast makes room for it.
  static_cast<void>(DiskRoom(config.daemon.state_dir, config.storage).Look());
  parts.store = CW_TRY(Store::Open(config.daemon.state_dir));
  WarnOfOldBackup(config.daemon.state_dir, *parts.store);
  parts.checkpoints = CW_TRY(Checkpoints::Make(config, clock));
  parts.control = CW_TRY(MakeControl(config, options.mode));  // before any child could inherit it
  const std::shared_ptr<const Registry> plugins = CW_TRY(StartPlugins(config, clock));
  parts.parser = CW_TRY(MakeParserFor(config.daemon, clock));
  std::optional<std::vector<Topic>> topics =
      options.mode == Mode::kOnce
          ? CW_TRY(LoadTopics(config, *parts.store, clock, *parts.parser, std::nullopt))
          : CW_TRY(AwaitTopics(config, *parts.store, clock, *parts.parser, signals,
                               Excuse(parts.control, clock)));
  if (!topics) {
    return std::unique_ptr<Daemon>();
  }
  parts.pipeline = std::make_shared<Pipeline>(config, std::move(*topics), plugins,
                                              Pipeline::House{*parts.store, clock, *parts.parser});
  parts.sinks = CW_TRY(MakeSinks(config.alerts, *plugins));
  parts.fetcher = CW_TRY(Fetcher::Make(config.fetch, clock));
  std::unique_ptr<Daemon> daemon(new Daemon(std::move(config), options, clock, std::move(signals),
                                            std::move(bell), std::move(parts)));
  CW_TRY(daemon->loop_.Restore());
  daemon->started_ = clock.Now();
  return daemon;
}

Daemon::Daemon(Config config, Options options, const Clock& clock, Signals signals, Bell bell,
               Parts parts)
    : config_(std::move(config)),
      options_(options),
      clock_(clock),
      signals_(std::move(signals)),
      bell_(std::move(bell)),
      control_(std::move(parts.control)),
      store_(std::move(parts.store)),
      checkpoints_(*std::move(parts.checkpoints)),
      parser_(std::move(parts.parser)),
      events_(EventLogBeside(config_.alerts.file)),
      courier_(*store_, clock, std::move(parts.sinks)),
      workers_(std::move(parts.pipeline), clock,
               {config_.daemon.workers, JobsAtATime(config_),
                [this] {
                  bell_.Ring();
                }}),
      loop_({*store_, clock, workers_, courier_, events_}, config_,
            Watched(std::move(parts.fetcher)), options.follow),
      caretaker_(*store_, clock),
      watchdog_(WatchdogPeriod()) {}

Daemon::~Daemon() = default;

Status Daemon::Run() {
  NotifyReady(fmt::format("watching {}", Counted(config_.sources.size(), "source")));
  LogInfo("watching {}, {}", Counted(config_.sources.size(), "source"),
          Counted(config_.topics.size(), "topic"));
  WriteEvent("start", Summary());
  if (options_.mode == Mode::kOnce) {
    loop_.BeginPass();
  } else {
    courier_.Start();
  }
  caretaker_.Ring();  // what a crash left
  while (!stopping_ && !(options_.mode == Mode::kOnce && loop_.PassIsDone())) {
    Turn();
  }
  Stop();
  if (const std::optional<Error> failure = store_->Failure()) {
    return *failure;
  }
  if (options_.mode == Mode::kOnce && (room_.low || loop_.LacksRoom())) {
    return Error(Errc::kBusy,
                 fmt::format("{}: {}; what was due is asked in the next pass",
                             config_.daemon.state_dir.string(),
                             room_.low ? room_.words : "no room for what was fetched"));
  }
  return Ok();
}

void Daemon::Turn() {
  WatchDisk();
  loop_.Turn(watchdog_ ? std::min(kLongestTurn, *watchdog_ / 4) : kLongestTurn);
  bell_.Silence();
  TakeSignals();
  TakeOrders();
  ShowLife();
  checkpoints_.SignWhenDue(EndOfLog());
  TakeCare();
  WriteMetrics();
  WriteStats();
  // After a refused write nothing can be kept any more: leaving at once is the way back to work.
  stopping_ = stopping_ || store_->Failure().has_value();
}

void Daemon::TakeSignals() {
  while (const std::optional<int> signal = signals_.Next()) {
    if (*signal == SIGHUP) {
      static_cast<void>(Reload());  // it says itself what is wrong
    } else {
      LogInfo("stopping on signal {}", *signal);
      stopping_ = true;
    }
  }
}

void Daemon::TakeOrders() {
  if (control_) {
    const OrderDesk desk = {
        *store_,
        clock_,
        [this] { return StatusJson(); },
        [this] { return Reload(); },
        [this] { courier_.LettersChanged(); },
        [this] { caretaker_.Ring(); },
        config_.daemon.state_dir,
        [this](std::optional<Time> refused_before) {
          Retention retention = Limits(clock_.Now());
          retention.refused_before = refused_before ? refused_before : retention.refused_before;
          return caretaker_.Collect(std::move(retention), Sweep::kDropAndRewrite);
        }};
    control_->Serve(clock_.Steady(), [&desk](const Json& request, Trust trust) {
      return CarryOut(request, trust, desk);
    });
  }
}

// A bad configuration changes nothing; the logs are opened anew in any case, which is what
// logrotate asks for.
Status Daemon::Reload() {
  NotifyReloading(clock_.Steady());
  events_.Reopen();
  courier_.ReopenSoon();
  Result<Config> fresh = ReadAgain();
  const Status applied = fresh.ok() ? Apply(std::move(fresh).value()) : Status(fresh.error());
  if (applied.ok()) {
    ++reloads_;
    LogInfo("configuration reloaded: {}, {}", Counted(config_.sources.size(), "source"),
            Counted(config_.topics.size(), "topic"));
  } else {
    ++reload_refusals_;
    for (const std::string_view line : Split(applied.error().message(), '\n')) {
      LogError("reload refused: {}", line);
    }
  }
  WriteEvent("reload", applied.ok() ? "taken over" : "refused: " + applied.error().message());
  NotifyReady(applied.ok() ? "reloaded" : "reload refused, the old configuration stays");
  return applied;
}

Result<Config> Daemon::ReadAgain() const {
  if (config_.file.empty()) {
    return config_;
  }
  Config fresh = CW_TRY(LoadConfig(config_.file));
  if (const std::string changed = NeedsRestart(config_, fresh); !changed.empty()) {
    return Error(Errc::kConfig, "only a restart can change " + changed);
  }
  return fresh;
}

Status Daemon::Apply(Config config) {
  const std::shared_ptr<const Registry> plugins = CW_TRY(StartPlugins(config, clock_));
  std::vector<Topic> topics =
      CW_TRY(LoadTopics(config, *store_, clock_, *parser_, kReloadPatience));
  auto pipeline = std::make_shared<Pipeline>(config, std::move(topics), plugins,
                                             Pipeline::House{*store_, clock_, *parser_});
  std::vector<SinkSlot> sinks = CW_TRY(MakeSinks(config.alerts, *plugins));
  std::unique_ptr<Fetcher> fetcher = CW_TRY(Fetcher::Make(config.fetch, clock_));
  fetcher = Watched(std::move(fetcher));
  config_ = std::move(config);
  workers_.Use(std::move(pipeline));
  workers_.Grow(JobsAtATime(config_));
  events_.MoveTo(EventLogBeside(config_.alerts.file));
  courier_.Replace(std::move(sinks));
  loop_.Configure(config_, std::move(fetcher));
  SetLogLevel(config_.daemon.log_level);
  return Ok();
}

// Below the watermark nothing new is fetched; what is stored is still analysed and delivered.
void Daemon::WatchDisk() {
  if (disk_seen_at_ && clock_.Steady() - *disk_seen_at_ < kDiskEvery) {
    return;
  }
  disk_seen_at_ = clock_.Steady();
  const bool was_low = room_.low;
  room_ = DiskRoom(config_.daemon.state_dir, config_.storage).Look();
  if (room_.low == was_low) {
    return;
  }
  const std::string what = room_.low ? "fetching pauses" : "fetching goes on";
  LogWarning("{}: {}; {}", config_.daemon.state_dir.string(), room_.words, what);
  WriteEvent("disk", fmt::format("{}; {}", what, room_.words));
  NotifyStatus(fmt::format("{}: {}", what, room_.words));
  loop_.SetAsking(!room_.low);
}

// Only a daemon that gets on is alive: this thread (it is here), the workers, the courier.
void Daemon::ShowLife() {
  if (!watchdog_) {
    return;
  }
  const bool courier_lives =
      options_.mode == Mode::kOnce ||
      clock_.Steady() - courier_.AliveAt() < std::max(*watchdog_, courier_.LongestSilence());
  if (courier_lives && workers_.LongestBusy() < *watchdog_) {
    NotifyAlive();
  }
}

// Of a store that cannot be read, which says itself what ails it: the empty one, which nobody
// signs.
LogHead Daemon::EndOfLog() const {
  return store_->GetLogHead().value_or({});
}

Retention Daemon::Limits(Time now) const {
  Retention retention = RetentionOf(config_.storage, now);
  retention.sinks = SinkNames(config_.alerts);
  return retention;
}

void Daemon::TakeCare() {
  if (options_.mode != Mode::kOnce) {
    caretaker_.CollectWhenDue(config_.storage.gc_every, [this](Time now) { return Limits(now); });
    caretaker_.StampWhenDue(
        config_.storage.timestamp_every,
        {config_.storage.timestamp_url, config_.storage.timestamp_roots, config_.daemon.state_dir});
  }
  if (std::optional<Json> record = caretaker_.TakeRecord()) {
    events_.Write(record->Set("event", "gc"));
    events_.Flush();
  }
}

// A file that cannot be written is said once, at the first time.
void Daemon::WriteMetrics() {
  const std::filesystem::path& file = config_.daemon.metrics_file;
  const Duration now = clock_.Steady();
  if (file.empty() || (metrics_at_ && now - *metrics_at_ < kMetricsEvery)) {
    return;
  }
  const Result<Json> status = StatusJson();
  const Status written =
      status.ok() ? ReplaceFile(file, MetricsText(*status), Readers::kAll) : Status(status.error());
  if (!written.ok() && !metrics_at_) {
    LogWarning("daemon.metrics_file: {}", written.error().message());
  }
  metrics_at_ = now;
}

void Daemon::WriteEvent(std::string_view event, const std::string& result) {
  events_.Write(Json::Of({{"time", FormatTime(clock_.Now())},
                          {"event", event},
                          {"version", CW_VERSION},
                          {"sources", std::uint64_t{config_.sources.size()}},
                          {"result", result}}));
  events_.Flush();
}

void Daemon::WriteStats() {
  const Duration now = clock_.Steady();
  stats_at_ = stats_at_.value_or(now);  // the first after a full period
  if (now - *stats_at_ < kStatsEvery) {
    return;
  }
  stats_at_ = now;
  GiveBackHeap();
  if (const Result<Json> status = StatusJson(); status.ok()) {
    events_.Write(
        Json::Of({{"time", FormatTime(clock_.Now())}, {"event", "stats"}, {"status", *status}}));
    events_.Flush();
  }
}

Result<Json> Daemon::StatusJson() const {
  const Tally& tally = loop_.tally();
  const StoreStatus store = CW_TRY(store_->GetStatus());
  Json status = CW_TRY(SurveyJson(config_, *store_, store, clock_));
  const auto seconds = [](Time time) {
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  };
  const ProcessFacts process = ReadProcess();
  status.Set("daemon", Json::Of({{"version", CW_VERSION},
                                 {"pid", process.pid},
                                 {"started", FormatTime(started_)},
                                 {"started_seconds", seconds(started_)},
                                 {"uptime_seconds", seconds(clock_.Now()) - seconds(started_)},
                                 {"config", config_.file.string()},
                                 {"resident_bytes", process.resident.count},
                                 {"heap_bytes", process.heap.count},
                                 {"store_memory_bytes", store.size_in_memory.count},
                                 {"open_files", process.open_files},
                                 {"paused", room_.low},
                                 {"upkeep_under_way", caretaker_.AtWork()},
                                 {"disk", room_.words},
                                 {"ballast_held", room_.ballast_held},
                                 {"jobs_pending", std::uint64_t{workers_.Pending()}},
                                 {"fetched", tally.fetched},
                                 {"failures", tally.failures},
                                 {"skipped", tally.skipped},
                                 {"unchanged", tally.jobs.unchanged},
                                 {"new_versions", tally.jobs.versions},
                                 {"new_alerts", tally.jobs.alerts},
                                 {"refused", tally.jobs.refused},
                                 {"errors", tally.jobs.errors},
                                 {"reloads", reloads_},
                                 {"reload_refusals", reload_refusals_}}));
  return status;
}

std::unique_ptr<Fetcher> Daemon::Watched(std::unique_ptr<Fetcher> fetcher) const {
  std::vector<int> descriptors = {signals_.descriptor(), bell_.descriptor()};
  if (control_) {
    descriptors.push_back(control_->descriptor());
  }
  fetcher->Watch(std::move(descriptors));
  return fetcher;
}

void Daemon::Stop() {
  NotifyStopping();
  loop_.StopAsking();
  workers_.Stop();
  loop_.Finish();
  WriteEvent("stop", Summary());
  if (options_.mode == Mode::kOnce) {
    courier_.RunToTheEnd([this] { return GoesOnDelivering(); });
  }
  courier_.Stop();
  checkpoints_.Sign(EndOfLog());
}

// After a pass nothing comes that would deliver what is left: only a signal ends it sooner.
bool Daemon::GoesOnDelivering() {
  ShowLife();
  while (const std::optional<int> signal = signals_.Next()) {
    stopping_ = stopping_ || *signal != SIGHUP;
  }
  return !stopping_;
}

std::string Daemon::Summary() const {
  const Tally& tally = loop_.tally();
  return fmt::format(
      "fetched {}, unchanged {}, versions {}, alerts {}, refused {}, skipped {}, failures {}, "
      "errors {}",
      tally.fetched, tally.jobs.unchanged, tally.jobs.versions, tally.jobs.alerts,
      tally.jobs.refused, tally.skipped, tally.failures, tally.jobs.errors);
}

}  // namespace claimwatch
