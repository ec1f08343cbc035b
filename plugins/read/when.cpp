#include "plugins/read/when.h"

namespace claimwatch {
namespace {

WhenPart Part(const Moment& low, std::size_t last) {
  WhenPart part;
  part.low = low;
  part.last = last;
  return part;
}

Moment Joined(const Moment& day, const Moment& clock) {
  Moment both = day;
  both.hour = clock.hour;
  both.minute = clock.minute;
  both.second = clock.second;
  // "tonight at 8" is 20:00
  if ((day.part == "EV" || day.part == "NI" || day.part == "AF") && both.hour < 12 &&
      both.hour > 3) {
    both.hour += 12;
  }
  both.part = {};
  return both;
}

// Words between a day and its hour: a comma, "at", "around".
std::size_t SkipAt(const Scan& scan, std::size_t at) {
  for (int i = 0; i < 3 && scan.Has(at); ++i) {
    const auto word = scan.Find(at, Tag::kPreposition);
    const auto bound = scan.Find(at, Tag::kBefore);
    const auto anchor = scan.Find(at, Tag::kDeictic);  // "Thursday before 5pm"
    if (scan.IsSymbol(at, U',')) {
      ++at;
    } else if (anchor.Says("anchor -1") || anchor.Says("anchor 1")) {
      at = anchor.end;
    } else if (word || bound) {
      at = word ? word.end : bound.end;
    } else {
      break;
    }
  }
  return at;
}

// One day without its hour.
bool IsWholeDay(const WhenPart& part) {
  return !part.high && !part.low.HasClock() && (part.low.day != 0 || part.low.weekday != 0);
}

// "tuesday morning": the part of the day behind `day`.
WhenPart WithPart(const Scan& scan, WhenPart day) {
  const std::optional<Deictic> part = DeicticAt(scan, day.last);
  if (part && part->word == "part" && scan.language != "zh") {
    day.low.part = part->part;
    day.last = part->last;
  }
  return day;
}

// "tuesday morning", "tomorrow at 8 a.m.": what the day `day` says of its hour.
WhenPart WithHour(const Scan& scan, const WhenPart& whole) {
  const WhenPart day = WithPart(scan, whole);
  const std::size_t start = SkipAt(scan, day.last);
  std::optional<WhenPart> clock = ReadClock(scan, start);
  if (!clock && start > day.last && !day.low.part.empty()) {
    clock = ReadBareHour(scan, start);  // "last night at 8"
  }
  return clock ? Part(Joined(day.low, clock->low), clock->last) : day;
}

// "in the morning", "later in the evening": a part of a day that is not named.
std::optional<WhenPart> ReadPartAlone(const Scan& scan, std::size_t at) {
  const std::optional<Deictic> part = DeicticAt(scan, at);
  if (!part || part->word != "part" || part->last < at + 3) {
    return std::nullopt;  // "morning" by itself says nothing
  }
  WhenPart alone;
  alone.low.part = part->part;
  alone.last = part->last;
  return alone;
}

// "tomorrow at 8 a.m.", "8 a.m. on Monday", "tuesday morning", 今晚6点.
std::optional<WhenPart> ReadPoint(const Scan& scan, std::size_t at) {
  if (std::optional<WhenPart> day = ReadDay(scan, at)) {
    return IsWholeDay(*day) ? WithHour(scan, *day) : day;
  }
  const std::optional<WhenPart> clock = ReadClock(scan, at);
  if (!clock) {
    return ReadPartAlone(scan, at);
  }
  const std::optional<WhenPart> behind = ReadDay(scan, SkipAt(scan, clock->last));
  return behind && IsWholeDay(*behind) ? Part(Joined(behind->low, clock->low), behind->last)
                                       : clock;
}

// The high end takes over the day, month or year that only one end says.
void Share(Moment& low, Moment& high) {
  if (low.HasClock() && !low.HasDate() && high.HasDate()) {
    low = Joined(high, low);  // "3:00 to 4:00 tomorrow"
  } else if (high.weekday != 0 && high.day == 0 && low.day != 0 && low.year != 0) {
    // "from next Monday to Friday": the first Friday behind it
    const int ahead = (high.weekday - WeekdayOf(low) + 7) % 7;
    const Moment clock = high;
    high = Moved(low, TimeUnit::kDay, ahead == 0 ? 7 : ahead);
    high.hour = clock.hour;
    high.minute = clock.minute;
    high.second = clock.second;
  } else if (high.HasClock() && !high.HasDate()) {
    high = Joined(low, high);
  } else if (low.year == 0 && low.month != 0 && high.year != 0) {
    low.year = high.year;
  }
}

// `hours` on the day `day`.
WhenPart OnDay(const Moment& day, const WhenPart& hours, std::size_t last) {
  WhenPart part = Part(Joined(day, hours.low), last);
  part.high = hours.high ? std::optional<Moment>(Joined(day, *hours.high)) : std::nullopt;
  return part;
}

// "Tuesday from 2 to 2:30 p.m.", "2 to 4 p.m. tomorrow": hours with their day on either side.
std::optional<WhenPart> ReadHours(const Scan& scan, std::size_t at) {
  if (const std::optional<WhenPart> hours = ReadClockRange(scan, at)) {
    const std::optional<WhenPart> day = ReadDay(scan, SkipAt(scan, hours->last));
    return day && IsWholeDay(*day) ? OnDay(day->low, *hours, day->last) : hours;
  }
  if (const std::optional<WhenPart> bare = ReadBareRange(scan, at)) {
    const std::optional<WhenPart> day = ReadDay(scan, SkipAt(scan, bare->last));
    return day && IsWholeDay(*day) ? std::optional<WhenPart>(OnDay(day->low, *bare, day->last))
                                   : std::nullopt;
  }
  const std::optional<WhenPart> whole = ReadDay(scan, at);
  if (!whole || !IsWholeDay(*whole)) {
    return std::nullopt;
  }
  const WhenPart day = WithPart(scan, *whole);
  const std::size_t start = SkipAt(scan, day.last);
  std::optional<WhenPart> hours = ReadClockRange(scan, start, day.low.part);
  hours = hours ? hours : ReadBareRange(scan, start);
  return hours ? std::optional<WhenPart>(OnDay(day.low, *hours, hours->last)) : std::nullopt;
}

// The high end of a range: a point, or "now".
std::optional<WhenPart> ReadEnd(const Scan& scan, std::size_t at) {
  const std::optional<Deictic> now = DeicticAt(scan, at);
  return now && now->word == "now" ? std::optional<WhenPart>(Part(
                                         PeriodOf(*scan.published, TimeUnit::kDay, 0), now->last))
                                   : ReadPoint(scan, at);
}

std::optional<WhenPart> ReadRange(const Scan& scan, std::size_t at) {
  if (std::optional<WhenPart> hours = ReadHours(scan, at)) {
    return hours;
  }
  std::optional<WhenPart> low = ReadPoint(scan, at);
  if (!low || low->high || !scan.Has(low->last)) {
    return low;
  }
  const std::size_t next = BehindJoint(scan, at, low->last);
  std::optional<WhenPart> high = next != 0 ? ReadEnd(scan, next) : std::nullopt;
  if (!high || high->high || high->low.HasClock() != low->low.HasClock()) {
    return low;
  }
  Share(low->low, high->low);
  low->high = high->low;
  low->last = high->last;
  return low;
}

}  // namespace

std::optional<DateMatch> ReadWhen(const Scan& scan, std::size_t at) {
  const std::optional<WhenPart> part =
      scan.published == nullptr ? ReadClockRange(scan, at) : ReadRange(scan, at);
  if (!part || part->last <= at) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = part->last;
  match.when = part->low.ToString();
  match.when_high = part->high ? part->high->ToString() : std::string();
  match.kind = part->low.HasDate() ? FigureKind::kDate : FigureKind::kTime;
  return match.when.empty() ? std::nullopt : std::optional<DateMatch>(match);
}

}  // namespace claimwatch
