#include "plugins/read/date.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "plugins/read/number.h"

namespace claimwatch {
namespace {

constexpr int kDaysOfMonth[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

struct Month {
  int number = 0;
  std::size_t last = 0;
};

// "may" and "march" in lower case are verbs.
bool IsVerbToo(const Scan& scan, std::size_t at) {
  const std::string word = scan.language == "en" ? scan.Folded(at) : std::string();
  return word == "may" || word == "march" || word == "mar";
}

Month MonthAt(const Scan& scan, std::size_t at) {
  const auto match = scan.Find(at, Tag::kMonth);
  if (!match || (IsVerbToo(scan, at) && !scan.tokens[at].upper)) {
    return {};
  }
  // "Jan." takes its dot along
  const bool dot = scan.IsSymbol(match.end, U'.') && scan.Tight(match.end) &&
                   scan.tokens[at].end - scan.tokens[at].start <= 5 &&
                   (scan.IsDigits(match.end + 1) || scan.IsSymbol(match.end + 1, U','));
  return {static_cast<int>(match.entry->number.ToInt().value_or(0)), match.end + (dot ? 1U : 0U)};
}

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
  if (scan.IsSymbol(at, U"-/") && scan.Tight(at) && scan.Tight(at + 1)) {
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
  if (year == 0 || (scan.IsSymbol(at + 1, U',') && scan.Tight(at + 1) && scan.IsDigits(at + 2) &&
                    scan.Tight(at + 2))) {
    return 0;
  }
  last = at + 1;
  if (const auto word = scan.Find(last, Tag::kPeriod); word.Says("year")) {
    last = word.end;
  }
  return year;
}

// What joins two days of a range: "-", "to", "по", "bis".
std::size_t Joint(const Scan& scan, std::size_t at) {
  if (scan.IsHyphen(at)) {
    return at + 1;
  }
  const auto to = scan.Find(at, Tag::kTo);
  if (to) {
    return to.end;
  }
  const auto conjunction = scan.Find(at, Tag::kAnd);
  return conjunction ? conjunction.end : 0;
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
  const Month other = MonthAt(scan, joint);
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
std::optional<DateMatch> ReadMonthSpan(const Scan& scan, std::size_t at, const Month& first) {
  const bool between = static_cast<bool>(scan.FindBefore(at, Tag::kBetween));
  const bool joined = scan.IsHyphen(first.last) || scan.Find(first.last, Tag::kTo) ||
                      (between && scan.Find(first.last, Tag::kAnd));
  const Month second = joined ? MonthAt(scan, Joint(scan, first.last)) : Month{};
  if (second.number == 0 || DayAt(scan, second.last).number != 0) {
    return std::nullopt;
  }
  std::size_t last = second.last;
  const int year = TakeYear(scan, last);
  const bool wraps = second.number < first.number && year != 0;
  return Made(at, last, {year - (wraps ? 1 : 0), first.number, 0}, {year, second.number, 0});
}

// "June 17", "June 16-18, 2025", "May 2023", "June 16 to July 2".
std::optional<DateMatch> ReadMonthFirst(const Scan& scan, std::size_t at) {
  const Month month = MonthAt(scan, at);
  if (month.number == 0) {
    return std::nullopt;
  }
  if (std::optional<DateMatch> span = ReadMonthSpan(scan, at, month)) {
    return span;
  }
  CalendarDay low{0, month.number, 0};
  CalendarDay high = low;
  std::size_t last = month.last;
  const auto article = scan.Find(last, Tag::kArticle);  // "june the 28th"
  const Day day = DayAt(scan, article.Says("the") ? article.end : last);
  if (day.number != 0 && YearAt(scan, last) == 0) {
    low.day = day.number;
    last = day.last;
    high = TakeUntil(scan, low, last);
  }
  const int year = TakeYear(scan, last);
  low.year = year;
  high.year = year;
  const bool ranged = high.day != 0;
  if (low.day == 0 && year == 0 && IsPartOfName(scan, at)) {
    return std::nullopt;
  }
  if ((low.day == 0 && year == 0 && !scan.tokens[at].upper && scan.language == "en") ||
      !low.IsValid()) {
    return std::nullopt;
  }
  return Made(at, last, low, ranged ? high : low);
}

// "26 April", "17 июня 2025 года", "с 16 по 18 июня", "el 3 de mayo de 1992".
std::optional<DateMatch> ReadDayFirst(const Scan& scan, std::size_t at) {
  const Day day = DayAt(scan, at);
  if (day.number == 0) {
    return std::nullopt;
  }
  std::size_t last = day.last;
  Day until;
  const std::size_t joint = Joint(scan, last);
  if (joint != 0 && DayAt(scan, joint).number > day.number) {
    until = DayAt(scan, joint);
    last = until.last;
  }
  const auto of = scan.Find(last, Tag::kOf);
  last = of ? of.end : last;
  const Month month = MonthAt(scan, last);
  const bool spelled = scan.language == "en" && !scan.IsDigits(at);  // "his first March"
  if (month.number == 0 || (spelled && !of)) {
    return std::nullopt;
  }
  last = month.last;
  CalendarDay low{0, month.number, day.number};
  CalendarDay high{0, month.number, until.number};
  // "16 июня – 2 июля"
  const std::size_t second = until.number == 0 ? Joint(scan, last) : 0;
  if (second != 0 && DayAt(scan, second).number != 0) {
    const Day end = DayAt(scan, second);
    const Month end_month = MonthAt(scan, end.last);
    if (end_month.number != 0) {
      high = {0, end_month.number, end.number};
      last = end_month.last;
    }
  }
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
  const bool whole = match.when.size() == 10 && match.when_high.empty();
  if (weekday && whole && (at > match.last || scan.language == "zh")) {
    match.last = weekday.end;
  }
}

std::optional<DateMatch> ReadWeekday(const Scan& scan, std::size_t at) {
  const auto match = scan.Find(at, Tag::kWeekday);
  // "sun" and "sat" are words; the whole names may stand in lower case
  const bool short_name = match && scan.tokens[at].end - scan.tokens[at].start < 6;
  if (!match || (scan.language == "en" && !scan.tokens[at].upper && short_name)) {
    return std::nullopt;
  }
  const std::size_t next = match.end + (scan.IsSymbol(match.end, U',') ? 1U : 0U);
  for (const auto reader : {ReadMonthFirst, ReadDayFirst}) {
    std::optional<DateMatch> day = next > match.end ? reader(scan, next) : std::nullopt;
    if (day && day->when.size() == 10) {
      day->first = at;
      return day;
    }
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
  if (digits.empty() || digits.size() > most || digits.size() > 6) {
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
  constexpr Reader kReaders[] = {ReadHanDate,    ReadYearFirst,  ReadNumericDate,
                                 ReadPartOfYear, ReadMonthFirst, ReadDayFirst,
                                 ReadTimeOfDay,  ReadYear,       ReadWeekday};
  for (const Reader reader : kReaders) {
    if (std::optional<DateMatch> match = reader(scan, at)) {
      TakeWeekday(scan, *match);
      return match;
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
