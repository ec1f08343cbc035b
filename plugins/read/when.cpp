#include "plugins/read/when.h"

#include <algorithm>

#include "plugins/read/draft.h"

namespace claimwatch {
namespace {

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
  if (scan.language == "zh") {
    return at;  // 上 of 上午 is no preposition
  }
  for (int i = 0; i < 3 && scan.Has(at); ++i) {
    const auto word = scan.Find(at, Tag::kPreposition);
    const auto bound = scan.Find(at, Tag::kBefore);
    const auto anchor = scan.Find(at, Tag::kDeictic);  // "Thursday before 5pm"
    if (scan.IsSymbol(at, U',')) {
      ++at;
    } else if (scan.Reads(at, "or") &&
               (scan.Reads(at + 1, "later") || scan.Reads(at + 1, "earlier"))) {
      at += 2;  // "3 pm or later on Monday"
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
  const auto half = scan.Find(day.last, Tag::kMeridiem);  // "today pm"
  if (part && part->word == "part" && scan.language != "zh") {
    day.low.part = part->part;
    day.last = part->last;
  } else if (half.Says("am") || half.Says("pm")) {
    day.low.part = half.Says("am") ? "MO" : "AF";
    day.last = half.end;
  }
  return day;
}

// The hour behind a day: "at 8 a.m.", "Monday at 2.30", "last night at 8", 八点 in 今天晚上八点.
std::optional<WhenPart> HourOf(const Scan& scan, const WhenPart& day) {
  const std::size_t start = SkipAt(scan, day.last);
  if (std::optional<WhenPart> clock = ReadClock(scan, start)) {
    return clock;
  }
  if (scan.language == "zh") {
    return ReadHanClock(scan, start, day.low.part.empty() ? "day" : day.low.part);
  }
  const bool said = !scan.IsDigits(start) ||
                    (start > day.last && (scan.Reads(start - 1, "at") || !day.low.part.empty()));
  return said ? ReadBareHour(scan, start) : std::nullopt;
}

// 7月25日早间: a Chinese part of the day that no hour follows.
WhenPart WithHanPart(const Scan& scan, WhenPart day) {
  const std::optional<Deictic> part =
      scan.language == "zh" && day.low.part.empty() ? DeicticAt(scan, day.last) : std::nullopt;
  if (part && part->word == "part") {
    day.low.part = part->part;
    day.last = part->last;
  }
  return day;
}

// "tuesday morning", "tomorrow at 8 a.m.": what the day `day` says of its hour.
WhenPart WithHour(const Scan& scan, const WhenPart& whole) {
  const WhenPart day = WithPart(scan, whole);
  const std::optional<WhenPart> clock = HourOf(scan, day);
  return clock ? Part(Joined(day.low, clock->low), clock->last) : WithHanPart(scan, day);
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
  if (const std::optional<WhenPart> clock = HourOf(scan, alone)) {
    return Part(Joined(alone.low, clock->low), clock->last);  // "in the morning at 7"
  }
  return alone;
}

// "tomorrow at 8 a.m.", "8 a.m. on Monday", "tuesday morning", 今晚6点.
std::optional<WhenPart> ReadPoint(const Scan& scan, std::size_t at) {
  if (std::optional<WhenPart> day = ReadDay(scan, at)) {
    return IsWholeDay(*day) ? WithHour(scan, *day) : day;
  }
  std::optional<WhenPart> clock = ReadClock(scan, at);
  if (!clock && !scan.IsDigits(at) && at > 0 && scan.Reads(at - 1, "at")) {
    clock = ReadBareHour(scan, at);  // "at nine thirty"
  }
  if (!clock) {
    return ReadPartAlone(scan, at);
  }
  const std::optional<WhenPart> behind = ReadDay(scan, SkipAt(scan, clock->last));
  return behind && IsWholeDay(*behind) ? Part(Joined(behind->low, clock->low), behind->last)
                                       : clock;
}

bool IsBareWeekday(const Moment& day) {
  return day.weekday != 0 && day.day == 0;
}

bool IsFullDay(const Moment& day) {
  return day.year != 0 && day.day != 0;
}

// The first day behind `low` that has the weekday of `high`, with its hour.
Moment FirstBehind(const Moment& low, const Moment& high) {
  const int ahead = (high.weekday - WeekdayOf(low) + 7) % 7;
  Moment day = Moved(low, TimeUnit::kDay, ahead == 0 ? 7 : ahead);
  day.hour = high.hour;
  day.minute = high.minute;
  day.second = high.second;
  return day;
}

// The high end takes over the day, month or year that only one end says.
void Share(Moment& low, Moment& high) {
  if (low.HasClock() && !low.HasDate() && high.HasDate()) {
    low = Joined(high, low);  // "3:00 to 4:00 tomorrow"
  } else if (IsBareWeekday(high) && IsFullDay(low)) {
    high = FirstBehind(low, high);  // "from next Monday to Friday"
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

// `hours` on the day that stands behind them; nullopt when none does.
std::optional<WhenPart> WithDayBehind(const Scan& scan, const WhenPart& hours) {
  const std::optional<WhenPart> day = ReadDay(scan, SkipAt(scan, hours.last));
  return day && IsWholeDay(*day) ? std::optional<WhenPart>(OnDay(day->low, hours, day->last))
                                 : std::nullopt;
}

// "Tuesday from 2 to 2:30 p.m.", "2 to 4 p.m. tomorrow": hours with their day on either side.
std::optional<WhenPart> ReadHours(const Scan& scan, std::size_t at) {
  if (const std::optional<WhenPart> hours = ReadClockRange(scan, at)) {
    const std::optional<WhenPart> dated = WithDayBehind(scan, *hours);
    return dated ? dated : hours;
  }
  if (const std::optional<WhenPart> bare = ReadBareRange(scan, at)) {
    const std::optional<WhenPart> dated = WithDayBehind(scan, *bare);
    const bool opened = scan.FindBefore(at, Tag::kFrom) || scan.FindBefore(at, Tag::kBetween);
    // "from three thirty to four forty-five"
    return dated || !opened || scan.IsDigits(at) ? dated : bare;
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

// "now" behind "between" or "from", or a point.
std::optional<WhenPart> ReadLow(const Scan& scan, std::size_t at) {
  const bool opened = scan.FindBefore(at, Tag::kBetween) || scan.FindBefore(at, Tag::kFrom);
  return opened ? ReadEnd(scan, at) : ReadPoint(scan, at);
}

// The minutes of "2.5 hours" and "30 minutes" at `at`, and where they end; nullopt for other units
// and parts of a minute.
struct Lasting {
  std::int64_t minutes = 0;
  std::size_t last = 0;
};

std::optional<Lasting> LastingAt(const Scan& scan, std::size_t at) {
  constexpr std::int64_t kDay = 24 * 60;  // minutes
  const bool number =
      scan.IsDigits(at) || scan.BeginsAny(at, Mask(Tag::kNumber) | Mask(Tag::kArticle));
  const std::optional<FigureDraft> draft = number ? ReadQuantity(scan, at) : std::nullopt;
  if (!draft || draft->figure.high) {
    return std::nullopt;
  }
  const int minutes = draft->figure.unit == "hour" ? 60 : (draft->figure.unit == "minute" ? 1 : 0);
  const std::optional<std::int64_t> whole = (draft->figure.value * Decimal(minutes)).ToInt();
  return whole && *whole > 0 && *whole < kDay ? std::optional<Lasting>({*whole, draft->last})
                                              : std::nullopt;
}

// From `start` on for so many minutes. Without its day a clock goes round.
WhenPart LastingFrom(const Moment& start, const Lasting& lasting, std::size_t last) {
  WhenPart part = Part(start, last);
  const std::int64_t minute = std::max(start.minute, 0) + lasting.minutes;
  if (start.year != 0 && start.day != 0) {
    part.high = Moved(start, TimeUnit::kMinute, lasting.minutes);
    return part;
  }
  part.high = start;
  part.high->hour = static_cast<int>((start.hour + minute / 60) % 24);
  part.high->minute = static_cast<int>(minute % 60);
  return part;
}

// "from 2pm for 2 hours", "2 hours from 2pm": a clock and how long it lasts from there.
std::optional<WhenPart> ReadLasting(const Scan& scan, std::size_t at) {
  if (const std::optional<Lasting> lasting = LastingAt(scan, at)) {
    const bool from = scan.Begins(lasting->last, Tag::kFrom);
    const std::optional<WhenPart> start = from ? ReadPoint(scan, lasting->last + 1) : std::nullopt;
    return start && start->low.HasClock()
               ? std::optional<WhenPart>(LastingFrom(start->low, *lasting, start->last))
               : std::nullopt;
  }
  const std::optional<WhenPart> start = ReadPoint(scan, at);
  const bool goes_on =
      start && !start->high && start->low.HasClock() && scan.Reads(start->last, "for");
  const std::optional<Lasting> lasting = goes_on ? LastingAt(scan, start->last + 1) : std::nullopt;
  return lasting ? std::optional<WhenPart>(LastingFrom(start->low, *lasting, lasting->last))
                 : std::nullopt;
}

// 下午2时至5时: the part of the day holds for both hours when the later one says none.
void ShareHanPart(const Scan& scan, std::size_t at, std::size_t next, const Moment& low,
                  Moment& high) {
  const bool shared = scan.Begins(at, Tag::kDeictic) && !scan.Begins(next, Tag::kDeictic);
  if (scan.language == "zh" && shared && low.hour >= 12 && high.hour < low.hour &&
      high.hour + 12 >= low.hour) {
    high.hour += 12;
  }
}

// The high end at `next` behind `low`: a point, or in Chinese the bare hour of 五点一刻到六点.
std::optional<WhenPart> ReadHigh(const Scan& scan, const WhenPart& low, std::size_t next) {
  std::optional<WhenPart> high = ReadEnd(scan, next);
  if (!high && scan.language == "zh" && low.low.HasClock() && scan.Has(next)) {
    high = ReadHanClock(scan, next, "day");
  }
  return high;
}

// 之间 behind 5日和8日: the two days are a stretch.
bool ClosesBetween(const Scan& scan, std::size_t at) {
  return scan.IsHan(at, U"之") && scan.IsHan(at + 1, U"间");
}

std::optional<WhenPart> ReadRange(const Scan& scan, std::size_t at) {
  if (std::optional<WhenPart> span = ReadSpanOfPeriod(scan, at)) {
    return span;
  }
  if (std::optional<WhenPart> hours = ReadHours(scan, at)) {
    return hours;
  }
  if (std::optional<WhenPart> lasting = ReadLasting(scan, at)) {
    return lasting;
  }
  std::optional<WhenPart> low = ReadLow(scan, at);
  if (!low || low->high || !scan.Has(low->last)) {
    return low;
  }
  std::size_t next = BehindJoint(scan, at, low->last);
  const bool both = next == 0 && scan.IsHan(low->last, U"和与");
  next += both ? low->last + 1 : 0U;
  std::optional<WhenPart> high = next != 0 ? ReadHigh(scan, *low, next) : std::nullopt;
  if (!high || high->high || high->low.HasClock() != low->low.HasClock() ||
      (both && !ClosesBetween(scan, high->last))) {
    return low;
  }
  ShareHanPart(scan, at, next, low->low, high->low);
  Share(low->low, high->low);
  low->high = high->low;
  low->last = high->last;
  return low;
}

}  // namespace

WhenPart Part(const Moment& low, std::size_t last) {
  WhenPart part;
  part.low = low;
  part.last = last;
  return part;
}

int CountIn(std::string_view cell) {
  return static_cast<int>(Decimal::Parse(cell).value_or(Decimal()).ToInt().value_or(0));
}

std::optional<Deictic> DeicticAt(const Scan& scan, std::size_t at) {
  const auto match = scan.Has(at) ? scan.Find(at, Tag::kDeictic) : Lexicon::Match{};
  if (!match) {
    return std::nullopt;
  }
  const std::vector<std::string_view> cells = Split(match.entry->value, ' ');
  Deictic deictic{cells[0], 0, {}, match.end};
  if (cells.size() > 1) {
    deictic.count = CountIn(cells[1]);
  }
  deictic.part = cells.size() > 2 ? cells[2] : std::string_view();
  if (deictic.word == "part" && cells.size() > 1) {
    deictic.part = cells[1];
  }
  return deictic;
}

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
