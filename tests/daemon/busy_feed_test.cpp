// A feed that shows less at a time than it brings between two polls (WISHES 29).
#include <gmock/gmock.h>

#include "daemon/scheduler.h"

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// One item a minute, of which the last twenty are shown.
class BusyFeed {
 public:
  static constexpr int kSlots = 20;

  explicit BusyFeed(Duration interval) : scheduler_({}, {}, clock_) {
    SourceConfig source;
    source.id = "wire";
    source.url = "https://wire.example/feed.xml";
    source.interval = interval;
    scheduler_.SetSources({source});
  }

  // Polls when it is due, for `time`; returns how many polls found that items had come and gone.
  int Run(Duration time) {
    int gaps = 0;
    const Duration end = clock_.Steady() + time;
    while (clock_.Steady() < end) {
      for (const Errand& errand : scheduler_.TakeDue(1)) {
        gaps += Poll(errand.key) ? 1 : 0;
      }
      clock_.Advance(std::max<Duration>(scheduler_.NextIn().value_or(hours(1)), minutes(1)));
    }
    return gaps;
  }

 private:
  bool Poll(const std::string& key) {
    const std::int64_t came = last_ ? (clock_.Now() - *last_) / minutes(1) : kSlots;
    SourceNews news;
    news.entries = kSlots;
    news.new_entries = static_cast<int>(std::min<std::int64_t>(came, kSlots));
    news.gap = last_ && came > kSlots;
    last_ = clock_.Now();
    Answer answer;
    answer.outcome.status = 200;
    answer.when = clock_.Now();
    scheduler_.SourceAnswered(key, answer, news);
    return news.gap;
  }

  ManualClock clock_{*ParseTime("2025-06-18T00:00:00Z")};
  Scheduler scheduler_;
  std::optional<Time> last_;
};

TEST(BusyFeedOfTwentySlots, ShowsItsGapAtOnceAndThenNoneForDays) {
  BusyFeed feed(hours(1));
  EXPECT_GE(feed.Run(hours(2)), 1) << "an hour brings sixty";
  feed.Run(hours(2));
  EXPECT_EQ(feed.Run(days(7)), 0) << "the interval was halved until nothing is missed";
}

TEST(BusyFeedOfTwentySlots, IsNotAskedMoreOftenThanItNeeds) {
  BusyFeed feed(minutes(15));
  EXPECT_EQ(feed.Run(days(2)), 0);
}

}  // namespace
}  // namespace claimwatch
