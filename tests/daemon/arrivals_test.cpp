#include "daemon/arrivals.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const Time kMonday = *ParseTime("2025-06-16T00:00:00Z");
const Arrivals::Limits kLimits;  // 5 min … 6 h

// Polls every `every` from kMonday to `until`; one item at each full hour that `busy` says yes to.
template <typename Busy>
Arrivals Taught(Duration every, Time until, Busy busy) {
  Arrivals arrivals;
  Time last = kMonday;
  for (Time now = kMonday; now < until; now += every) {
    int items = 0;
    for (Time hour = std::chrono::ceil<hours>(last); hour < now; hour += hours(1)) {
      items += busy(hour) ? 1 : 0;
    }
    arrivals.Polled(now, items);
    last = now;
  }
  return arrivals;
}

int HourOf(Time time) {
  return static_cast<int>(std::chrono::floor<hours>(time - std::chrono::floor<days>(time)).count());
}

TEST(Arrivals, AQuietSourceIsPolledAtTheCeiling) {
  const Arrivals arrivals = Taught(hours(1), kMonday + days(7), [](Time) { return false; });
  EXPECT_EQ(arrivals.Next(kMonday + days(7), kLimits), hours(6));
}

TEST(Arrivals, ABusySourceIsPolledWithinTheHour) {
  const Arrivals arrivals = Taught(minutes(30), kMonday + days(7), [](Time) { return true; });
  const Duration next = arrivals.Next(kMonday + days(7) + minutes(31), kLimits);
  EXPECT_GE(next, minutes(15));
  EXPECT_LE(next, minutes(75));
  EXPECT_NEAR(arrivals.PerDay(), 24, 6);
}

TEST(Arrivals, TheNightIsLearntApartFromTheDay) {
  const Arrivals arrivals = Taught(minutes(20), kMonday + days(12), [](Time time) {
    return HourOf(time) >= 8 && HourOf(time) < 20;
  });
  const Time friday = kMonday + days(11);
  EXPECT_GT(arrivals.Next(friday + hours(21), kLimits), hours(4));
  EXPECT_LT(arrivals.Next(friday + hours(10), kLimits), hours(2));
}

TEST(Arrivals, NewsMeansFollowUpsForTwentyMinutes) {
  Arrivals arrivals = Taught(hours(1), kMonday + days(7), [](Time) { return true; });
  const Time now = kMonday + days(7);
  arrivals.Polled(now, 0);
  const Duration calm = arrivals.Next(now + hours(1), kLimits);
  arrivals.Polled(now + hours(1), 1);
  EXPECT_LT(arrivals.Next(now + hours(1), kLimits), calm);
}

TEST(Arrivals, TheFloorIsNeverUndercut) {
  Arrivals arrivals;
  for (int minute = 0; minute < 600; minute += 5) {
    arrivals.Polled(kMonday + minutes(minute), 50);
  }
  EXPECT_EQ(arrivals.Next(kMonday + hours(10), kLimits), minutes(5));
  EXPECT_EQ(arrivals.Next(kMonday + hours(15), kLimits), minutes(5))
      << "an hour never watched is like the others";
}

TEST(Arrivals, APublishersOwnDatesTeachBeforeTheFirstPoll) {
  std::vector<Time> published;
  for (int hour = 0; hour < 48; ++hour) {
    published.push_back(kMonday + hours(hour));
  }
  Arrivals arrivals;
  arrivals.Seed(published, kMonday + hours(48));
  EXPECT_LT(arrivals.Next(kMonday + hours(48), kLimits), hours(2));
}

TEST(Arrivals, SurviveTheWayThroughJson) {
  const Arrivals arrivals =
      Taught(minutes(30), kMonday + days(3), [](Time time) { return HourOf(time) > 11; });
  const Arrivals back = Arrivals::FromJson(Json::Parse(arrivals.ToJson().Dump()).Take());
  EXPECT_EQ(back.polls(), arrivals.polls());
  EXPECT_NEAR(back.PerDay(), arrivals.PerDay(), 0.1);
  EXPECT_EQ(Arrivals::FromJson(Json("nonsense")).polls(), 0);
}

TEST(Arrivals, AClockSetBackIsNoTrouble) {
  Arrivals arrivals;
  arrivals.Polled(kMonday + days(3), 1);
  arrivals.Polled(kMonday, 1);
  arrivals.Polled(kMonday + days(400), 1);
  EXPECT_GE(arrivals.Next(kMonday + days(400), kLimits), minutes(5));
}

// A fleet of feeds with day and night, weekends and bursts, as a simulation decides by (FETCHING,
// "Polling policy").
class Simulation {
 public:
  struct Score {
    double median_minutes = 0;
    double requests_a_day = 0;
  };

  Score Run(int feeds) {
    std::vector<double> delays;
    double polls = 0;
    for (int i = 0; i < feeds; ++i) {
      polls += Feed(MakeItems(), delays);
    }
    std::sort(delays.begin(), delays.end());
    return {delays[delays.size() / 2], polls / feeds / (kDays - 7)};
  }

 private:
  static constexpr int kDays = 21;
  static constexpr double kMinutesADay = 1440;

  static double Profile(double minute, int zone) {
    constexpr double kByHour[] = {.15, .1,  .08, .08, .1,  .25, .6,  .9,  1.2, 1.4, 1.5, 1.5,
                                  1.5, 1.5, 1.5, 1.6, 1.6, 1.5, 1.4, 1.2, 1,   .8,  .5,  .3};
    const auto hour = static_cast<int>((minute + zone * 60) / 60);
    const int weekday = hour / 24 % 7;
    return kByHour[hour % 24] * (weekday >= 5 ? .5 : 1.1);
  }

  std::vector<double> MakeItems() {
    std::lognormal_distribution<double> weekly(std::log(40.0), 1.5);
    const double rate =
        std::min(Uniform() < .08 ? 0.3 : weekly(random_), 2500.0) / (7 * kMinutesADay);
    const int zone = static_cast<int>(Uniform() * 10);
    std::vector<double> items;
    double at = 0;
    while ((at += Gap(rate * 1.8)) < kDays * kMinutesADay) {
      if (Uniform() >= Profile(at, zone) / 1.8) {
        continue;
      }
      items.push_back(at);
      double follow = at;
      for (int n = Uniform() < .1 ? 1 + static_cast<int>(Uniform() * 4) : 0; n > 0; --n) {
        items.push_back(follow += Gap(1.0 / 12));
      }
    }
    std::sort(items.begin(), items.end());
    return items;
  }

  // Polls one feed through its life; returns how often in the measured days.
  double Feed(const std::vector<double>& items, std::vector<double>& delays) {
    Arrivals arrivals;
    double polls = 0;
    double now = Jitter() * 60;
    auto next = items.begin();
    while (now < kDays * kMinutesADay) {
      const auto end = std::upper_bound(next, items.end(), now);
      const bool measured = now >= 7 * kMinutesADay;
      polls += measured ? 1 : 0;
      for (auto item = next; item != end; ++item) {
        if (*item >= 7 * kMinutesADay) {
          delays.push_back(now - *item);
        }
      }
      const Time time = kMonday + Duration(static_cast<Duration::rep>(now * 60e6));
      arrivals.Polled(time, static_cast<int>(end - next));
      next = end;
      now +=
          static_cast<double>(arrivals.Next(time, kLimits).count()) / 60e6 * (.95 + .1 * Jitter());
    }
    return polls;
  }

  double Uniform() { return std::uniform_real_distribution<double>(0, 1)(random_); }

  double Jitter() { return std::uniform_real_distribution<double>(0, 1)(polls_); }

  double Gap(double rate) { return std::exponential_distribution<double>(rate)(random_); }

  std::mt19937_64 random_{7};
  std::mt19937_64 polls_{11};  // of its own, so that a policy cannot change what is published
};

TEST(Arrivals, FindNewsWithinMinutesAtAboutThirtyRequestsADay) {
  const Simulation::Score score = Simulation().Run(600);
  EXPECT_LE(score.median_minutes, 4.6);
  EXPECT_LE(score.requests_a_day, 33);
  RecordProperty("median_minutes", std::to_string(score.median_minutes));
  RecordProperty("requests_a_day", std::to_string(score.requests_a_day));
}

}  // namespace
}  // namespace claimwatch
