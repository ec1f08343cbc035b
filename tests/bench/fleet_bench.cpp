// A day of a big fleet, a long life, and the pace of polls: what scheduling costs, whether memory
// stays flat, and how many answers of "nothing new" a second the loop can take.
//
//   fleet_bench --benchmark_filter=SimulatedDay      one day of 1,000 … 100,000 feeds, simulated
//   fleet_bench --benchmark_filter=Rounds            2,000 feeds asked again and again, real clock
//   fleet_bench --benchmark_filter=WholeLoop/100000  so many polls of 2,000 feeds over loopback
//   fleet_bench --benchmark_filter=WholeLoop/1000000 the same for a million (some minutes)
//
// Counters: requests per feed and day, CPU seconds, and the process's resident memory. The server
// is a process of its own and not part of any figure. Rounds: answers a second of wall time and of
// this process's CPU (user and system, all threads), and what one costs. WholeLoop: resident memory
// at each tenth of the way, and its growth over the last nine tenths.
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <sys/resource.h>

#include "core/clock.h"
#include "core/digest.h"
#include "daemon/loop.h"
#include "daemon/pipeline.h"
#include "daemon/process.h"
#include "plugins/parser.h"
#include "plugins/registry.h"
#include "tests/bench/unchanged_server.h"
#include "tests/support/temp_folder.h"

namespace {

using namespace claimwatch;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr double kPagesPerMiB = 256;  // of 4 KiB

double ResidentMiB() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  return resident / kPagesPerMiB;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

SourceConfig FeedNumber(int number, std::string url) {
  SourceConfig source;
  source.id = "feed-" + std::to_string(number);
  source.url = std::move(url);
  return source;
}

// Each site has five feeds, as outlets do.
std::vector<SourceConfig> Fleet(int feeds) {
  std::vector<SourceConfig> sources;
  for (int i = 0; i < feeds; ++i) {
    sources.push_back(FeedNumber(i, fmt::format("https://site{}.example/{}.xml", i / 5, i % 5)));
  }
  return sources;
}

// Whether the feed of `key` had something new at its `poll`th poll: one in four.
int NewEntries(const std::string& key, std::uint64_t poll) {
  return StableHash(fmt::format("{}#{}", key, poll)) % 4 == 0 ? 1 : 0;
}

// One simulated day of schedule and politeness, with the records the daemon would save.
class Day {
 public:
  explicit Day(int feeds) : scheduler_({}, {}, clock_), politeness_({}, clock_) {
    scheduler_.SetSources(Fleet(feeds));
  }

  std::uint64_t Pass(Duration time) {
    const Duration end = clock_.Steady() + time;
    while (clock_.Steady() < end) {
      for (const Errand& errand : scheduler_.TakeDue(1000)) {
        Ask(errand);
      }
      if (scheduler_.NextIn().value_or(minutes(1)) > Duration::zero()) {
        clock_.Advance(seconds(1));
        Save();
      }
    }
    return asked_;
  }

 private:
  void Ask(const Errand& errand) {
    const Url url = Url::Parse(errand.url).value();
    const Permission permission = politeness_.MayAsk(url);
    if (!permission.Now()) {
      scheduler_.PutBack(errand.key, permission.wait, permission.reason);
      return;
    }
    politeness_.Started(url);
    Answer answer;
    SourceNews news;
    news.new_entries = NewEntries(errand.key, ++asked_);
    answer.outcome.status = news.new_entries > 0 || errand.validators.empty() ? 200 : 304;
    answer.given.etag = "\"" + std::to_string(asked_) + "\"";
    answer.given.url = errand.url;
    answer.given.full_since = clock_.Now();
    answer.final_url = errand.url;
    answer.when = clock_.Now();
    politeness_.Ended(url, answer.outcome);
    scheduler_.SourceAnswered(errand.key, answer, news);
  }

  void Save() {
    benchmark::DoNotOptimize(scheduler_.TakeChanged());
    for (const std::string& site : politeness_.TakeChanged()) {
      benchmark::DoNotOptimize(politeness_.State(site).Dump());
    }
  }

  ManualClock clock_{*ParseTime("2025-06-18T00:00:00Z")};
  Scheduler scheduler_;
  Politeness politeness_;
  std::uint64_t asked_ = 0;
};

void SimulatedDay(benchmark::State& state) {
  const auto feeds = static_cast<int>(state.range(0));
  for (auto _ : state) {
    const double before = ResidentMiB();
    Day day(feeds);
    const double cpu = CpuSeconds();
    const std::uint64_t asked = day.Pass(hours(24));
    state.counters["requests/feed"] = static_cast<double>(asked) / feeds;
    state.counters["cpu_s"] = CpuSeconds() - cpu;
    state.counters["fleet_MiB"] = ResidentMiB() - before;
  }
}

BENCHMARK(SimulatedDay)
    ->Arg(1000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

// Whether all feeds are of one host, whose connections are kept, or each of its own.
enum class Hosts { kOne, kMany };

// The daemon's loop with its store on disk, asking a server that has nothing new.
class Life {
 public:
  Life(int feeds, const Clock& clock, Hosts hosts)
      : store_(Store::Open(folder_.path() / "state").value()),
        events_(folder_.path() / "events.jsonl"),
        courier_(*store_, clock, {}),
        config_(ConfigFor(feeds, hosts)),
        fetcher_(Fetcher::Make(config_.fetch, clock).value()),
        bell_(*fetcher_),
        workers_(
            std::make_shared<Pipeline>(config_, std::vector<Topic>(), std::make_shared<Registry>(),
                                       Pipeline::House{*store_, clock, *parser_}),
            clock,
            {1, 64,
             [this] {
               bell_.Wake();
             }}),
        loop_({*store_, clock, workers_, courier_, events_}, config_, std::move(fetcher_),
              Loop::Follow::kFeedsOnly) {}

  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  ~Life() {
    loop_.StopAsking();
    workers_.Stop();
    loop_.Finish();
  }

  // On a clock that is moved on whenever there is nothing to do: many polls fall due at a time, as
  // in a fleet that is busy.
  void RunUntil(std::uint64_t fetched, ManualClock& clock) {
    while (loop_.tally().fetched < fetched) {
      loop_.Turn(std::chrono::milliseconds(5));
      if (loop_.IsWaiting()) {
        clock.Advance(minutes(15));
      }
    }
  }

  // Every feed once.
  void Pass() {
    loop_.BeginPass();
    while (!loop_.PassIsDone()) {
      loop_.Turn(std::chrono::milliseconds(5));
    }
  }

  std::uint64_t fetched() const { return loop_.tally().fetched; }

  std::uint64_t unchanged() const { return loop_.tally().jobs.unchanged; }

 private:
  Config ConfigFor(int feeds, Hosts hosts) const {
    Config config;
    config.fetch.allow_private_net = true;
    config.fetch.allow_ports.clear();
    config.politeness.per_host_rate.count = 1'000'000'000;
    config.politeness.respect_robots = false;
    for (int i = 0; i < feeds; ++i) {
      const std::string origin =
          hosts == Hosts::kMany ? server_.Origin(i) : fmt::format("http://site{}.example", i);
      config.sources.push_back(FeedNumber(i, origin + "/feed.xml"));
    }
    if (hosts == Hosts::kOne) {
      config.fetch.proxy = server_.Origin(0);  // their names then need no resolver
    }
    return config;
  }

  UnchangedServer server_;      // first: it forks
  testing::TempFolder folder_;  // goes after the store that is in it
  std::unique_ptr<Parser> parser_ = MakeParser();
  std::unique_ptr<Store> store_;
  EventLog events_;
  Courier courier_;
  Config config_;
  std::unique_ptr<Fetcher> fetcher_;
  Fetcher& bell_;
  Workers workers_;
  Loop loop_;
};

constexpr int kFeeds = 2000;

void Rounds(benchmark::State& state, Hosts hosts) {
  KeepHeapSmall();  // as the daemon does
  constexpr int kPasses = 10;
  const SystemClock clock;
  for (auto _ : state) {
    Life life(kFeeds, clock, hosts);
    life.Pass();  // whole answers, and everything that is done once
    const std::uint64_t before = life.unchanged();
    const double cpu = CpuSeconds();
    const Duration start = clock.Steady();
    for (int i = 0; i < kPasses; ++i) {
      life.Pass();
    }
    const auto rounds = static_cast<double>(life.unchanged() - before);
    const double wall = static_cast<double>((clock.Steady() - start).count()) / 1e6;
    const double spent = CpuSeconds() - cpu;
    state.counters["rounds"] = rounds;
    state.counters["a_second"] = rounds / wall;
    state.counters["a_cpu_second"] = rounds / spent;
    state.counters["cpu_us_each"] = 1e6 * spent / rounds;
    state.counters["MiB"] = ResidentMiB();
  }
}

BENCHMARK_CAPTURE(Rounds, one_host, Hosts::kOne)->Iterations(1)->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(Rounds, many_hosts, Hosts::kMany)->Iterations(1)->Unit(benchmark::kSecond);

void WholeLoop(benchmark::State& state) {
  KeepHeapSmall();
  const auto fetches = static_cast<std::uint64_t>(state.range(0));
  for (auto _ : state) {
    ManualClock clock(*ParseTime("2025-06-18T00:00:00Z"));
    Life life(kFeeds, clock, Hosts::kOne);
    double early = 0;
    for (std::uint64_t tenth = 1; tenth <= 10; ++tenth) {
      life.RunUntil(fetches / 10 * tenth, clock);
      const double now = ResidentMiB();
      early = tenth == 1 ? now : early;
      state.counters[fmt::format("MiB_{:02}", tenth)] = now;
    }
    state.counters["grown_MiB"] = ResidentMiB() - early;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(fetches));
}

BENCHMARK(WholeLoop)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Iterations(1)->UseRealTime()->Unit(
    benchmark::kSecond);

}  // namespace
