// A day of a big fleet, and a long life: what scheduling costs, and whether memory stays flat.
//
//   fleet_bench --benchmark_filter=SimulatedDay      one day of 1,000 … 100,000 feeds, simulated
//   fleet_bench --benchmark_filter=WholeLoop/100000  so many polls of 2,000 feeds over loopback
//   fleet_bench --benchmark_filter=WholeLoop/1000000 the same for a million (some minutes)
//
// Counters: requests per feed and day, CPU seconds, and the process's resident memory; for
// WholeLoop at each power of ten from 10,000 fetches on, and the growth over the last of them. The
// server runs in the same process and
// is part of the figures.
#include <filesystem>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/digest.h"
#include "daemon/loop.h"
#include "daemon/pipeline.h"
#include "demo/http_server.h"
#include "plugins/parser.h"
#include "plugins/registry.h"

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

// The daemon's loop with its store on disk, asking a server that has nothing new.
class Life {
 public:
  explicit Life(int feeds)
      : folder_(std::filesystem::temp_directory_path() / fmt::format("fleet-bench-{}", ::getpid())),
        server_(HttpServer::Start(&Unchanged).value()),
        store_(Store::Open(folder_ / "state").value()),
        events_(folder_ / "events.jsonl"),
        courier_(*store_, clock_, {}),
        config_(ConfigFor(feeds)),
        fetcher_(Fetcher::Make(config_.fetch, clock_).value()),
        bell_(*fetcher_),
        workers_(
            std::make_shared<Pipeline>(config_, std::vector<Topic>(), std::make_shared<Registry>(),
                                       Pipeline::House{*store_, clock_, *parser_}),
            clock_,
            {1, 64,
             [this] {
               bell_.Wake();
             }}),
        loop_({*store_, clock_, workers_, courier_, events_}, config_, std::move(fetcher_),
              Loop::Follow::kFeedsOnly) {}

  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  ~Life() {
    loop_.StopAsking();
    workers_.Stop();
    loop_.Finish();
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }

  void RunUntil(std::uint64_t fetched) {
    while (loop_.tally().fetched < fetched) {
      loop_.Turn(std::chrono::milliseconds(5));
      if (loop_.IsWaiting()) {
        clock_.Advance(minutes(1));
      }
    }
  }

 private:
  static HttpResponse Unchanged(const HttpRequest& request) {
    HttpResponse response;
    response.headers = {{"ETag", "\"one\""}};
    if (!request.Header("if-none-match").empty()) {
      response.status = 304;
      return response;
    }
    response.headers.emplace_back("Content-Type", "application/rss+xml");
    response.body =
        "<rss version=\"2.0\"><channel><title>Harbour</title><item><title>One</title>"
        "<link>https://harbour.example/one</link></item></channel></rss>";
    return response;
  }

  Config ConfigFor(int feeds) const {
    Config config;
    config.fetch.allow_private_net = true;
    config.fetch.allow_ports.clear();
    config.politeness.per_host_rate.count = 1'000'000;
    config.politeness.respect_robots = false;
    for (int i = 0; i < feeds; ++i) {
      config.sources.push_back(FeedNumber(i, fmt::format("http://site{}.example/feed.xml", i)));
    }
    config.fetch.proxy = server_->Origin();  // so that they are as many hosts, not one with two
                                             // connections
    return config;
  }

  std::filesystem::path folder_;
  ManualClock clock_{*ParseTime("2025-06-18T00:00:00Z")};
  std::unique_ptr<HttpServer> server_;
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

void WholeLoop(benchmark::State& state) {
  constexpr int kFeeds = 2000;
  const auto fetches = static_cast<std::uint64_t>(state.range(0));
  for (auto _ : state) {
    Life life(kFeeds);
    double early = 0;
    for (std::uint64_t asked = 10'000; asked <= fetches; asked *= 10) {
      life.RunUntil(asked);
      const double now = ResidentMiB();
      early = asked * 10 > fetches ? early : now;
      state.counters[fmt::format("MiB_at_{}", asked)] = now;
    }
    state.counters["grown_MiB"] = ResidentMiB() - early;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(fetches));
}

BENCHMARK(WholeLoop)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Iterations(1)->UseRealTime()->Unit(
    benchmark::kSecond);

}  // namespace
