// Days in simulated time with many feeds, some of which are ill: nothing grows that should not
// (R16 of the reliability table, and memory over many fetches).
//
//   CW_SOAK_FEEDS=1000 CW_SOAK_DAYS=1 daemon_tests --gtest_filter='Soak.*'    all of R16
//
// What is measured is the heap in use, without the store's own buffers and caches, which have
// bounds of their own. Resident memory says less: it holds the store's cache while it fills.
#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>

#include "daemon/process.h"
#include "tests/daemon/desk.h"
#include "tests/support/asked.h"
#include "tests/support/sanitized.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

constexpr double kMostGrowth = 1.03;

int Feeds() {
  return Asked("CW_SOAK_FEEDS", 30);
}

class Soak : public ::testing::Test {
 protected:
  Soak() {
    desk_.site.ForgetRequests();  // its list would be most of what grows
    desk_.config.fetch.timeout = std::chrono::seconds(5);
    for (int n = 0; n < Feeds(); ++n) {
      desk_.AddSource("s" + std::to_string(n), Host(n));
      const std::string story = "http://" + Host(n) + "/story";
      desk_.site.SetHtml(story, ArticlePage(story, "Summit ends in Astana", SummitStory()));
    }
  }

  static std::string Host(int n) { return "s" + std::to_string(n) + ".example"; }

  // Every tenth feed answers an error, garbage or nothing new by turns.
  void SetFeeds(int hour) {
    for (int n = 0; n < Feeds(); ++n) {
      const std::string feed = "http://" + Host(n) + "/feed.xml";
      FakeAnswer answer;
      answer.content_type = "application/rss+xml";
      answer.body = RssOf({{"http://" + Host(n) + "/story", "Summit ends in Astana"}}) + "<!-- " +
                    std::to_string(hour) + " -->";
      if (n % 10 == 3) {
        answer.status = hour % 3 == 0 ? 503 : 200;
        answer.body = hour % 3 == 1 ? "<rss><channel><item>" : answer.body;
      }
      desk_.site.Set(feed, answer);
    }
  }

  // The most that was held in these hours: what is remembered of the hosts read last is dropped
  // when they are 64 and comes again, so one look would see any point of that wave.
  double Hours(int from, int to) {
    double most = 0;
    for (int hour = from; hour < to; ++hour) {
      SetFeeds(hour);
      for (int quarter = 0; quarter < 4; ++quarter) {
        desk_.Pass(std::chrono::minutes(15));
        GiveBackHeap();  // as often as the daemon does it
        most = std::max(most, Held());
      }
    }
    return most;
  }

  // Bytes that the daemon holds: the heap in use without what the store bounds by itself.
  double Held() const {
    const std::uint64_t heap = ReadProcess().heap.count;
    return static_cast<double>(heap - desk_.store().GetStatus()->size_in_memory.count);
  }

  void Report(const std::string& when) const {
    RecordProperty("held_" + when, std::to_string(Held()));
    RecordProperty("resident_" + when, std::to_string(ReadProcess().resident.count));
    RecordProperty("open_files_" + when, std::to_string(ReadProcess().open_files));
    RecordProperty("fetched_" + when, std::to_string(desk_.loop().tally().fetched));
  }

  TempFolder folder_;
  mutable Desk desk_{std::move(Store::Open(folder_.path() / "store")).value()};
};

// From the fourth hour on every source was polled often enough to be known.
TEST_F(Soak, DaysOfManyFeedsLeaveMemoryAndDescriptorsAsTheyWere) {
  desk_.Open();
  const double held = Hours(0, 4);
  const ProcessFacts before = ReadProcess();
  Report("after_four_hours");
  const int days = Asked("CW_SOAK_DAYS", 1);
  Hours(4, days * 24 - 4);
  const double last = Hours(days * 24 - 4, days * 24);
  Report("at_the_end");
  RecordProperty("most_in_the_first_hours", std::to_string(held));
  RecordProperty("most_in_the_last_hours", std::to_string(last));
  const ProcessFacts after = ReadProcess();
  // Both ends of a kept connection are here, and they come and go.
  EXPECT_LE(after.open_files, before.open_files + 2 * desk_.config.fetch.parallel);
  const double most = Feeds() >= 1000 ? 1.01 : kMostGrowth;  // R16; few feeds say less
  EXPECT_TRUE(kSanitized || last < held * most) << last << " after " << held;
  for (int n = 0; n < Feeds(); ++n) {
    EXPECT_LE(desk_.Versions("http://" + Host(n) + "/story"), 1U) << n;
  }
}

}  // namespace
}  // namespace claimwatch::testing
