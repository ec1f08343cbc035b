// Stretches that are counted out of a period or from a day: "the last three weeks of this year",
// "the first ten days of May", "the third week of July", 去年的前10天, "three days starting on
// Monday", and weekends beside a day.
#include <algorithm>

#include "plugins/read/date_part.h"
#include "plugins/read/number.h"
#include "plugins/read/when.h"

namespace claimwatch {
namespace {

constexpr std::int64_t kMost = 400;  // days of a year and more; a longer stretch is out of it
constexpr int kWeeksOfMonth = 5;
constexpr int kWeeksOfYear = 53;

// "three weeks", "10天"; a unit by itself is one of it where `one` allows that.
std::optional<Distance> DistanceIn(const Scan& scan, std::size_t at, bool one) {
  Distance span;
  const bool number = scan.IsDigits(at) || scan.IsHan(at) || scan.Begins(at, Tag::kNumber);
  const std::optional<Numeral> count = number ? ReadNumeral(scan, at) : std::nullopt;
  const bool whole = count && !count->high && !count->ordinal && count->value.IsInteger() &&
                     count->value >= 1 && count->value <= kMost;
  if (count ? !whole : !one) {
    return std::nullopt;
  }
  const std::optional<TimeStep> step = UnitOfTime(scan, count ? count->last : at, span.last);
  span.step = step.value_or(TimeStep());
  span.count = count ? count->value.ToInt().value_or(1) : 1;
  return step ? std::optional<Distance>(span) : std::nullopt;
}

Moment Month(int year, int month) {
  Moment moment;
  moment.year = year;
  moment.month = month;
  return moment;
}

// "this year", "the month", "last June": a year or month that is counted from today.
std::optional<WhenPart> DeicticPeriod(const Scan& scan, std::size_t at) {
  const std::optional<Deictic> word = DeicticAt(scan, at);
  if (!word) {
    return std::nullopt;
  }
  const bool step = word->word == "step";
  std::size_t last = word->last;
  const std::optional<TimeStep> unit =
      step ? UnitOfTime(scan, word->last, last) : TimeStepOf(word->word);
  const bool period = unit && (unit->unit == TimeUnit::kMonth || unit->unit == TimeUnit::kYear);
  return period && unit->count == 1 ? std::optional<WhenPart>(Part(
                                          PeriodOf(*scan.published, unit->unit, word->count), last))
                                    : std::nullopt;
}

// The year or month at `at`: "2021", "July", "May 2025", "this year".
std::optional<WhenPart> PeriodAt(const Scan& scan, std::size_t at) {
  if (std::optional<WhenPart> counted = DeicticPeriod(scan, at)) {
    return counted;
  }
  if (const int year = YearAt(scan, at); year != 0) {
    return Part(Month(year, 0), at + 1);
  }
  const NamedMonth month = scan.Begins(at, Tag::kMonth) ? MonthAt(scan, at) : NamedMonth{};
  if (month.number == 0) {
    return std::nullopt;
  }
  const int year = YearAt(scan, month.last);
  return Part(Month(year, month.number), month.last + (year != 0 ? 1U : 0U));
}

// From which end of its period a stretch is counted.
enum class From { kStart, kEnd };

// `span` of days or months at one end of `period`, a year or a month; weeks of a month are seven
// days each. A month without its year is that of the year of `today`.
WhenPart DaysOf(const Moment& period, const Distance& span, From from, const Moment& today) {
  Moment first = period;
  first.year = period.year != 0 ? period.year : today.year;
  const bool months = span.step.unit == TimeUnit::kMonth;
  const TimeUnit whole = period.month != 0 ? TimeUnit::kMonth : TimeUnit::kYear;
  first.month = std::max(period.month, 1);
  first.day = 1;
  const TimeUnit unit = span.step.unit;
  const std::int64_t count = span.count * span.step.count;
  const Moment behind = Moved(first, whole, 1);
  const Moment low = from == From::kStart ? first : Moved(behind, unit, -count);
  const Moment end = from == From::kStart ? Moved(first, unit, count) : behind;
  WhenPart part = Part(low, span.last);
  part.high = Moved(end, TimeUnit::kDay, -1);
  for (Moment* const moment : {&part.low, &*part.high}) {
    moment->year = period.year != 0 ? moment->year : 0;
    moment->day = months ? 0 : moment->day;
  }
  return part;
}

// The weeks at one end of `year`, as ISO counts them.
WhenPart WeeksOf(int year, const Distance& span, From from) {
  const int more = static_cast<int>(span.count * span.step.count) - 1;
  const bool start = from == From::kStart;
  WhenPart part = Part(WeekNumber(year, start ? 1 : -more), span.last);
  part.high = WeekNumber(year, start ? 1 + more : 0);
  return part;
}

// Days and weeks are counted in months and years, months in years only.
bool Fits(const Distance& span, bool year) {
  constexpr std::int64_t kDays = 31;
  constexpr std::int64_t kMonths = 12;
  switch (span.step.unit) {
    case TimeUnit::kDay:
      return year || span.count <= kDays;
    case TimeUnit::kWeek:
      return span.count * span.step.count <= (year ? kWeeksOfYear : kWeeksOfMonth - 1);
    case TimeUnit::kMonth:
      return year && span.count <= kMonths;
    default:
      return false;
  }
}

// `span` at one end of `period`, nullopt when it does not lie in it. One week of a month has its
// number in it.
std::optional<WhenPart> Within(const Scan& scan, const WhenPart& period, const Distance& span,
                               From from) {
  const bool year = period.low.month == 0;
  if (!Fits(span, year)) {
    return std::nullopt;
  }
  const bool weeks = span.step.unit == TimeUnit::kWeek;
  if (weeks && span.count == 1 && !year) {
    WhenPart week = Part(period.low, span.last);
    week.low.week = from == From::kStart ? 1 : 5;  // the fifth is the last one
    return week;
  }
  WhenPart part = year && weeks ? WeeksOf(period.low.year, span, from)
                                : DaysOf(period.low, span, from, *scan.published);
  if (part.high->ToString() == part.low.ToString()) {
    part.high = std::nullopt;
  }
  return part;
}

// "the first 2 weeks of 2021", "the last three weeks of this year", "the last week of July".
std::optional<WhenPart> ReadEndOfPeriod(const Scan& scan, std::size_t at) {
  const std::size_t rank = scan.Skip(at, Tag::kArticle);
  const bool first = scan.Reads(rank, "first");
  if (!first && !scan.Reads(rank, "last")) {
    return std::nullopt;
  }
  const std::optional<Distance> span = DistanceIn(scan, rank + 1, true);
  const auto of = span ? scan.Find(span->last, Tag::kOf) : Lexicon::Match{};
  const std::optional<WhenPart> period = of ? PeriodAt(scan, of.end) : std::nullopt;
  std::optional<WhenPart> part =
      period ? Within(scan, *period, *span, first ? From::kStart : From::kEnd) : std::nullopt;
  if (part) {
    part->last = period->last;
  }
  return part;
}

// "second", "3rd" as a number up to five; 0 for none.
int SmallRank(const Scan& scan, std::size_t at, std::size_t& last) {
  if (const auto ending = scan.Find(at + 1, Tag::kPeriod);
      scan.IsDigits(at) && ending.Says("ordinal")) {
    last = ending.end;
    const int rank = SmallNumber(scan, at, 1);
    return rank <= kWeeksOfMonth ? rank : 0;
  }
  const auto spelled = scan.Find(at, Tag::kOrdinal);
  last = spelled.end;
  const std::int64_t rank = spelled ? spelled.entry->number.ToInt().value_or(0) : 0;
  return rank <= kWeeksOfMonth ? static_cast<int>(rank) : 0;
}

// "the third week of July".
std::optional<WhenPart> ReadWeekOfMonth(const Scan& scan, std::size_t at) {
  std::size_t last = 0;
  const int rank = SmallRank(scan, scan.Skip(at, Tag::kArticle), last);
  const auto week = rank > 0 ? scan.Find(last, Tag::kUnit) : Lexicon::Match{};
  const auto of = week.Says("week") ? scan.Find(week.end, Tag::kOf) : Lexicon::Match{};
  std::optional<WhenPart> month = of ? PeriodAt(scan, of.end) : std::nullopt;
  if (!month || month->low.month == 0) {
    return std::nullopt;
  }
  month->low.week = rank;
  return month;
}

// "the twenty-sixth day of the month".
std::optional<WhenPart> ReadDayOfPeriod(const Scan& scan, std::size_t at) {
  const std::optional<Rank> rank = DayRankAt(scan, at);
  const bool day = rank && rank->number >= 1 && rank->number <= 31 && scan.Reads(rank->last, "day");
  const auto of = day ? scan.Find(rank->last + 1, Tag::kOf) : Lexicon::Match{};
  std::optional<WhenPart> month = of ? DeicticPeriod(scan, of.end) : std::nullopt;
  if (!month || month->low.month == 0) {
    return std::nullopt;
  }
  month->low.day = static_cast<int>(rank->number);
  return month;
}

// "three days", "a week" at `at`.
std::optional<Distance> CountedDistance(const Scan& scan, std::size_t at) {
  const auto article = scan.Find(at, Tag::kArticle);
  return article.Says("a") ? DistanceIn(scan, article.end, true) : DistanceIn(scan, at, false);
}

// Behind the "starting on" that ties a span to its first day, or the "from" of "for three days,
// from tomorrow"; 0 for none.
std::size_t BehindStart(const Scan& scan, std::size_t at, std::size_t last) {
  if (const auto starts = scan.Find(last, Tag::kFrame); starts.Says("starts")) {
    return starts.end;
  }
  last += scan.IsSymbol(last, U',') ? 1U : 0U;
  const bool lasts = at > 0 && scan.Reads(at - 1, "for");
  return lasts && scan.Begins(last, Tag::kFrom) ? last + 1 : 0;
}

// "three days starting on Monday", "a week starting tomorrow", "for two weeks, from 5 May 2025".
std::optional<WhenPart> ReadSpanFromDay(const Scan& scan, std::size_t at) {
  const std::optional<Distance> span = CountedDistance(scan, at);
  const std::size_t start = span ? BehindStart(scan, at, span->last) : 0;
  const std::optional<WhenPart> day = start != 0 ? ReadDay(scan, start) : std::nullopt;
  const std::optional<Moment> low =
      day && !day->high ? ResolvedDay(day->low, *scan.published) : std::nullopt;
  if (!low) {
    return std::nullopt;
  }
  WhenPart part = Part(*low, day->last);
  part.high = Moved(*low, span->step.unit, span->count * span->step.count);
  return part;
}

// 十月的第一周, 明年第九个月: the week or month of that number in `period`.
std::optional<WhenPart> HanNumbered(const WhenPart& period, const Distance& span) {
  WhenPart part = Part(period.low, span.last);
  const bool month = period.low.month != 0;
  if (span.step.unit == TimeUnit::kWeek && month && span.count <= 5) {
    part.low.week = static_cast<int>(span.count);
    return part;
  }
  if (span.step.unit == TimeUnit::kMonth && !month && span.count <= 12) {
    part.low.month = static_cast<int>(span.count);
    return part;
  }
  return std::nullopt;
}

// 2021年的前2周, 去年的最后10天, 十月的第一周: a stretch behind its period `part`.
std::optional<WhenPart> HanStretch(const Scan& scan, const WhenPart& part) {
  const std::size_t at = part.last + (scan.IsHan(part.last, U"的") ? 1U : 0U);
  if (scan.IsHan(at, U"第")) {
    const std::optional<Distance> number = DistanceIn(scan, at + 1, false);
    return number ? HanNumbered(part, *number) : std::nullopt;
  }
  const bool first = scan.IsHan(at, U"前头");
  const bool last = scan.IsHan(at, U"最") && scan.IsHan(at + 1, U"后");
  const std::optional<Distance> span =
      first || last ? DistanceIn(scan, at + (last ? 2U : 1U), false) : std::nullopt;
  return span ? Within(scan, part, *span, first ? From::kStart : From::kEnd) : std::nullopt;
}

// The weekend of the week that `day` lies in; a day without its year is the next one.
std::optional<WhenPart> WeekendOf(const Scan& scan, const WhenPart& day) {
  const std::optional<Moment> full =
      day.high || day.low.day == 0 ? std::nullopt : ResolvedDay(day.low, *scan.published);
  if (!full) {
    return std::nullopt;
  }
  WhenPart weekend = Part(WeekOf(*full, 0), day.last);
  weekend.low.weekend = true;
  return weekend;
}

// "Christmas weekend", "Halloween weekend 2021".
WhenPart WithWeekend(const Scan& scan, const WhenPart& day) {
  if (!DeicticAt(scan, day.last).value_or(Deictic()).word.starts_with("weekend")) {
    return day;
  }
  WhenPart named = day;
  ++named.last;
  if (const int year = day.low.year == 0 ? YearAt(scan, named.last) : 0; year != 0) {
    named.low.year = year;
    ++named.last;
  }
  return WeekendOf(scan, named).value_or(day);
}

// "the weekend of 5 May".
std::optional<WhenPart> ReadWeekendOf(const Scan& scan, std::size_t at) {
  const std::size_t word = scan.Skip(at, Tag::kArticle);
  const bool weekend = scan.Reads(word, "weekend");
  const auto of = weekend ? scan.Find(word + 1, Tag::kOf) : Lexicon::Match{};
  const std::optional<WhenPart> day = of ? ReadDay(scan, of.end) : std::nullopt;
  return day ? WeekendOf(scan, *day) : std::nullopt;
}

bool IsPeriod(const WhenPart& part) {
  const Moment& low = part.low;
  return !part.high && !low.HasClock() && low.day == 0 && low.weekday == 0 && low.week == 0 &&
         low.quarter == 0 && (low.year != 0 || low.month != 0);
}

// 上半周, 下半周: Monday to Wednesday and Thursday to Sunday of this week, `unit` being 周.
WhenPart HalfWeek(const Moment& today, bool late, std::size_t unit) {
  WhenPart part = Part(WeekdayInWeek(today, late ? 4 : 1, 0), unit + 1);
  part.high = WeekdayInWeek(today, late ? 7 : 3, 0);
  return part;
}

// 上个半年, 下个半年: the calendar's half year before or after this one, `unit` being 年.
WhenPart HalfYear(const Moment& today, bool late, std::size_t unit) {
  constexpr int kMonths = 6;
  Moment first = Month(today.year, today.month > kMonths ? kMonths + 1 : 1);
  first.day = 1;
  const Moment low = Moved(first, TimeUnit::kMonth, late ? kMonths : -kMonths);
  WhenPart part = Part(Month(low.year, low.month), unit + 1);
  part.high = Month(low.year, low.month + kMonths - 1);
  return part;
}

std::optional<WhenPart> ReadHanHalf(const Scan& scan, std::size_t at) {
  if (!scan.IsHan(at, U"上下")) {
    return std::nullopt;
  }
  const bool late = scan.IsHan(at, U"下");
  if (scan.IsHan(at + 1, U"半") && scan.IsHan(at + 2, U"周")) {
    return HalfWeek(*scan.published, late, at + 2);
  }
  const bool year =
      scan.IsHan(at + 1, U"个") && scan.IsHan(at + 2, U"半") && scan.IsHan(at + 3, U"年");
  return year ? std::optional<WhenPart>(HalfYear(*scan.published, late, at + 3)) : std::nullopt;
}

// Most words of a text begin no span: that is decided without reading one.
bool MayBegin(const Scan& scan, std::size_t at) {
  const std::size_t next = scan.Skip(at, Tag::kArticle);
  return scan.IsDigits(next) ||
         scan.BeginsAny(next, Mask(Tag::kOrdinal) | Mask(Tag::kNumber) | Mask(Tag::kDeictic)) ||
         (next > at && scan.Begins(next, Tag::kUnit));
}

}  // namespace

std::optional<TimeStep> UnitOfTime(const Scan& scan, std::size_t at, std::size_t& last) {
  at += scan.IsHan(at, U"个") ? 1U : 0U;
  const auto unit = scan.Find(at, Tag::kUnit);
  const bool word = unit && (scan.language == "zh" || unit.entry->surface.size() > 2);
  last = unit.end;
  return word ? TimeStepOf(unit.entry->value) : std::nullopt;
}

std::optional<WhenPart> ReadSpanOfPeriod(const Scan& scan, std::size_t at) {
  using Reader = std::optional<WhenPart> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadEndOfPeriod, ReadWeekOfMonth, ReadDayOfPeriod, ReadSpanFromDay,
                                 ReadWeekendOf};
  if (scan.language != "en") {
    return scan.language == "zh" ? ReadHanHalf(scan, at) : std::nullopt;
  }
  if (!MayBegin(scan, at)) {
    return std::nullopt;
  }
  for (const Reader reader : kReaders) {
    if (std::optional<WhenPart> part = reader(scan, at)) {
      return part;
    }
  }
  return std::nullopt;
}

WhenPart WithStretch(const Scan& scan, const WhenPart& day) {
  if (scan.language != "zh") {
    return WithWeekend(scan, day);
  }
  const std::optional<WhenPart> part = IsPeriod(day) ? HanStretch(scan, day) : std::nullopt;
  return part.value_or(day);
}

}  // namespace claimwatch
