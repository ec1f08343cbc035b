#include "plugins/read/when.h"

#include "plugins/read/number.h"

namespace claimwatch {
namespace {

bool IsSign(const Scan& scan, std::size_t at, std::u32string_view set) {
  return scan.IsHan(at) && set.find(scan.tokens[at].point) != std::u32string_view::npos;
}

// "week -1", "step 1", "day 0 NI": the word, the count and the part of the day of a table's value.
struct Deictic {
  std::string_view word;
  int count = 0;
  std::string_view part;
  std::size_t last = 0;
};

std::optional<Deictic> DeicticAt(const Scan& scan, std::size_t at) {
  const auto match = scan.Has(at) ? scan.Find(at, Tag::kDeictic) : Lexicon::Match{};
  if (!match) {
    return std::nullopt;
  }
  const std::vector<std::string_view> cells = Split(match.entry->value, ' ');
  Deictic deictic{cells[0], 0, {}, match.end};
  if (cells.size() > 1) {
    deictic.count =
        static_cast<int>(Decimal::Parse(cells[1]).value_or(Decimal()).ToInt().value_or(0));
  }
  deictic.part = cells.size() > 2 ? cells[2] : std::string_view();
  return deictic;
}

bool DeicticBefore(const Scan& scan, std::size_t at, std::string_view word) {
  const auto match = scan.FindBefore(at, Tag::kDeictic);
  return match && match.entry->value == word;
}

std::optional<TimeStep> StepAt(const Scan& scan, std::size_t at, std::size_t& last) {
  if (const auto period = scan.Find(at, Tag::kPeriod); period && period.entry->value == "quarter") {
    last = period.end;
    return TimeStep{TimeUnit::kQuarter, 1};
  }
  const auto unit = scan.Has(at) ? scan.Find(at, Tag::kUnit) : Lexicon::Match{};
  if (!unit || (unit.entry->surface.size() < 3 && scan.language != "zh")) {
    return std::nullopt;
  }
  last = unit.end;
  return TimeStepOf(unit.entry->value);
}

// The weekday at `at`; in Chinese also the bare 三 of 上周三. 0 when there is none.
int WeekdayAt(const Scan& scan, std::size_t at, std::size_t& last) {
  const auto match = scan.Has(at) ? scan.Find(at, Tag::kWeekday) : Lexicon::Match{};
  if (match) {
    last = match.end;
    return static_cast<int>(
        Decimal::Parse(match.entry->value).value_or(Decimal()).ToInt().value_or(0));
  }
  constexpr std::u32string_view kDays = U"一二三四五六日";
  if (!scan.IsHan(at)) {
    return 0;
  }
  const char32_t point = scan.tokens[at].point == U'天' ? U'日' : scan.tokens[at].point;
  const std::size_t found = kDays.find(point);
  last = at + 1;
  return found == std::u32string_view::npos ? 0 : static_cast<int>(found) + 1;
}

// "Ten thousand years ago" leaves the calendar of four-digit years: that is a duration, no date.
bool InCalendar(const Moment& today, TimeUnit unit, std::int64_t steps) {
  const std::int64_t years = unit == TimeUnit::kYear ? steps : 0;
  return today.year + years >= 1 && today.year + years <= 9999;
}

WhenPart Part(const Moment& low, std::size_t last) {
  WhenPart part;
  part.low = low;
  part.last = last;
  return part;
}

// 本月10日, 去年6月, 今年上半年: the rest of a date behind its year or month.
void TakeRestOfDate(const Scan& scan, WhenPart& part) {
  if (scan.language != "zh") {
    return;
  }
  if (part.low.month == 0 && part.low.quarter == 0 && part.low.week == 0) {
    std::size_t at = part.last;
    const bool late = IsSign(scan, at, U"下后");
    if ((late || IsSign(scan, at, U"上前")) && IsSign(scan, at + 1, U"半") &&
        IsSign(scan, at + 2, U"年")) {
      part.high = part.low;
      part.low.month = late ? 7 : 1;
      part.high->month = late ? 12 : 6;
      part.last = at + 3;
      return;
    }
    const std::optional<DateMatch> rest = scan.Has(at) ? ReadHanDate(scan, at) : std::nullopt;
    const std::optional<Moment> day =
        rest && rest->when_high.empty() ? ParseMoment(rest->when) : std::nullopt;
    if (day && day->year == 0) {
      part.low.month = day->month;
      part.low.day = day->day;
      part.last = rest->last;
    }
    return;
  }
  const std::optional<Numeral> day = part.low.day == 0 && scan.Has(part.last) && part.low.month != 0
                                         ? ReadHanNumeral(scan, part.last)
                                         : std::nullopt;
  if (day && day->value >= 1 && day->value <= 31 && IsSign(scan, day->last, U"日号")) {
    part.low.day = static_cast<int>(day->value.ToInt().value_or(1));
    part.last = day->last + 1;
  }
}

// "yesterday", "tonight", 上周, 今年: periods that need no further word.
std::optional<WhenPart> ReadNamed(const Scan& scan, std::size_t at) {
  const std::optional<Deictic> named = DeicticAt(scan, at);
  const std::optional<TimeStep> step = named ? TimeStepOf(named->word) : std::nullopt;
  if (!step) {
    return std::nullopt;
  }
  WhenPart part =
      Part(PeriodOf(*scan.published, step->unit, named->count * step->count), named->last);
  part.low.part = named->part;
  std::size_t last = 0;
  if (step->unit == TimeUnit::kWeek) {
    std::size_t next = part.last;
    const bool weekend = IsSign(scan, next, U"末");
    const auto on = scan.Find(next, Tag::kPreposition);
    next = on ? on.end : next;
    if (weekend) {
      part.low.weekend = true;
      ++part.last;
    } else if (const int weekday = WeekdayAt(scan, next, last); weekday != 0) {
      part = Part(WeekdayInWeek(*scan.published, weekday, named->count), last);
    }
    return part;
  }
  TakeRestOfDate(scan, part);
  return part;
}

// "the next three days", "the past 12 months", 过去十年: a stretch that ends or starts today.
std::optional<WhenPart> Stretch(const Scan& scan, int direction, std::size_t at) {
  const std::optional<Numeral> count = scan.Has(at) ? ReadNumeral(scan, at) : std::nullopt;
  std::size_t last = 0;
  if (!count || count->high || count->ordinal || !count->value.IsInteger()) {
    return std::nullopt;
  }
  const std::size_t unit_at = count->last + (IsSign(scan, count->last, U"个") ? 1U : 0U);
  const std::optional<TimeStep> step = StepAt(scan, unit_at, last);
  if (!step || count->value > 1000) {
    return std::nullopt;
  }
  const std::int64_t steps = count->value.ToInt().value_or(0) * step->count;
  if (!InCalendar(*scan.published, step->unit, direction * steps)) {
    return std::nullopt;
  }
  const bool clock = step->unit == TimeUnit::kSecond || step->unit == TimeUnit::kMinute ||
                     step->unit == TimeUnit::kHour;
  Moment today = *scan.published;
  if (!clock) {
    today.hour = -1;
    today.minute = -1;
    today.second = -1;
  }
  const Moment from = direction > 0 && !clock ? Moved(today, TimeUnit::kDay, 1) : today;
  const Moment other = Moved(from, step->unit, direction * steps);
  WhenPart part = Part(direction > 0 ? from : other, last);
  part.high = direction > 0 ? other : from;
  return part;
}

// The weekday nearest to `today`, after it or before it; never today.
Moment NearestWeekday(const Moment& today, int weekday, int direction) {
  const int ahead = (weekday - WeekdayOf(today) + 7) % 7;
  if (direction > 0) {
    return Moved(today, TimeUnit::kDay, ahead == 0 ? 7 : ahead);
  }
  return Moved(today, TimeUnit::kDay, ahead - 7);
}

// "this August", "last June", "next May": the month that lies that way of today.
Moment NamedMonth(const Moment& today, int number, int count) {
  const bool rolls = count < 0 ? number >= today.month : (count > 0 && number <= today.month);
  Moment moment;
  moment.year = today.year + (rolls ? count : 0);
  moment.month = number;
  return moment;
}

// "this Friday", "last month", "next year", "this August", "the past three weeks".
std::optional<WhenPart> ReadStepped(const Scan& scan, std::size_t at) {
  const std::optional<Deictic> step_word = DeicticAt(scan, at);
  const bool near = step_word && step_word->word == "near";
  if (!step_word || (step_word->word != "step" && !near)) {
    return std::nullopt;
  }
  const Moment& today = *scan.published;
  const int count = step_word->count;
  const std::size_t next = step_word->last;
  std::size_t last = 0;
  if (const int weekday = WeekdayAt(scan, next, last); weekday != 0 && scan.language != "zh") {
    return Part(near ? NearestWeekday(today, weekday, count) : WeekdayInWeek(today, weekday, count),
                last);
  }
  if (const auto word = DeicticAt(scan, next); word && word->word == "weekend") {
    WhenPart part = Part(WeekOf(today, count), word->last);
    part.low.weekend = true;
    return part;
  }
  if (const auto part_word = DeicticAt(scan, next); part_word && part_word->word == "part") {
    WhenPart part = Part(PeriodOf(today, TimeUnit::kDay, count), part_word->last);
    part.low.part = scan.Find(next, Tag::kDeictic).entry->value.substr(5);
    return part;
  }
  if (const std::optional<TimeStep> step = StepAt(scan, next, last); step && step->count == 1) {
    return Part(PeriodOf(today, step->unit, count), last);
  }
  if (const auto month = scan.Find(next, Tag::kMonth)) {
    const auto number = static_cast<int>(month.entry->number.ToInt().value_or(0));
    return Part(NamedMonth(today, number, count), month.end);
  }
  return count != 0 ? Stretch(scan, count, next) : std::nullopt;
}

// "three weeks ago", "in two days", "in 5 minutes", 5天前, 两周后, через две недели.
std::optional<WhenPart> ReadCounted(const Scan& scan, std::size_t at) {
  const auto article = scan.Find(at, Tag::kArticle);
  std::optional<Numeral> count = article ? std::nullopt : ReadNumeral(scan, at);
  if (article && article.entry->value == "a") {
    count = Numeral{};
    count->value = 1;
    count->last = article.end;
  }
  if (!count || count->high || count->ordinal || !count->value.IsInteger() || count->value > 1000) {
    return std::nullopt;
  }
  std::size_t last = 0;
  const std::size_t unit_at = count->last + (IsSign(scan, count->last, U"个") ? 1U : 0U);
  const std::optional<TimeStep> step = StepAt(scan, unit_at, last);
  if (!step) {
    return std::nullopt;
  }
  const std::int64_t steps = count->value.ToInt().value_or(0) * step->count;
  if (!InCalendar(*scan.published, step->unit, steps) ||
      !InCalendar(*scan.published, step->unit, -steps)) {
    return std::nullopt;
  }
  const std::optional<Deictic> behind = DeicticAt(scan, last);
  if (behind && behind->word == "ago") {
    return Part(Moved(*scan.published, step->unit, -steps), behind->last);
  }
  if ((behind && behind->word == "hence") || DeicticBefore(scan, at, "in")) {
    return Part(Moved(*scan.published, step->unit, steps),
                behind && behind->word == "hence" ? behind->last : last);
  }
  return std::nullopt;
}

// What ReadDate reads, as a moment.
std::optional<WhenPart> ReadAbsolute(const Scan& scan, std::size_t at) {
  const std::optional<DateMatch> date = ReadDate(scan, at);
  if (!date || date->weak || date->kind != FigureKind::kDate) {
    return std::nullopt;
  }
  const std::optional<Moment> low = ParseMoment(date->when);
  if (!low) {
    return std::nullopt;
  }
  WhenPart part = Part(*low, date->last);
  part.high = date->when_high.empty() ? std::nullopt : ParseMoment(date->when_high);
  return part;
}

std::optional<WhenPart> ReadDay(const Scan& scan, std::size_t at) {
  using Reader = std::optional<WhenPart> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadNamed, ReadStepped, ReadCounted, ReadAbsolute};
  for (const Reader reader : kReaders) {
    if (std::optional<WhenPart> part = reader(scan, at)) {
      return part;
    }
  }
  return std::nullopt;
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
    if (scan.IsSymbol(at, U',')) {
      ++at;
    } else if (word || bound) {
      at = word ? word.end : bound.end;
    } else {
      break;
    }
  }
  return at;
}

// "tomorrow at 8 a.m.", "8 a.m. on Monday", "tuesday morning", 今晚6点.
std::optional<WhenPart> ReadPoint(const Scan& scan, std::size_t at) {
  std::optional<WhenPart> day = ReadDay(scan, at);
  const bool whole =
      day && !day->high && !day->low.HasClock() && (day->low.day != 0 || day->low.weekday != 0);
  if (whole) {
    if (const std::optional<Deictic> part = DeicticAt(scan, day->last);
        part && part->word == "part" && scan.language != "zh") {
      day->low.part = scan.Find(day->last, Tag::kDeictic).entry->value.substr(5);
      day->last = part->last;
    }
    if (const auto clock = ReadClock(scan, SkipAt(scan, day->last))) {
      return Part(Joined(day->low, clock->low), clock->last);
    }
    return day;
  }
  if (day) {
    return day;
  }
  const std::optional<WhenPart> clock = ReadClock(scan, at);
  if (!clock) {
    return std::nullopt;
  }
  const std::optional<WhenPart> behind = ReadDay(scan, SkipAt(scan, clock->last));
  if (behind && !behind->high && (behind->low.day != 0 || behind->low.weekday != 0) &&
      !behind->low.HasClock()) {
    return Part(Joined(behind->low, clock->low), behind->last);
  }
  return clock;
}

// The high end takes over the day, month or year that only one end says.
void Share(Moment& low, Moment& high) {
  if (high.HasClock() && !high.HasDate()) {
    high = Joined(low, high);
  } else if (low.year == 0 && low.month != 0 && high.year != 0) {
    low.year = high.year;
  }
}

std::optional<WhenPart> ReadRange(const Scan& scan, std::size_t at) {
  std::optional<WhenPart> low = ReadPoint(scan, at);
  if (!low || low->high || !scan.Has(low->last)) {
    return low;
  }
  const auto to = scan.Find(low->last, Tag::kTo);
  const auto both =
      scan.FindBefore(at, Tag::kBetween) ? scan.Find(low->last, Tag::kAnd) : Lexicon::Match{};
  const std::size_t next =
      to ? to.end : (both ? both.end : (scan.IsHyphen(low->last) ? low->last + 1 : 0));
  std::optional<WhenPart> high = next != 0 ? ReadPoint(scan, next) : std::nullopt;
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
  if (scan.published == nullptr) {
    return std::nullopt;
  }
  const std::optional<WhenPart> part = ReadRange(scan, at);
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
