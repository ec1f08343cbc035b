#include "daemon/daemon.h"

#include <csignal>

#include "config/load.h"
#include "core/log.h"
#include "core/text.h"
#include "daemon/notify.h"
#include "daemon/plugins.h"
#include "daemon/sinks.h"
#include "plugins/parser.h"
#include "plugins/registry.h"

namespace claimwatch {
namespace {

constexpr Duration kLongestTurn = std::chrono::seconds(1);
constexpr Duration kDiskEvery = std::chrono::seconds(10);
constexpr std::size_t kJobsAtATime = 64;

std::filesystem::path EventPath(const Config& config) {
  return config.alerts.file.empty() ? config.alerts.file
                                    : config.alerts.file.parent_path() / "events.jsonl";
}

Result<std::unique_ptr<Parser>> MakeParserFor(const DaemonConfig& config, const Clock& clock) {
  if (!config.isolate_parsing) {
    return MakeParser();
  }
  Result<std::unique_ptr<Parser>> parser = MakeChildParser(ChildParserOptions(), clock);
  if (!parser.ok()) {
    return Error(Errc::kConfig,
                 parser.error().message() +
                     "; where no child process may be started, daemon.isolate_parsing"
                     " = false lets the daemon itself read pages");
  }
  return parser;
}

}  // namespace

Result<std::shared_ptr<Pipeline>> Daemon::MakePipeline(const Config& config,
                                                       std::shared_ptr<const Registry> plugins,
                                                       const Pipeline::House& house) {
  std::vector<Topic> topics = CW_TRY(LoadTopics(config, house.store, house.clock, house.parser));
  return std::make_shared<Pipeline>(config, std::move(topics), std::move(plugins), house);
}

Result<std::unique_ptr<Daemon>> Daemon::Make(Config config, Options options, const Clock& clock) {
  Signals signals = CW_TRY(Signals::Make());
  Bell bell = CW_TRY(Bell::Make());
  Parts parts;
  parts.store = CW_TRY(Store::Open(config.daemon.state_dir));
  const std::shared_ptr<const Registry> plugins = CW_TRY(StartPlugins(config, clock));
  parts.parser = CW_TRY(MakeParserFor(config.daemon, clock));
  parts.pipeline = CW_TRY(MakePipeline(config, plugins, {*parts.store, clock, *parts.parser}));
  parts.sinks = CW_TRY(MakeSinks(config.alerts, *plugins));
  parts.fetcher = CW_TRY(Fetcher::Make(config.fetch, clock));
  parts.fetcher->Watch({signals.descriptor(), bell.descriptor()});
  std::unique_ptr<Daemon> daemon(new Daemon(std::move(config), options, clock, std::move(signals),
                                            std::move(bell), std::move(parts)));
  CW_TRY(daemon->loop_.Restore());
  return daemon;
}

Daemon::Daemon(Config config, Options options, const Clock& clock, Signals signals, Bell bell,
               Parts parts)
    : config_(std::move(config)),
      options_(options),
      clock_(clock),
      signals_(std::move(signals)),
      bell_(std::move(bell)),
      store_(std::move(parts.store)),
      parser_(std::move(parts.parser)),
      events_(EventPath(config_)),
      courier_(*store_, clock, std::move(parts.sinks)),
      workers_(std::move(parts.pipeline), clock,
               {config_.daemon.workers, kJobsAtATime,
                [this] {
                  bell_.Ring();
                }}),
      loop_({*store_, clock, workers_, courier_, events_}, config_, std::move(parts.fetcher),
            options.follow),
      watchdog_(WatchdogPeriod()) {}

Daemon::~Daemon() = default;

Status Daemon::Run() {
  NotifyReady(fmt::format("watching {} sources", config_.sources.size()));
  LogInfo("watching {} sources, {} topics", config_.sources.size(), config_.topics.size());
  if (options_.mode == Mode::kOnce) {
    loop_.BeginPass();
  } else {
    courier_.Start();
  }
  while (!stopping_ && !(options_.mode == Mode::kOnce && loop_.PassIsDone())) {
    Turn();
  }
  Stop();
  const std::optional<Error> failure = store_->Failure();
  return failure ? Status(*failure) : Ok();
}

void Daemon::Turn() {
  WatchDisk();
  loop_.Turn(watchdog_ ? std::min(kLongestTurn, *watchdog_ / 4) : kLongestTurn);
  bell_.Silence();
  TakeSignals();
  ShowLife();
  // After a refused write nothing can be kept any more: leaving at once is the way back to work.
  stopping_ = stopping_ || store_->Failure().has_value();
}

void Daemon::TakeSignals() {
  while (const std::optional<int> signal = signals_.Next()) {
    if (*signal == SIGHUP) {
      Reload();
    } else {
      LogInfo("stopping on signal {}", *signal);
      stopping_ = true;
    }
  }
}

// A bad configuration changes nothing; the logs are opened anew in any case, which is what
// logrotate asks for.
void Daemon::Reload() {
  NotifyReloading(clock_.Steady());
  events_.Reopen();
  courier_.ReopenSoon();
  Result<Config> fresh = ReadAgain();
  const Status applied = fresh.ok() ? Apply(std::move(fresh).value()) : Status(fresh.error());
  if (applied.ok()) {
    LogInfo("configuration reloaded: {} sources, {} topics", config_.sources.size(),
            config_.topics.size());
  } else {
    for (const std::string_view line : Split(applied.error().message(), '\n')) {
      LogError("reload refused: {}", line);
    }
  }
  NotifyReady(applied.ok() ? "reloaded" : "reload refused, the old configuration stays");
}

Result<Config> Daemon::ReadAgain() const {
  if (config_.file.empty()) {
    return config_;
  }
  Config fresh = CW_TRY(LoadConfig(config_.file));
  if (fresh.daemon.state_dir != config_.daemon.state_dir ||
      fresh.daemon.workers != config_.daemon.workers ||
      fresh.daemon.isolate_parsing != config_.daemon.isolate_parsing) {
    return Error(Errc::kConfig, "daemon: state_dir, workers and isolate_parsing need a restart");
  }
  return fresh;
}

Status Daemon::Apply(Config config) {
  const std::shared_ptr<const Registry> plugins = CW_TRY(StartPlugins(config, clock_));
  std::shared_ptr<Pipeline> pipeline =
      CW_TRY(MakePipeline(config, plugins, {*store_, clock_, *parser_}));
  std::vector<SinkSlot> sinks = CW_TRY(MakeSinks(config.alerts, *plugins));
  std::unique_ptr<Fetcher> fetcher = CW_TRY(Fetcher::Make(config.fetch, clock_));
  fetcher->Watch({signals_.descriptor(), bell_.descriptor()});
  config_ = std::move(config);
  workers_.Use(std::move(pipeline));
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
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(config_.daemon.state_dir, error);
  const bool full = !error && space.available < config_.storage.disk_free_min.count;
  if (full != disk_full_) {
    LogWarning("{}: {} free, {}", config_.daemon.state_dir.string(), FormatBytes({space.available}),
               full ? "fetching pauses (storage.disk_free_min)" : "fetching goes on");
    loop_.SetAsking(!full);
    disk_full_ = full;
  }
}

// Only a daemon whose workers get on is alive.
void Daemon::ShowLife() {
  if (watchdog_ && workers_.LongestBusy() < *watchdog_) {
    NotifyAlive();
  }
}

void Daemon::Stop() {
  NotifyStopping();
  loop_.StopAsking();
  workers_.Stop();
  loop_.Finish();
  if (options_.mode == Mode::kOnce) {
    courier_.RunOnce();
  }
  courier_.Stop();
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
