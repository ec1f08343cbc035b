#include "daemon/arrivals.h"

#include <algorithm>
#include <cmath>

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr double kKeepPerDay = 0.93;         // of what was learnt
constexpr double kBurst = 2.0;               // after news, follow-ups come …
constexpr Duration kBurstFor = minutes(20);  // … for so long
constexpr Duration kLongestLook = days(14);  // back, when times were lost
constexpr double kMinuteMicros = 60e6;
constexpr double kPriorMinutes = 60;

double InMinutes(Duration duration) {
  return static_cast<double>(duration.count()) / kMinuteMicros;
}

// A whole number as one: most are, and those are written several times as fast.
Json ShortNumber(double value) {
  return value == std::trunc(value) && value < 1e15 ? Json(static_cast<std::int64_t>(value))
                                                    : Json(value);
}

Time NextHour(Time time) {
  return std::chrono::floor<hours>(time) + hours(1);
}

}  // namespace

// Hour of the day in UTC; weekends behind workdays.
std::size_t Arrivals::SlotAt(Time time) {
  const auto day = std::chrono::floor<days>(time);
  const unsigned weekday = std::chrono::weekday(day).c_encoding();
  const auto hour = static_cast<std::size_t>(std::chrono::floor<hours>(time - day).count());
  return hour + (weekday == 0 || weekday == 6 ? 24 : 0);
}

// Items a minute over all hours; a faint prior, because silence is never certain.
double Arrivals::OverallRate() const {
  double items = 0.02;
  double watched = 60;
  for (const Slot& slot : slots_) {
    items += slot.items;
    watched += slot.minutes;
  }
  return items / watched;
}

// An hour of the day that was hardly watched yet is taken to be like the others.
double Arrivals::Rate(Time time, double overall) const {
  const Slot& slot = slots_.at(SlotAt(time));
  return (slot.items + overall * kPriorMinutes) / (slot.minutes + kPriorMinutes);
}

void Arrivals::Forget() {
  for (Slot& slot : slots_) {
    slot.items *= kKeepPerDay;
    slot.minutes *= kKeepPerDay;
  }
}

void Arrivals::Seed(const std::vector<Time>& published, Time now) {
  std::vector<Time> times;
  std::copy_if(published.begin(), published.end(), std::back_inserter(times),
               [&](Time time) { return time <= now && now - time <= days(7); });
  if (times.size() < 3) {
    return;
  }
  Time at = *std::min_element(times.begin(), times.end());
  for (const Time time : times) {
    slots_.at(SlotAt(time)).items += 1.0;
  }
  while (at < now) {
    const Time end = std::min(now, NextHour(at));
    slots_.at(SlotAt(at)).minutes += InMinutes(end - at);
    at = end;
  }
}

void Arrivals::Polled(Time now, int items) {
  const Time last = std::clamp(last_.value_or(now), std::min(now - kLongestLook, now), now);
  const double total = std::max(InMinutes(now - last), 1.0);
  for (Time at = last; at < now;) {
    const Time end = std::min(now, NextHour(at));
    Slot& slot = slots_.at(SlotAt(at));
    slot.minutes += InMinutes(end - at);
    slot.items += items * InMinutes(end - at) / total;  // when they came in between is not known
    at = end;
  }
  if (std::chrono::floor<days>(now) != std::chrono::floor<days>(last)) {
    Forget();
  }
  last_ = now;
  ++polls_;
  if (items > 0) {
    news_ = now;
  }
}

Duration Arrivals::Watched() const {
  double minutes = 0;
  for (const Slot& slot : slots_) {
    minutes += slot.minutes;
  }
  return Duration(static_cast<Duration::rep>(minutes * kMinuteMicros));
}

Duration Arrivals::Next(Time now, const Limits& given) const {
  Limits limits = given;
  limits.ceiling = std::min(given.ceiling, std::max(given.floor, Watched() / kShareOfWatched));
  const double boost = news_ && now - *news_ < kBurstFor ? kBurst : 1.0;
  const Time latest = now + limits.ceiling;
  const double overall = OverallRate();
  double expected = 0;
  Time at = now;
  while (at < latest) {
    const Time end = std::min(latest, NextHour(at));
    const double rate = boost * Rate(at, overall);
    const double brings = rate * InMinutes(end - at);
    if (expected + brings >= limits.target) {
      at += Duration(static_cast<Duration::rep>((limits.target - expected) / rate * kMinuteMicros));
      break;
    }
    expected += brings;
    at = end;
  }
  return std::clamp<Duration>(at - now, limits.floor, std::max(limits.floor, limits.ceiling));
}

double Arrivals::PerDay() const {
  const double overall = OverallRate();
  double a_week = 0;
  for (std::size_t i = 0; i < kSlots; ++i) {
    const Slot& slot = slots_.at(i);
    const double rate = (slot.items + overall * kPriorMinutes) / (slot.minutes + kPriorMinutes);
    a_week += 60 * rate * (i < 24 ? 5 : 2);
  }
  return a_week / 7;
}

Json Arrivals::ToJson() const {
  Json slots = Json::MakeArray();
  for (const Slot& slot : slots_) {
    slots.Push(ShortNumber(std::round(slot.items * 1000) / 1000));
    slots.Push(ShortNumber(std::round(slot.minutes)));
  }
  Json json = Json::Of({{"polls", polls_}, {"slots", std::move(slots)}});
  if (last_) {
    json.Set("last", FormatTime(*last_));
  }
  if (news_) {
    json.Set("news", FormatTime(*news_));
  }
  return json;
}

Arrivals Arrivals::FromJson(const Json& json) {
  Arrivals arrivals;
  arrivals.polls_ =
      static_cast<int>(std::clamp<std::int64_t>(json["polls"].AsInt(), 0, 1'000'000'000));
  arrivals.last_ = ParseTime(json["last"].AsString());
  arrivals.news_ = ParseTime(json["news"].AsString());
  const Json::Array& slots = json["slots"].Items();
  for (std::size_t i = 0; i < kSlots && 2 * i + 1 < slots.size(); ++i) {
    arrivals.slots_.at(i).items = std::clamp(slots[2 * i].AsDouble(), 0.0, 1e9);
    arrivals.slots_.at(i).minutes = std::clamp(slots[2 * i + 1].AsDouble(), 0.0, 1e9);
  }
  return arrivals;
}

}  // namespace claimwatch
