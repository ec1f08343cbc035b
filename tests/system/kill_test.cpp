// kill -9 at any moment: no stored version is lost, no alert is repeated.
//
// The site prints another figure each time a story is fetched, so every fetch is a version and
// mostly an alert. What the daemon said it stored (events.jsonl is written after the store's batch)
// and what stands in the alert log are held against the store at the end.
#include <atomic>
#include <csignal>
#include <random>
#include <set>

#include <gmock/gmock.h>

#include "storage/store.h"
#include "tests/system/ever_changing.h"

namespace claimwatch::testing {
namespace {

constexpr int kRounds = 50;
constexpr int kStories = 6;

TEST(KillMinusNine, FiftyTimesLosesNoVersionAndRepeatsNoAlert) {
  Service service;
  std::atomic<int> edits{0};
  PrintEverChanging(service.site, kStories, edits);
  service.Configure({"herald.example"}, kLookEverySecond);
  std::mt19937 random(20250619);
  std::uniform_int_distribution<int> pages(0, kStories);
  std::uniform_int_distribution<int> moment(0, 60);
  for (int round = 0; round < kRounds; ++round) {
    const int enough = edits + pages(random);
    service.Start();
    // The bound only ends a daemon that does nothing; a slow machine gets to its work in its own
    // time.
    for (int waited = 0; edits < enough && waited < 3000; ++waited) {
      service.Wait(std::chrono::milliseconds(10));
    }
    EXPECT_GE(edits, enough) << "round " << round << " saw no work: " << service.Log();
    service.Wait(std::chrono::milliseconds(moment(random)));
    service.Signal(SIGKILL);
    ASSERT_EQ(service.Wait(), -SIGKILL) << "round " << round << ": " << service.Log();
  }
  ASSERT_EQ(service.Run({"--once"}), 0) << service.Log();

  const std::unique_ptr<Store> store = std::move(Store::OpenReader(service.state_dir())).value();
  std::size_t acknowledged = 0;
  for (const Json& event : WholeEvents(service)) {
    if (const auto version = Acknowledged(event)) {
      EXPECT_TRUE(store->GetVersion(version->first, version->second).ok()) << event.Dump();
      ++acknowledged;
    }
  }
  std::set<std::string> ids;
  std::int64_t expected = 0;
  for (const Json& alert : service.Alerts()) {
    EXPECT_EQ(alert.At("event.sequence").AsInt(), ++expected) << "the log has no gap";
    EXPECT_TRUE(ids.insert(std::string(alert.At("event.id").AsString())).second)
        << "no alert comes twice";
  }
  const StoreStatus status = *store->GetStatus();
  EXPECT_EQ(static_cast<std::uint64_t>(expected), status.alerts) << "every alert reached the log";
  EXPECT_EQ(status.owed, 0U);
  RecordProperty("versions", static_cast<int>(status.versions));
  RecordProperty("alerts", static_cast<int>(status.alerts));
  std::printf("killed %d times: %zu versions acknowledged, %llu stored, %lld alerts\n", kRounds,
              acknowledged, static_cast<unsigned long long>(status.versions),
              static_cast<long long>(expected));
  // How many were acknowledged before their kill depends on the machine; that many were says the
  // kills met a daemon at work.
  EXPECT_GT(acknowledged, static_cast<std::size_t>(kRounds / 5))
      << "the test must have been at work when it was killed";
}

}  // namespace
}  // namespace claimwatch::testing
