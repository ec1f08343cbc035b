#include "plugins/read/date.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "plugins/read/date_part.h"
#include "plugins/read/number.h"

namespace claimwatch {
namespace {

constexpr int kDaysOfMonth[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

// "17", "17th", "17-го", "1er": a day number, and where it ends.
struct Day {
  int number = 0;
  std::size_t last = 0;
};

// Tokens of the ending of a day number: the "th" of "17th", "-го" in Russian, "." in German.
std::size_t DayEnding(const Scan& scan, std::size_t at) {
  if (!scan.Tight(at)) {
    return 0;
  }
  if (scan.IsWord(at) && scan.Text(at).size() <= 3) {
    return 1;
  }
  if (scan.language == "ru" && scan.IsSymbol(at, U'-')) {
    return scan.IsWord(at + 1) && scan.Tight(at + 1) ? 2 : 0;
  }
  return scan.language == "de" && scan.IsSymbol(at, U'.') ? 1 : 0;
}

// "fourth", "twenty-second": an ordinal that a month can have.
Day SpelledDay(const Scan& scan, std::size_t at) {
  const bool begins = scan.BeginsAny(at, Mask(Tag::kOrdinal) | Mask(Tag::kNumber));
  const std::optional<Numeral> ordinal = begins ? ReadNumberWords(scan, at) : std::nullopt;
  const std::int64_t value =
      ordinal && ordinal->ordinal ? ordinal->value.ToInt().value_or(0) : std::int64_t{0};
  return value >= 1 && value <= 31 ? Day{static_cast<int>(value), ordinal->last} : Day{};
}

Day DayAt(const Scan& scan, std::size_t at) {
  const int number = SmallNumber(scan, at, 2);
  if (number < 1 || number > 31) {
    return SpelledDay(scan, at);
  }
  return {number, at + 1 + DayEnding(scan, at + 1)};
}

// Where the year may stand behind a date: behind a comma, "of" or "in", or a mark that ties it to
// the month ("Dec-2018").
std::size_t YearStart(const Scan& scan, std::size_t at) {
  if (scan.JoinsTight(at, U"-/")) {
    return at + 1;
  }
  at += scan.IsSymbol(at, U',') ? 1U : 0U;
  if (const auto of = scan.Find(at, Tag::kOf)) {
    return of.end;
  }
  const bool in = scan.language == "en" && scan.IsWord(at) && scan.Text(at) == "in";
  return in ? at + 1 : at;
}

// A year after a date: ", 2025", " 2025", "2025 года", "de 2025". 0 when there is none; `last`
// moves past it.
int TakeYear(const Scan& scan, std::size_t& last) {
  const std::size_t at = YearStart(scan, last);
  const int year = YearAt(scan, at);
  if (std::size_t spelled = at; year == 0) {
    if (const int said = TakeSpelledYear(scan, spelled); said != 0) {
      last = spelled;
      return said;
    }
  }
  if (year == 0 || scan.JoinsDigits(at + 1, U",")) {
    return 0;  // "5 июня 2000,5 тонны": a number, and it goes on
  }
  last = at + 1;
  if (const auto word = scan.Find(last, Tag::kPeriod); word.Says("year")) {
    last = word.end;
  }
  return year;
}

// "May twenty nine", "twenty five January": a day said as a count, sure only where the clause ends
// or a year follows: "in May two people died".
Day CountedDay(const Scan& scan, std::size_t at) {
  const std::optional<Numeral> count = scan.language == "en" && scan.Begins(at, Tag::kNumber)
                                           ? ReadNumberWords(scan, at)
                                           : std::nullopt;
  const std::int64_t value = count && !count->ordinal ? count->value.ToInt().value_or(0) : 0;
  if (value < 1 || value > 31) {
    return {};
  }
  std::size_t behind = count->last;
  const bool closes = scan.EndsClause(behind) || TakeYear(scan, behind) != 0;
  return closes ? Day{static_cast<int>(value), count->last} : Day{};
}

// What joins two days of a range: "-", "to", "по", "bis".
std::size_t Joint(const Scan& scan, std::size_t at) {
  if (scan.IsHyphen(at)) {
    return at + 1;
  }
  const auto to = scan.Find(at, Tag::kTo);
  const auto joint = to ? to : scan.Find(at, Tag::kAnd);
  // "the ninth and the seventeenth"
  const auto article = joint ? scan.Find(joint.end, Tag::kArticle) : Lexicon::Match{};
  return article.Says("the") ? article.end : joint.end;
}

DateMatch Made(std::size_t first, std::size_t last, const CalendarDay& low,
               const CalendarDay& high) {
  DateMatch match;
  match.first = first;
  match.last = last;
  match.when = low.ToString();
  if (high.day != low.day || high.month != low.month || high.year != low.year) {
    match.when_high = high.ToString();
  }
  return match;
}

// "Liang Jun" is an editor, not a month: a bare month behind a capitalised word that is no
// sentence's first.
bool IsPartOfName(const Scan& scan, std::size_t at) {
  return at > 0 && scan.IsWord(at - 1) && scan.tokens[at - 1].upper &&
         !scan.FindBefore(at, Tag::kPeriod) && !scan.Begins(at - 1, Tag::kStop);
}

// The end of "June 16-18" and "June 16 to July 2" behind `low`; no day, and `last` stays, when
// there is none.
CalendarDay TakeUntil(const Scan& scan, const CalendarDay& low, std::size_t& last) {
  const CalendarDay none{0, low.month, 0};
  const std::size_t joint = Joint(scan, last);
  if (joint == 0) {
    return none;
  }
  const NamedMonth other = MonthAt(scan, joint);
  const bool named = other.number != 0;
  if (named && scan.Begins(last, Tag::kAnd)) {
    return none;  // "June 28 and July 2" are two days
  }
  const Day until = DayAt(scan, named ? other.last : joint);
  if (until.number == 0 || (until.number <= low.day && !named) || YearAt(scan, joint) != 0) {
    return none;
  }
  last = until.last;
  return {0, named ? other.number : low.month, until.number};
}

// "January to May 2025", "Nov-Feb 2017": from month to month. A later month that comes before the
// earlier one lies in the next year.
std::optional<DateMatch> ReadMonthSpan(const Scan& scan, std::size_t at, const NamedMonth& first) {
  const bool pair = scan.FindBefore(at, Tag::kBetween) && scan.Find(first.last, Tag::kAnd);
  const bool joined = pair || scan.IsHyphen(first.last) || scan.Find(first.last, Tag::kTo);
  const NamedMonth second = joined ? MonthAt(scan, Joint(scan, first.last)) : NamedMonth{};
  if (second.number == 0 || DayAt(scan, second.last).number != 0) {
    return std::nullopt;
  }
  std::size_t last = second.last;
  const int year = TakeYear(scan, last);
  const bool wraps = second.number < first.number && year != 0;
  return Made(at, last, {year - (wraps ? 1 : 0), first.number, 0}, {year, second.number, 0});
}

// The days that stand behind a month: "17", "the 28th", "16-18", "16 to July 2".
struct DaysOfMonth {
  CalendarDay low;
  CalendarDay high;  // without a day where there is only one
  std::size_t last = 0;
};

// "October, 1st": a comma before a day that has its ending.
std::size_t DayStart(const Scan& scan, std::size_t at) {
  const bool comma = scan.IsSymbol(at, U',') && scan.IsDigits(at + 1) && scan.Tight(at + 2);
  return comma && scan.Find(at + 2, Tag::kPeriod).Says("ordinal") ? at + 1 : at;
}

DaysOfMonth DaysBehind(const Scan& scan, const NamedMonth& month) {
  DaysOfMonth days{{0, month.number, 0}, {0, month.number, 0}, month.last};
  const auto article = scan.Find(month.last, Tag::kArticle);  // "june the 28th"
  Day day = DayAt(scan, DayStart(scan, article.Says("the") ? article.end : month.last));
  day = day.number != 0 ? day : CountedDay(scan, month.last);
  if (day.number != 0 && YearAt(scan, month.last) == 0) {
    days.low.day = day.number;
    days.last = day.last;
    days.high = TakeUntil(scan, days.low, days.last);
  }
  return days;
}

// "May I ask": the verb at the start of a question.
bool IsRequest(const Scan& scan, std::size_t at) {
  constexpr std::string_view kAskers[] = {"i", "we", "you", "he", "she", "they", "god"};
  const std::string next =
      scan.language == "en" && scan.IsWord(at + 1) ? scan.Folded(at + 1) : std::string();
  return scan.Reads(at, "may") &&
         std::find(std::begin(kAskers), std::end(kAskers), next) != std::end(kAskers);
}

// "Jan Peters", "April Jones": a month that people are called by before a capitalised word, and
// nothing says the time of. "in April Ukraine signed", "the June Fed meeting", "May GDP" are none.
bool IsEnglishGivenName(const Scan& scan, std::size_t at) {
  constexpr std::string_view kNames[] = {"jan", "april", "may", "june", "august"};
  constexpr auto kOfTime = Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kArticle) |
                           Mask(Tag::kPeriod) | Mask(Tag::kMonth) | Mask(Tag::kWeekday) |
                           Mask(Tag::kFrom) | Mask(Tag::kAnd);
  const bool opens = at == 0 || scan.EndsSentence(at - 1);  // "June Retail Sales": a verb is due
  const bool before =
      opens ? scan.Begins(at + 2, Tag::kVerb) : !scan.BeginsAny(at - 1, kOfTime & ~Mask(Tag::kAnd));
  return before && scan.IsUpper(at + 1) && scan.tokens[at + 1].space && !scan.tokens[at + 1].caps &&
         !scan.BeginsAny(at + 1, kOfTime) &&
         std::find(std::begin(kNames), std::end(kNames), scan.Folded(at)) != std::end(kNames);
}

// "Марта Воленко": months have no capitals in Russian, names have.
bool IsGivenName(const Scan& scan, std::size_t at) {
  const bool names = scan.IsUpper(at) && scan.IsUpper(at + 1);
  return names &&
         (scan.language == "ru" || (scan.language == "en" && IsEnglishGivenName(scan, at)));
}

// A month without day and year: in lower case a word ("march"), in a name an editor's, behind a
// dollar sign a ticker.
bool IsNoMonth(const Scan& scan, std::size_t at) {
  return IsPartOfName(scan, at) || IsRequest(scan, at) || IsGivenName(scan, at) ||
         (at > 0 && scan.Tight(at) && scan.IsSymbol(at - 1, U'$')) ||
         (!scan.tokens[at].upper && scan.language == "en");
}

// "June 17", "June 16-18, 2025", "May 2023", "June 16 to July 2".
std::optional<DateMatch> ReadMonthFirst(const Scan& scan, std::size_t at) {
  const NamedMonth month = MonthAt(scan, at);
  if (month.number == 0) {
    return std::nullopt;
  }
  if (std::optional<DateMatch> span = ReadMonthSpan(scan, at, month)) {
    return span;
  }
  auto [low, high, last] = DaysBehind(scan, month);
  low.year = TakeYear(scan, last);
  high.year = low.year;
  const bool bare = low.day == 0 && low.year == 0;
  if ((bare && IsNoMonth(scan, at)) || !low.IsValid()) {
    return std::nullopt;
  }
  return Made(at, last, low, high.day != 0 ? high : low);
}

// The second day of "с 16 по 18 июня" behind the first one; no day, and `last` stays, when there
// is none.
Day TakeSecondDay(const Scan& scan, const Day& first, std::size_t& last) {
  const std::size_t joint = Joint(scan, last);
  const Day second = joint != 0 ? DayAt(scan, joint) : Day{};
  if (second.number <= first.number) {
    return {};
  }
  last = second.last;
  return second;
}

// "2 июля" of "16 июня – 2 июля", behind the first month; no day, and `last` stays, when there is
// none.
CalendarDay TakeSecondMonth(const Scan& scan, std::size_t& last) {
  const std::size_t joint = Joint(scan, last);
  const Day day = joint != 0 ? DayAt(scan, joint) : Day{};
  const NamedMonth month = day.number != 0 ? MonthAt(scan, day.last) : NamedMonth{};
  if (month.number == 0) {
    return {};
  }
  last = month.last;
  return {0, month.number, day.number};
}

// "twenty five January nineteen eighty six": the year says that the count is a day.
std::optional<DateMatch> ReadCountedDayFirst(const Scan& scan, std::size_t at) {
  const std::optional<Numeral> count = scan.language == "en" && scan.Begins(at, Tag::kNumber)
                                           ? ReadNumberWords(scan, at)
                                           : std::nullopt;
  const NamedMonth month = count && !count->ordinal ? MonthAt(scan, count->last) : NamedMonth{};
  if (month.number == 0) {
    return std::nullopt;
  }
  std::size_t last = month.last;
  const int year = TakeYear(scan, last);
  const CalendarDay day{year, month.number, static_cast<int>(count->value.ToInt().value_or(0))};
  return year != 0 && day.day >= 1 && day.IsValid()
             ? std::optional<DateMatch>(Made(at, last, day, day))
             : std::nullopt;
}

// "26 April", "17 июня 2025 года", "с 16 по 18 июня", "el 3 de mayo de 1992".
std::optional<DateMatch> ReadDayFirst(const Scan& scan, std::size_t at) {
  const Day day = DayAt(scan, at);
  if (day.number == 0) {
    return ReadCountedDayFirst(scan, at);
  }
  std::size_t last = day.last;
  last += scan.Reads(last, "day") && scan.Begins(last + 1, Tag::kOf);  // "the 15th day of June"
  const Day until = TakeSecondDay(scan, day, last);
  const auto of = scan.Find(last, Tag::kOf);
  const NamedMonth month = MonthAt(scan, of ? of.end : last);
  const bool spelled = scan.language == "en" && !scan.IsDigits(at);  // "his first March"
  if (month.number == 0 || (spelled && !of)) {
    return std::nullopt;
  }
  last = month.last;
  CalendarDay low{0, month.number, day.number};
  CalendarDay high =
      until.number != 0 ? CalendarDay{0, month.number, until.number} : TakeSecondMonth(scan, last);
  low.year = TakeYear(scan, last);
  high.year = low.year;
  if (!low.IsValid()) {
    return std::nullopt;
  }
  return Made(at, last, low, high.day != 0 ? high : low);
}

// "-", "/" or "." when it parts three digit runs from `at` without spaces; 0 otherwise.
char32_t DateMark(const Scan& scan, std::size_t at) {
  for (std::size_t i = at + 1; i < at + 5; ++i) {
    if (!scan.Tight(i)) {
      return 0;
    }
  }
  const bool marked = scan.IsDigits(at) && scan.IsSymbol(at + 1, U"-/.") && scan.IsDigits(at + 2) &&
                      scan.IsDigits(at + 4);
  return marked && scan.IsSymbol(at + 3, scan.tokens[at + 1].point) ? scan.tokens[at + 1].point : 0;
}

// The numbers of 19.06.2025 and 06/19/2025, year last: the month comes first with strokes in
// English, and wherever the other way would be no month.
CalendarDay DayWithYearLast(const Scan& scan, std::size_t at, char32_t mark) {
  CalendarDay day{YearAt(scan, at + 4), SmallNumber(scan, at + 2, 2), SmallNumber(scan, at, 2)};
  if (mark == U'/' && (scan.language == "en" || day.month > 12)) {
    std::swap(day.month, day.day);
  }
  if (day.month > 12) {
    std::swap(day.month, day.day);
  }
  return day;
}

// 2025-06-19, 2025/06/19, 19.06.2025, 06/19/2025.
std::optional<DateMatch> ReadNumericDate(const Scan& scan, std::size_t at) {
  const char32_t mark = DateMark(scan, at);
  if (mark == 0) {
    return std::nullopt;
  }
  const CalendarDay day = YearAt(scan, at) != 0
                              ? CalendarDay{YearAt(scan, at), SmallNumber(scan, at + 2, 2),
                                            SmallNumber(scan, at + 4, 2)}
                              : DayWithYearLast(scan, at, mark);
  if (day.year == 0 || day.month < 1 || day.day < 1 || !day.IsValid()) {
    return std::nullopt;
  }
  return Made(at, at + 5, day, day);
}

// Kazakh puts the year first: "2025 жылғы 17 маусым".
std::optional<DateMatch> ReadYearFirst(const Scan& scan, std::size_t at) {
  const int year = YearAt(scan, at);
  const auto word = year != 0 ? scan.Find(at + 1, Tag::kPeriod) : Lexicon::Match{};
  if (!word.Says("year")) {
    return std::nullopt;
  }
  std::optional<DateMatch> day = ReadDayFirst(scan, word.end);
  if (!day || !day->when.starts_with("XXXX") || !day->when_high.empty()) {
    return std::nullopt;
  }
  day->first = at;
  day->when = CalendarDay{year, 0, 0}.ToString() + day->when.substr(4);
  return day;
}

// "Thursday, June 21, 1984" and "21 июня 1984 г., четверг" are one date.
void TakeWeekday(const Scan& scan, DateMatch& match) {
  const std::size_t at = match.last + (scan.IsSymbol(match.last, U',') ? 1U : 0U);
  const auto weekday = scan.Find(at, Tag::kWeekday);
  // "Wednesday, Thursday or Friday" are three days
  const bool whole =
      match.when.size() == 10 && match.when_high.empty() && !match.when.starts_with("XXXX-W");
  if (weekday && whole && (at > match.last || scan.language == "zh")) {
    match.last = weekday.end;
  }
}

// "sun" and "sat" are words; the whole names may stand in lower case.
bool IsNoWeekday(const Scan& scan, std::size_t at) {
  constexpr std::size_t kWhole = 6;  // bytes of the shortest name, "Friday"
  return scan.language == "en" && !scan.tokens[at].upper && scan.Text(at).size() < kWhole;
}

// "Jun-15": a day only where a weekday says so.
std::optional<DateMatch> ReadMonthHyphenDay(const Scan& scan, std::size_t at) {
  const NamedMonth month = scan.Begins(at, Tag::kMonth) ? MonthAt(scan, at) : NamedMonth{};
  const bool joined = month.number != 0 && scan.JoinsDigits(month.last, U"-");
  const CalendarDay day{0, month.number, joined ? SmallNumber(scan, month.last + 1, 2) : 0};
  return day.day >= 1 && day.IsValid()
             ? std::optional<DateMatch>(Made(at, month.last + 2, day, day))
             : std::nullopt;
}

// The date that a weekday is part of: ", June 21, 1984" or "March 7" at `at`.
std::optional<DateMatch> DayBehindWeekday(const Scan& scan, std::size_t at) {
  const bool tied = scan.IsSymbol(at, U',') || scan.JoinsTight(at, U"-");
  const bool bracket = scan.IsSymbol(at, U'(');
  for (const auto reader : {ReadNumericDate, ReadMonthFirst, ReadDayFirst, ReadMonthHyphenDay}) {
    std::optional<DateMatch> day = reader(scan, at + (tied || bracket ? 1U : 0U));
    if (day && day->when.size() == 10) {
      day->last += bracket && scan.IsSymbol(day->last, U')') ? 1U : 0U;
      return day;
    }
  }
  return std::nullopt;
}

std::optional<DateMatch> ReadWeekday(const Scan& scan, std::size_t at) {
  const auto match = scan.Find(at, Tag::kWeekday);
  if (!match || IsNoWeekday(scan, at)) {
    return std::nullopt;
  }
  if (std::optional<DateMatch> day = DayBehindWeekday(scan, match.end)) {
    day->first = at;
    return day;
  }
  DateMatch date;
  date.first = at;
  date.last = match.end;
  date.when = "XXXX-WXX-" + std::string(match.entry->value);
  return date;
}

}  // namespace

bool CalendarDay::IsValid() const {
  if (month == 0) {
    return day == 0;
  }
  return month >= 1 && month <= 12 && day >= 0 && day <= kDaysOfMonth[month - 1];
}

std::string CalendarDay::ToString() const {
  std::string out = year != 0 ? fmt::format("{:04}", year) : "XXXX";
  if (month != 0) {
    out += fmt::format("-{:02}", month);
  }
  if (day != 0) {
    out += fmt::format("-{:02}", day);
  }
  return out;
}

int SmallNumber(const Scan& scan, std::size_t at, std::size_t most) {
  if (!scan.IsDigits(at)) {
    return -1;
  }
  std::string digits;
  AppendAsciiDigits(scan.Text(at), digits);
  if (digits.empty() || digits.size() > most || digits.size() > 9) {  // nine fit an int
    return -1;
  }
  int value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
  }
  return value;
}

int YearAt(const Scan& scan, std::size_t at) {
  const int value = SmallNumber(scan, at, 4);
  return value >= 1000 && value <= 2199 ? value : 0;
}

std::optional<DateMatch> ReadDate(const Scan& scan, std::size_t at) {
  using Reader = std::optional<DateMatch> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadHanDate,    ReadYearFirst,  ReadNumericDate, ReadJoinedDate,
                                 ReadPartOfYear, ReadMonthFirst, ReadDayFirst,    ReadTimeOfDay,
                                 ReadYear,       ReadWeekday};
  for (const Reader reader : kReaders) {
    if (std::optional<DateMatch> match = reader(scan, at)) {
      TakeWeekday(scan, *match);
      return match;
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
