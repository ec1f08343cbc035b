// A day in simulated time with many feeds, some of which are ill: nothing grows that should not
// (R16 of the reliability table; CW_SOAK_FEEDS=1000 runs all of them).
#include <cstdlib>

#include <gmock/gmock.h>

#include "daemon/process.h"
#include "tests/daemon/desk.h"
#include "tests/support/sanitized.h"

namespace claimwatch::testing {
namespace {

int Feeds() {
  const char* asked = std::getenv("CW_SOAK_FEEDS");  // NOLINT(concurrency-mt-unsafe): one thread
  return asked != nullptr ? std::atoi(asked) : 30;   // NOLINT(cert-err34-c)
}

class Soak : public ::testing::Test {
 protected:
  Soak() {
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

  void Hour(int hour) {
    SetFeeds(hour);
    desk_.Pass(std::chrono::hours(1), std::chrono::minutes(15));
  }

  Desk desk_;
};

TEST_F(Soak, ADayOfManyFeedsLeavesMemoryAndDescriptorsAsTheyWere) {
  desk_.Open();
  for (int hour = 0; hour < 4; ++hour) {
    Hour(hour);
  }
  const ProcessFacts before = ReadProcess();
  const std::size_t alerts = desk_.alerts.size();
  for (int hour = 4; hour < 24; ++hour) {
    Hour(hour);
  }
  const ProcessFacts after = ReadProcess();
  EXPECT_LE(after.open_files, before.open_files + 2) << "kept connections come and go";
  // The store's log and the site's list of requests are in memory here, so this finds a flood, not
  // a drip; a sanitizer holds freed memory back.
  EXPECT_TRUE(kSanitized || static_cast<double>(after.resident.count) <
                                static_cast<double>(before.resident.count) * 1.4)
      << after.resident.count << " after " << before.resident.count;
  RecordProperty("resident_before", std::to_string(before.resident.count));
  RecordProperty("resident_after", std::to_string(after.resident.count));
  RecordProperty("alerts_after_the_fourth_hour", std::to_string(desk_.alerts.size() - alerts));
  for (int n = 0; n < Feeds(); ++n) {
    EXPECT_LE(desk_.Versions("http://" + Host(n) + "/story"), 1U) << n;
  }
}

}  // namespace
}  // namespace claimwatch::testing
