// Days that are counted from another day or said in short: "three weeks from tomorrow", "on the
// 18th", "11/20".
#include <utility>

#include "plugins/read/number.h"
#include "plugins/read/when.h"

namespace claimwatch {
namespace {

// 1 for "from" and "after" at `at`, -1 for "before", 0 for none; `last` moves behind it.
int DirectionAt(const Scan& scan, std::size_t at, std::size_t& last) {
  const auto word = scan.Find(at, Tag::kDeictic);
  last = word.end;
  if (word.Says("anchor 1")) {
    return 1;
  }
  return word.Says("anchor -1") ? -1 : 0;
}

std::optional<Distance> DistanceAt(const Scan& scan, std::size_t at) {
  constexpr int kMost = 1000;
  if (!scan.IsDigits(at) && !scan.BeginsAny(at, Mask(Tag::kNumber) | Mask(Tag::kGroup))) {
    return std::nullopt;
  }
  const std::optional<Numeral> number = ReadNumeral(scan, at);
  if (!number || number->ordinal || !number->value.IsInteger() || number->value > Decimal(kMost)) {
    return std::nullopt;
  }
  std::size_t last = 0;
  const std::optional<TimeStep> step = UnitOfTime(scan, number->last, last);
  return step ? std::optional<Distance>({*step, number->value.ToInt().value_or(0), last})
              : std::nullopt;
}

// "on the" or "on" stands before the day at `at`.
bool IsPlacedDay(const Scan& scan, std::size_t at) {
  if (at > 0 && scan.Reads(at - 1, "on")) {
    return true;
  }
  const auto article = scan.FindBefore(at, Tag::kArticle);
  return article.Says("the") && article.end > 0 && scan.Begins(article.end - 1, Tag::kPreposition);
}

// Nothing behind the day at `end` counts with it; "the 9th of May" says its month.
bool ClosesDay(const Scan& scan, std::size_t end) {
  const auto of = scan.Find(end, Tag::kOf);
  const bool dated = of && scan.Begins(of.end, Tag::kMonth);
  return !dated && (scan.EndsClause(end) || scan.Begins(end, Tag::kPreposition));
}

// "on the 18th", "before the 4th": a day of the month of publication.
std::optional<WhenPart> ReadDayOfMonth(const Scan& scan, std::size_t at) {
  const auto ending = scan.Find(at + 1, Tag::kPeriod);
  const int day = SmallNumber(scan, at, 2);
  if (day < 1 || day > 31 || !ending.Says("ordinal") || !scan.Tight(at + 1) ||
      !IsPlacedDay(scan, at) || !ClosesDay(scan, ending.end)) {
    return std::nullopt;
  }
  WhenPart part;
  part.low.year = scan.published->year;
  part.low.month = scan.published->month;
  part.low.day = day;
  part.last = ending.end;
  return part;
}

bool IsDay(const Moment& day) {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31;
}

// "on 11/20, 11/22 or 11/25": the next of a list that a preposition opens; the first five of it.
bool ContinuesStrokes(const Scan& scan, std::size_t at) {
  for (int i = 0; i < 5 && at >= 4; ++i) {
    const bool comma = scan.IsSymbol(at - 1, U',');
    const bool joined = comma || scan.Begins(at - 1, Tag::kAnd) || scan.Reads(at - 1, "or");
    const std::size_t before = at - 4;
    if (!joined || !scan.IsDigits(before) || !scan.JoinsDigits(before + 1, U"/")) {
      return false;
    }
    if (before > 0 && scan.Begins(before - 1, Tag::kPreposition)) {
      return true;
    }
    at = before;
  }
  return false;
}

// "on 3/4 of the points", "with 1/2 cup", "in 3/4 time": a fraction behind a preposition.
bool IsPartOfWhole(const Scan& scan, std::size_t at) {
  const std::size_t end = at + 3;
  const bool placed = at > 0 && (scan.Reads(at - 1, "in") || scan.Reads(at - 1, "with") ||
                                 scan.Reads(at - 1, "of") || scan.Reads(at - 1, "at"));
  return scan.Begins(end, Tag::kOf) || placed || (scan.Find(end, Tag::kUnit) && scan.IsWord(end));
}

// "on 11/20", "Friday 7/6": month and day, where a fraction could not stand.
std::optional<WhenPart> ReadStrokeDay(const Scan& scan, std::size_t at) {
  const bool stroke = scan.IsDigits(at) && scan.JoinsDigits(at + 1, U"/") &&
                      !scan.IsSymbol(at + 3, U'/') && !scan.JoinsDigits(at + 3, U".,");
  const bool placed =
      at > 0 && (scan.BeginsAny(at - 1, Mask(Tag::kPreposition) | Mask(Tag::kWeekday)) ||
                 ContinuesStrokes(scan, at));
  if (!stroke || !placed || scan.language != "en" || IsPartOfWhole(scan, at)) {
    return std::nullopt;
  }
  WhenPart part;
  part.low.month = SmallNumber(scan, at, 2);
  part.low.day = SmallNumber(scan, at + 2, 2);
  if (part.low.month > 12 && part.low.day <= 12) {
    std::swap(part.low.month, part.low.day);  // "on 23/12"
  }
  part.last = at + 3;
  return IsDay(part.low) ? std::optional<WhenPart>(part) : std::nullopt;
}

// "Friday 7/6", "this Friday (7/6)": the date says more than its weekday.
std::optional<WhenPart> ReadWeekdayStroke(const Scan& scan, std::size_t at) {
  const auto weekday = scan.Find(at, Tag::kWeekday);
  return weekday ? ReadStrokeDay(scan, weekday.end) : std::nullopt;
}

// "third", "3rd"; 0 for "last".
std::optional<Rank> RankAt(const Scan& scan, std::size_t at) {
  if (scan.Reads(at, "last")) {
    return Rank{0, at + 1};
  }
  Rank rank;
  if (const auto ending = scan.Find(at + 1, Tag::kPeriod);
      scan.IsDigits(at) && ending.Says("ordinal")) {
    rank = {SmallNumber(scan, at, 2), ending.end};
  } else if (const auto spelled = scan.Find(at, Tag::kOrdinal)) {
    rank = {spelled.entry->number.ToInt().value_or(0), spelled.end};
  }
  return rank.number > 0 ? std::optional<Rank>(rank) : std::nullopt;
}

// "the third week of 2018", "the last week of 2016".
std::optional<WhenPart> ReadWeekOfYear(const Scan& scan, std::size_t at) {
  const std::optional<Rank> rank = RankAt(scan, scan.Skip(at, Tag::kArticle));
  const auto week = rank ? scan.Find(rank->last, Tag::kUnit) : Lexicon::Match{};
  const auto of = week.Says("week") ? scan.Find(week.end, Tag::kOf) : Lexicon::Match{};
  const int year = of ? YearAt(scan, of.end) : 0;
  if (year == 0 || rank->number > 53) {
    return std::nullopt;
  }
  return Part(WeekNumber(year, static_cast<int>(rank->number)), of.end + 1);
}

// "week 10": the week of that number in the year of publication.
std::optional<WhenPart> ReadNumberedWeek(const Scan& scan, std::size_t at) {
  const int number = scan.Reads(at, "week") ? SmallNumber(scan, at + 1, 2) : -1;
  if (number < 1 || number > 53 || scan.Begins(at + 2, Tag::kNoun)) {
    return std::nullopt;
  }
  return Part(WeekNumber(scan.published->year, number), at + 2);
}

// "tuesday the eleventh", "Friday the 26th": a day of the month of publication that its weekday
// stands before.
std::optional<WhenPart> ReadWeekdayThe(const Scan& scan, std::size_t at) {
  const auto weekday = scan.Find(at, Tag::kWeekday);
  const auto article = weekday ? scan.Find(weekday.end, Tag::kArticle) : Lexicon::Match{};
  const std::optional<Rank> day = article.Says("the") ? DayRankAt(scan, article.end) : std::nullopt;
  if (!day || day->number < 1 || day->number > 31) {
    return std::nullopt;
  }
  WhenPart part;
  part.low.year = scan.published->year;
  part.low.month = scan.published->month;
  part.low.day = static_cast<int>(day->number);
  part.last = day->last;
  return part;
}

}  // namespace

std::optional<Rank> DayRankAt(const Scan& scan, std::size_t at) {
  const std::optional<Numeral> spelled = scan.IsWord(at) ? ReadNumberWords(scan, at) : std::nullopt;
  if (spelled && spelled->ordinal) {
    return Rank{spelled->value.ToInt().value_or(0), spelled->last};
  }
  return scan.IsDigits(at) ? RankAt(scan, at) : std::nullopt;
}

Moment WeekNumber(int year, int number) {
  Moment day;
  day.year = year;
  day.month = number <= 0 ? 12 : 1;
  day.day = number <= 0 ? 28 : 4;  // always in the last and in the first ISO week
  return WeekOf(day, number <= 0 ? number : number - 1);
}

bool IsEarlierInYear(const Moment& left, const Moment& right) {
  return left.month != right.month ? left.month < right.month : left.day < right.day;
}

std::optional<Moment> ResolvedDay(const Moment& anchor, const Moment& today) {
  if (anchor.weekday != 0 && anchor.day == 0) {
    const int ahead = (anchor.weekday - WeekdayOf(today) + 7) % 7;
    return Moved(today, TimeUnit::kDay, ahead);
  }
  if (anchor.month == 0 || anchor.day == 0) {
    return std::nullopt;
  }
  Moment day = anchor;
  if (day.year == 0) {
    day.year = today.year + (IsEarlierInYear(day, today) ? 1 : 0);
  }
  return day;
}

std::optional<WhenPart> ReadCountedFrom(const Scan& scan, std::size_t at) {
  const std::optional<Distance> distance = DistanceAt(scan, at);
  std::size_t next = 0;
  const int direction = distance ? DirectionAt(scan, distance->last, next) : 0;
  const std::optional<WhenPart> anchor = direction != 0 ? ReadDay(scan, next) : std::nullopt;
  const std::optional<Moment> day =
      anchor && !anchor->high ? ResolvedDay(anchor->low, *scan.published) : std::nullopt;
  if (!day) {
    return std::nullopt;
  }
  const std::int64_t count = direction * distance->count * distance->step.count;
  return Part(Moved(*day, distance->step.unit, count), anchor->last);
}

std::optional<WhenPart> ReadOtherDay(const Scan& scan, std::size_t at) {
  using Reader = std::optional<WhenPart> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadWeekOfYear, ReadNumberedWeek,  ReadWeekdayThe, ReadDayOfMonth,
                                 ReadStrokeDay,  ReadWeekdayStroke, ReadFeast};
  for (const Reader reader : kReaders) {
    if (std::optional<WhenPart> part = reader(scan, at)) {
      return part;
    }
  }
  return std::nullopt;
}

std::size_t BehindJoint(const Scan& scan, std::size_t first, std::size_t joint) {
  if (const auto to = scan.Find(joint, Tag::kTo)) {
    return to.end;
  }
  const auto both =
      scan.FindBefore(first, Tag::kBetween) ? scan.Find(joint, Tag::kAnd) : Lexicon::Match{};
  if (both) {
    return both.end;
  }
  return scan.IsHyphen(joint) ? joint + 1 : 0;
}

}  // namespace claimwatch
