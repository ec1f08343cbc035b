// Queries beside a daemon that writes, is killed and starts again: none fails, and what the daemon
// told of before a query is there for it (R9 of the reliability table).
//
// Environment: CW_QUERIES=10000 for the long form.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/support/asked.h"
#include "tests/support/sanitized.h"
#include "tests/system/ever_changing.h"

namespace claimwatch::testing {
namespace {

constexpr int kQueries = kSanitized ? 60 : 300;  // each is a process of its own
constexpr int kStories = 6;
constexpr int kQueriesOfALife = 50;
// Then it begins with an empty store: the site changes every second, and a history of thousands of
// versions would make the long form tell of nothing but `blame` over all of them.
constexpr int kQueriesOfAStore = 500;

struct Answer {
  int status = 0;
  std::string output;  // of both streams
  double milliseconds = 0;
};

Answer Ask(const Service& service, const std::string& query) {
  const auto start = std::chrono::steady_clock::now();
  const std::string command = fmt::format("{}/claimwatch {} --state-dir {} 2>&1", CW_BINARY_DIR,
                                          query, service.state_dir().string());
  Answer answer;
  std::FILE* const pipe = popen(command.c_str(), "r");  // NOLINT(cert-env33-c): our own words
  std::array<char, 4096> chunk{};
  for (std::size_t size = 0; (size = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;) {
    answer.output.append(chunk.data(), size);
  }
  answer.status = pclose(pipe);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  answer.milliseconds = took.count();
  return answer;
}

// The last version that the daemon told of.
std::optional<std::pair<std::string, std::uint32_t>> Newest(const Service& service) {
  std::optional<std::pair<std::string, std::uint32_t>> newest;
  for (const Json& event : WholeEvents(service)) {
    if (auto version = Acknowledged(event)) {
      newest = std::move(version);
    }
  }
  return newest;
}

// Starts it and waits until it told of a version that was not told of before.
void StartAndSeeItWork(Service& service) {
  const auto before = Newest(service);
  service.Start();
  for (int waited = 0; Newest(service) == before && waited < 3000; ++waited) {
    service.Wait(std::chrono::milliseconds(10));
  }
  ASSERT_NE(Newest(service), before) << service.Log();
}

struct Tally {
  std::vector<double> times;  // milliseconds, of each query
  int errors = 0;
};

// Asks `queries` of one store from its beginning; five errors are enough.
void AskAll(int queries, Tally& tally) {
  Service service;
  std::atomic<int> edits{0};
  PrintEverChanging(service.site, kStories, edits);
  service.Configure({"herald.example"}, kLookEverySecond);
  for (int i = 0; i < queries && tally.errors < 5; ++i) {
    if (i % kQueriesOfALife == 0) {
      if (i > 0) {
        service.Signal(SIGKILL);
        ASSERT_EQ(service.Wait(), -SIGKILL);
      }
      StartAndSeeItWork(service);
    }
    const auto newest = Newest(service);
    ASSERT_TRUE(newest.has_value()) << service.Log();
    const std::string version = fmt::format("{}@{}", newest->first, newest->second);
    const std::string asked[] = {"show " + version, "log " + newest->first,   "alerts",
                                 "search Astana",   "blame " + newest->first, "claims"};
    const std::string& query = asked[static_cast<std::size_t>(i) % std::size(asked)];
    const Answer answer = Ask(service, query);
    tally.times.push_back(answer.milliseconds);
    const bool good = answer.status == 0 && !answer.output.empty() &&
                      answer.output.find("shorter than its anchor") == std::string::npos;
    tally.errors += good ? 0 : 1;
    EXPECT_TRUE(good) << query << ": " << answer.status << ": " << answer.output;
  }
}

TEST(Queries, NeverFailBesideADaemonAtWork) {
  Tally tally;
  for (int left = Asked("CW_QUERIES", kQueries); left > 0 && !HasFailure();
       left -= kQueriesOfAStore) {
    AskAll(std::min(left, kQueriesOfAStore), tally);
    std::vector<double> times = tally.times;
    std::sort(times.begin(), times.end());
    std::printf("%zu queries, %d errors, p50 %.0f ms, p99 %.0f ms\n", times.size(), tally.errors,
                times.at(times.size() / 2), times.at(times.size() * 99 / 100));
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace claimwatch::testing
