// One day or period: "yesterday", "next Tuesday", "three weeks ago", 上周三.

#include "plugins/read/number.h"
#include "plugins/read/sense.h"
#include "plugins/read/when.h"
#include "plugins/read/when_not.h"

namespace claimwatch {

namespace {

bool DeicticBefore(const Scan& scan, std::size_t at, std::string_view word) {
  const auto match = scan.FindBefore(at, Tag::kDeictic);
  return match.Says(word);
}

std::optional<TimeStep> StepAt(const Scan& scan, std::size_t at, std::size_t& last) {
  if (const auto period = scan.Find(at, Tag::kPeriod); period.Says("quarter")) {
    last = period.end;
    return TimeStep{TimeUnit::kQuarter, 1};
  }
  if (scan.Reads(at, "quarters")) {
    last = at + 1;
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
    return CountIn(match.entry->value);
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

// 上半年, 下半年 at the end of `part`, a year.
bool TakeHalfYear(const Scan& scan, WhenPart& part) {
  const std::size_t at = part.last;
  if (!scan.IsHan(at, U"下后上前") || !scan.IsHan(at + 1, U"半") || !scan.IsHan(at + 2, U"年")) {
    return false;
  }
  const bool late = scan.IsHan(at, U"下后");
  part.high = part.low;
  part.low.month = late ? 7 : 1;
  part.high->month = late ? 12 : 6;
  part.last = at + 3;
  return true;
}

// 今年前五个月, 去年第三季度: the season behind its year; false when there is none.
bool TakeSeasonOfYear(const Scan& scan, WhenPart& part) {
  const std::optional<DateMatch> season = ReadHanSeason(scan, part.last, part.low.year);
  const std::optional<Moment> low = season ? ParseMoment(season->when) : std::nullopt;
  if (!low) {
    return false;
  }
  part.low = *low;
  part.high = season->when_high.empty() ? std::nullopt : ParseMoment(season->when_high);
  part.last = season->last;
  return true;
}

// What is said at `part`.last of a year that stands before it: 6月, 3月5日, 1至5月.
std::optional<WhenPart> MonthsBehind(const Scan& scan, const WhenPart& part) {
  const std::optional<DateMatch> rest =
      scan.Has(part.last) ? ReadHanDate(scan, part.last) : std::nullopt;
  const std::optional<Moment> low = rest ? ParseMoment(rest->when) : std::nullopt;
  if (!low) {
    return std::nullopt;
  }
  WhenPart months = Part(*low, rest->last);
  months.high = rest->when_high.empty() ? std::nullopt : ParseMoment(rest->when_high);
  const bool other_year = months.low.year != 0 || (months.high && months.high->year != 0);
  return other_year || months.low.month == 0 ? std::nullopt : std::optional<WhenPart>(months);
}

// 去年6月, 明年3月5日, 今年1至5月: the month or months behind their year.
void TakeMonthAndDay(const Scan& scan, WhenPart& part) {
  std::optional<WhenPart> months = MonthsBehind(scan, part);
  if (!months) {
    return;
  }
  const int year = part.low.year;
  part = *months;
  part.low.year = year;
  if (part.high) {
    part.high->year = year;
  }
}

// 本月10日: the day behind its month.
void TakeDayOfMonth(const Scan& scan, WhenPart& part) {
  const std::optional<Numeral> day =
      scan.Has(part.last) ? ReadHanNumeral(scan, part.last) : std::nullopt;
  if (day && day->value >= 1 && day->value <= 31 && scan.IsHan(day->last, U"日号")) {
    part.low.day = static_cast<int>(day->value.ToInt().value_or(1));
    part.last = day->last + 1;
  }
}

// 本月10日, 去年6月, 今年上半年: the rest of a date behind its year or month.
void TakeRestOfDate(const Scan& scan, WhenPart& part) {
  if (scan.language != "zh" || part.low.day != 0) {
    return;
  }
  if (part.low.month != 0) {
    TakeDayOfMonth(scan, part);
  } else if (part.low.quarter == 0 && part.low.week == 0 && !TakeHalfYear(scan, part) &&
             !TakeSeasonOfYear(scan, part)) {
    TakeMonthAndDay(scan, part);
  }
}

// "last week on Friday", 上周三, 上周末: the day or the weekend behind `week`, a week `count` weeks
// from now.
WhenPart DayOfWeek(const Scan& scan, WhenPart week, int count) {
  if (scan.IsHan(week.last, U"末")) {
    week.low.weekend = true;
    ++week.last;
    return week;
  }
  const auto on = scan.Find(week.last, Tag::kPreposition);
  std::size_t last = 0;
  const int weekday = WeekdayAt(scan, on ? on.end : week.last, last);
  return weekday != 0 ? Part(WeekdayInWeek(*scan.published, weekday, count), last) : week;
}

// "yesterday", "tonight", 上周, 今年: periods that need no further word.
std::optional<WhenPart> ReadNamed(const Scan& scan, std::size_t at) {
  const std::optional<Deictic> named = DeicticAt(scan, at);
  const std::optional<TimeStep> step = named ? TimeStepOf(named->word) : std::nullopt;
  // "the year 2008", "the week of April 10"
  const bool goes_on = named && (scan.IsDigits(named->last) || scan.Begins(named->last, Tag::kOf) ||
                                 scan.Find(named->last, Tag::kFrame).Says("starts"));
  if (!step || (goes_on && step->unit != TimeUnit::kDay && scan.language == "en") ||
      HangsOnOther(scan, named->last, step->unit)) {
    return std::nullopt;
  }
  WhenPart part =
      Part(PeriodOf(*scan.published, step->unit, named->count * step->count), named->last);
  part.low.part = named->part;
  if (step->unit == TimeUnit::kWeek) {
    return DayOfWeek(scan, part, named->count);
  }
  TakeRestOfDate(scan, part);
  return part;
}

// What is counted out, "three weeks": how many of `unit`, at most 1000 of the word that is written.
struct Counted {
  TimeUnit unit = TimeUnit::kDay;
  std::int64_t steps = 0;
  std::size_t last = 0;
};

std::optional<Counted> CountedBehind(const Scan& scan, const Numeral& count) {
  if (count.high || count.ordinal || !count.value.IsInteger() || count.value > 1000) {
    return std::nullopt;
  }
  Counted counted;
  const std::size_t unit_at = count.last + (scan.IsHan(count.last, U"个") ? 1U : 0U);
  const std::optional<TimeStep> step = StepAt(scan, unit_at, counted.last);
  if (!step) {
    return std::nullopt;
  }
  counted.unit = step->unit;
  counted.steps = count.value.ToInt().value_or(0) * step->count;
  return counted;
}

// What is counted out from today on (`direction` 1) or up to it (-1).
WhenPart StretchOf(const Scan& scan, int direction, const Counted& counted) {
  const bool clock = IsClockUnit(counted.unit);
  Moment today = *scan.published;
  if (!clock) {
    today.hour = -1;
    today.minute = -1;
    today.second = -1;
  }
  const Moment from = direction > 0 && !clock ? Moved(today, TimeUnit::kDay, 1) : today;
  const Moment other = Moved(from, counted.unit, direction * counted.steps);
  WhenPart part = Part(direction > 0 ? from : other, counted.last);
  part.high = direction > 0 ? other : from;
  return part;
}

// The number word or the digits at `at`, without what stands behind them.
std::optional<Numeral> WholeAt(const Scan& scan, std::size_t at) {
  const auto word = scan.Find(at, Tag::kNumber);
  const int digits = SmallNumber(scan, at, 3);
  if (!word && digits < 0) {
    return std::nullopt;
  }
  Numeral whole;
  whole.value = word ? word.entry->number : Decimal(digits);
  whole.last = word ? word.end : at + 1;
  return whole;
}

// "the next three days", "the past 12 months", 过去十年: a stretch that ends or starts today.
std::optional<WhenPart> Stretch(const Scan& scan, int direction, std::size_t at) {
  std::optional<Numeral> count = scan.Has(at) ? ReadNumeral(scan, at) : std::nullopt;
  if (count && count->fraction) {
    count = WholeAt(scan, at);  // "the previous three quarters"
  }
  const std::optional<Counted> counted = count ? CountedBehind(scan, *count) : std::nullopt;
  if (!counted || !InCalendar(*scan.published, counted->unit, direction * counted->steps)) {
    return std::nullopt;
  }
  if (IsClockUnit(counted->unit) && scan.IsHan(at - 1, U"近")) {
    return std::nullopt;  // 近两秒 is nearly two seconds
  }
  if (BelongsToOther(scan, counted->last)) {
    return std::nullopt;  // "the last two weeks of the campaign"
  }
  return StretchOf(scan, direction, *counted);
}

// "the 5 upcoming years", "the 3 next weeks": the count stands before the word that says which way.
std::optional<WhenPart> ReadCountedNear(const Scan& scan, std::size_t at) {
  const int count = SmallNumber(scan, at, 3);
  const std::optional<Deictic> way = count > 0 ? DeicticAt(scan, at + 1) : std::nullopt;
  Counted counted;
  const std::optional<TimeStep> step =
      way && (way->word == "near" || way->word == "step") && way->count != 0
          ? StepAt(scan, way->last, counted.last)
          : std::nullopt;
  if (!step || !InCalendar(*scan.published, step->unit, way->count * count)) {
    return std::nullopt;
  }
  counted.unit = step->unit;
  counted.steps = count * step->count;
  return StretchOf(scan, way->count, counted);
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

// "weekend" and "morning" behind "this" or "last": a count of weeks or days from today.
std::optional<WhenPart> ReadSteppedPart(const Scan& scan, int count, std::size_t next) {
  const std::optional<Deictic> word = DeicticAt(scan, next);
  if (word && IsStepOfTale(scan, next) && IsTold(scan, next, word->last)) {
    return std::nullopt;  // "the following morning he left"
  }
  if (word && word->word == "weekend") {
    WhenPart part = Part(WeekOf(*scan.published, count), word->last);
    part.low.weekend = true;
    return part;
  }
  if (word && word->word == "part") {
    WhenPart part = Part(PeriodOf(*scan.published, TimeUnit::kDay, count), word->last);
    part.low.part = word->part;
    return part;
  }
  return std::nullopt;
}

// The period of `step` that ends at `last` and lies `count` steps from today; "the past hour" and
// "the next fortnight" are stretches.
WhenPart SteppedUnit(const Scan& scan, const TimeStep& step, int count, std::size_t last) {
  if (count != 0 && (IsClockUnit(step.unit) || step.count != 1)) {
    return StretchOf(scan, count, {step.unit, step.count, last});
  }
  const WhenPart period = Part(PeriodOf(*scan.published, step.unit, count), last);
  const bool week = step.unit == TimeUnit::kWeek && scan.language == "en";
  return week ? DayOfWeek(scan, period, count) : period;
}

// The unit or month at `next`, `count` of them from today: "month", "week on Friday", "August".
std::optional<WhenPart> ReadSteppedPeriod(const Scan& scan, int count, std::size_t next) {
  std::size_t last = 0;
  const std::optional<TimeStep> step = StepAt(scan, next, last);
  const bool fortnight = step && step->unit == TimeUnit::kWeek && count != 0;
  if (step && (step->count == 1 || fortnight)) {
    return IsStepElsewhere(scan, step->unit, next, last)
               ? std::nullopt
               : std::optional<WhenPart>(SteppedUnit(scan, *step, count, last));
  }
  // "this may be" is no month
  const bool named = scan.Has(next) && (scan.tokens[next].upper || scan.language != "en");
  const auto month = named ? scan.Find(next, Tag::kMonth) : Lexicon::Match{};
  if (!month) {
    return std::nullopt;
  }
  const auto number = static_cast<int>(month.entry->number.ToInt().value_or(0));
  return Part(NamedMonth(*scan.published, number, count), month.end);
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

// "Friday" behind "this", "last" or "coming" (`near`): the date that stands with it, or the weekday
// `count` weeks from today.
std::optional<WhenPart> ReadSteppedWeekday(const Scan& scan, const Deictic& step) {
  std::size_t last = 0;
  const int weekday = scan.language != "zh" ? WeekdayAt(scan, step.last, last) : 0;
  if (weekday == 0) {
    return std::nullopt;
  }
  if (std::optional<WhenPart> dated = ReadOtherDay(scan, step.last)) {
    return dated;  // "this Friday 7/6"
  }
  if (std::optional<WhenPart> day = ReadAbsolute(scan, step.last); day && day->low.day != 0) {
    return day;  // "this Friday, 6 July"
  }
  const Moment& today = *scan.published;
  return Part(step.word == "near" ? NearestWeekday(today, weekday, step.count)
                                  : WeekdayInWeek(today, weekday, step.count),
              last);
}

// "this Friday", "last month", "next year", "this August", "the past three weeks".
std::optional<WhenPart> ReadStepped(const Scan& scan, std::size_t at) {
  const std::optional<Deictic> step_word = DeicticAt(scan, at);
  if (!step_word || (step_word->word != "step" && step_word->word != "near") ||
      scan.FindBefore(at, Tag::kFrame).Says("modal")) {
    return std::nullopt;  // "talks will last two hours"
  }
  const int count = step_word->count;
  const std::size_t next = step_word->last;
  if (std::optional<WhenPart> weekday = ReadSteppedWeekday(scan, *step_word)) {
    return weekday;
  }
  if (std::optional<WhenPart> part = ReadSteppedPart(scan, count, next)) {
    return part;
  }
  if (std::optional<WhenPart> feast = ReadSteppedFeast(scan, next, count)) {
    return feast;
  }
  if (std::optional<WhenPart> period = ReadSteppedPeriod(scan, count, next)) {
    return period;
  }
  return count != 0 ? Stretch(scan, count, next) : std::nullopt;
}

// "Tuesday of next week".
std::optional<WhenPart> ReadWeekdayOf(const Scan& scan, std::size_t at) {
  std::size_t last = 0;
  const bool named = scan.Begins(at, Tag::kWeekday) && WeekdayAt(scan, at, last) != 0;
  const auto of = named ? scan.Find(last, Tag::kOf) : Lexicon::Match{};
  const std::optional<Deictic> step = of ? DeicticAt(scan, of.end) : std::nullopt;
  std::size_t end = 0;
  const std::optional<TimeStep> unit =
      step && step->word == "step" ? StepAt(scan, step->last, end) : std::nullopt;
  if (!unit || unit->unit != TimeUnit::kWeek) {
    return std::nullopt;
  }
  std::size_t ignored = 0;
  return Part(WeekdayInWeek(*scan.published, WeekdayAt(scan, at, ignored), step->count), end);
}

// The number of "three weeks", or the 1 of "a week".
std::optional<Numeral> CountAt(const Scan& scan, std::size_t at) {
  const auto article = scan.Find(at, Tag::kArticle);
  if (!article) {
    return ReadNumeral(scan, at);
  }
  if (!article.Says("a")) {
    return std::nullopt;
  }
  Numeral one;
  one.value = 1;
  one.last = article.end;
  return one;
}

// Which way `behind` counts, a word at `at` behind a span: -1 for "ago" and 前, 1 for "from now"
// and 后. 前5年 is a stretch, 5年前 a day, and the table has one row for both.
int DirectionBehind(const Scan& scan, std::size_t at, const Deictic& behind) {
  if (behind.word == "ago" || (scan.IsHan(at, U"前之以") && behind.count < 0)) {
    return -1;
  }
  return behind.word == "hence" || (scan.IsHan(at, U"后之以") && behind.count > 0) ? 1 : 0;
}

// "within five minutes", "within two weeks": from now until then.
WhenPart Until(const Moment& today, const Counted& counted) {
  const bool clock = IsClockUnit(counted.unit);
  WhenPart part = Part(clock ? today : PeriodOf(today, TimeUnit::kDay, 0), counted.last);
  part.high = Moved(part.low, counted.unit, counted.steps);
  return part;
}

// "half an hour" from now.
std::optional<Counted> HalfHourBehind(const Scan& scan, const Numeral& count) {
  const auto unit = count.value == Decimal(1) / Decimal(2)
                        ? scan.Find(scan.Skip(count.last, Tag::kArticle), Tag::kUnit)
                        : Lexicon::Match{};
  return unit.Says("hour") ? std::optional<Counted>({TimeUnit::kMinute, 30, unit.end})
                           : std::nullopt;
}

// What is counted out at `at` and stays in the calendar both ways; 07年 is a year.
std::optional<Counted> CountedAt(const Scan& scan, std::size_t at) {
  const bool year = scan.IsDigits(at) && scan.Text(at).size() > 1 && scan.Text(at).front() == '0';
  const std::optional<Numeral> count = year ? std::nullopt : CountAt(scan, at);
  const std::optional<Counted> half = count ? HalfHourBehind(scan, *count) : std::nullopt;
  const std::optional<Counted> counted = count && !half ? CountedBehind(scan, *count) : half;
  const bool near = counted && InCalendar(*scan.published, counted->unit, counted->steps) &&
                    InCalendar(*scan.published, counted->unit, -counted->steps);
  return near ? counted : std::nullopt;
}

// "three weeks ago", "in two days", "within 5 minutes", 5天前, 两周后, через две недели.
std::optional<WhenPart> ReadCounted(const Scan& scan, std::size_t at) {
  const std::optional<Counted> counted = CountedAt(scan, at);
  if (!counted) {
    return std::nullopt;
  }
  const Moment& today = *scan.published;
  const std::optional<Deictic> behind = DeicticAt(scan, counted->last);
  const int direction = behind ? DirectionBehind(scan, counted->last, *behind) : 0;
  if (direction != 0) {
    return Part(Moved(today, counted->unit, direction * counted->steps), behind->last);
  }
  if (BelongsToOther(scan, counted->last) || IsTold(scan, at, counted->last)) {
    return std::nullopt;  // "within two hours of arrival", "he ran it in three hours"
  }
  if (DeicticBefore(scan, at, "within")) {
    return Until(today, *counted);
  }
  const bool in = DeicticBefore(scan, at, "in");
  return in && !RanksOver(scan, scan.SkipBefore(at, Tag::kDeictic))
             ? std::optional<WhenPart>(
                   Part(Moved(today, counted->unit, counted->steps), counted->last))
             : std::nullopt;
}

}  // namespace

std::optional<WhenPart> ReadDay(const Scan& scan, std::size_t at) {
  using Reader = std::optional<WhenPart> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadCountedFrom, ReadWeekdayOf,   ReadOtherDay, ReadNamed,
                                 ReadStepped,     ReadCountedNear, ReadCounted,  ReadAbsolute};
  for (const Reader reader : kReaders) {
    if (std::optional<WhenPart> part = reader(scan, at)) {
      return WithStretch(scan, *part);
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
