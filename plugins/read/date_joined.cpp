// Dates whose parts are joined by signs or written in an order of their own: "22/Jan/2019",
// "2021-sep-3", "Oct/2", "2017 April", "12/12/30", "12-2015", "2015-3".
#include "plugins/read/date_part.h"

namespace claimwatch {
namespace {

constexpr std::u32string_view kMarks = U"-/";

DateMatch Joined(std::size_t first, std::size_t last, const CalendarDay& day) {
  DateMatch match;
  match.first = first;
  match.last = last;
  match.when = day.ToString();
  return match;
}

std::optional<DateMatch> Valid(std::size_t first, std::size_t last, const CalendarDay& day) {
  const bool real = day.month >= 1 && day.IsValid();
  return real ? std::optional<DateMatch>(Joined(first, last, day)) : std::nullopt;
}

// The month behind a mark that touches both sides, at `mark`; number 0 for none.
NamedMonth MonthBehindMark(const Scan& scan, std::size_t mark) {
  return scan.JoinsTight(mark, kMarks) && scan.IsWord(mark + 1) ? MonthAt(scan, mark + 1)
                                                                : NamedMonth{};
}

// "22/Jan/2019".
std::optional<DateMatch> ReadDayMonthYear(const Scan& scan, std::size_t at) {
  const int day = SmallNumber(scan, at, 2);
  const NamedMonth month = day > 0 ? MonthBehindMark(scan, at + 1) : NamedMonth{};
  const int year =
      month.number != 0 && scan.JoinsDigits(month.last, kMarks) ? YearAt(scan, month.last + 1) : 0;
  return year != 0 ? Valid(at, month.last + 2, {year, month.number, day}) : std::nullopt;
}

// "2021/sep/03", "2021-sep-3".
std::optional<DateMatch> ReadYearMonthDay(const Scan& scan, std::size_t at) {
  const int year = YearAt(scan, at);
  const NamedMonth month = year != 0 ? MonthBehindMark(scan, at + 1) : NamedMonth{};
  const int day = month.number != 0 && scan.JoinsDigits(month.last, kMarks)
                      ? SmallNumber(scan, month.last + 1, 2)
                      : -1;
  return day > 0 ? Valid(at, month.last + 2, {year, month.number, day}) : std::nullopt;
}

// "Oct/2", "Sep-23-2020".
std::optional<DateMatch> ReadMonthMarkDay(const Scan& scan, std::size_t at) {
  const NamedMonth month = scan.Begins(at, Tag::kMonth) ? MonthAt(scan, at) : NamedMonth{};
  if (month.number == 0 || !scan.JoinsDigits(month.last, kMarks)) {
    return std::nullopt;
  }
  const int day = SmallNumber(scan, month.last + 1, 2);
  const std::size_t behind = month.last + 2;
  const int year = scan.JoinsDigits(behind, kMarks) ? YearAt(scan, behind + 1) : 0;
  // "Jun-15" may be June 2015 on a chart's axis: the stroke or a year says that it is a day
  const bool sure = year != 0 || scan.IsSymbol(month.last, U'/');
  return day > 0 && sure ? Valid(at, year != 0 ? behind + 2 : behind, {year, month.number, day})
                         : std::nullopt;
}

// "2017 April": the year stands before its month.
std::optional<DateMatch> ReadYearThenMonth(const Scan& scan, std::size_t at) {
  const int year = YearAt(scan, at);
  const bool word = year != 0 && scan.Begins(at + 1, Tag::kMonth) && scan.tokens[at + 1].space;
  const NamedMonth month = word ? MonthAt(scan, at + 1) : NamedMonth{};
  if (month.number == 0 || scan.IsDigits(month.last)) {
    return std::nullopt;
  }
  return Valid(at, month.last, {year, month.number, 0});
}

// Three runs of digits with one mark between them, the last of two digits and nothing tied to it.
bool IsShortDate(const Scan& scan, std::size_t at) {
  constexpr std::u32string_view kDateMarks = U"/.";
  const bool three = scan.JoinsDigits(at + 1, kDateMarks) && scan.JoinsDigits(at + 3, kDateMarks) &&
                     scan.Text(at + 1) == scan.Text(at + 3);
  return three && scan.Text(at + 4).size() == 2 && scan.Text(at).size() <= 2 &&
         !scan.JoinsDigits(at + 5, U"/.-");
}

// "12/12/30", "23.08.39": a year of two digits leaves its century open. English strokes put the
// month first unless that would be no month.
std::optional<DateMatch> ReadShortYear(const Scan& scan, std::size_t at) {
  if (!IsShortDate(scan, at)) {
    return std::nullopt;
  }
  CalendarDay day{0, SmallNumber(scan, at + 2, 2), SmallNumber(scan, at, 2)};
  const bool month_first = scan.language == "en" && scan.IsSymbol(at + 1, U'/') && day.day <= 12;
  if (month_first || day.month > 12) {
    std::swap(day.day, day.month);
  }
  std::optional<DateMatch> date = day.day > 0 ? Valid(at, at + 5, day) : std::nullopt;
  if (date) {
    date->when = "XX" + std::string(scan.Text(at + 4)) + date->when.substr(4);
  }
  return date;
}

// "2025/26", "2025-26": a season or a school year, from one year to the next.
std::optional<DateMatch> ReadSeason(const Scan& scan, std::size_t at) {
  const int year = YearAt(scan, at);
  const bool joined = year >= 1900 && (scan.JoinsDigits(at + 1, U"/-\u2013")) &&
                      scan.Text(at + 2).size() == 2 && !scan.JoinsDigits(at + 3, U"/-.");
  if (!joined || SmallNumber(scan, at + 2, 2) != (year + 1) % 100) {
    return std::nullopt;
  }
  DateMatch season = Joined(at, at + 3, {year, 0, 0});
  season.when_high = CalendarDay{year + 1, 0, 0}.ToString();
  return season;
}

// "12-2015".
std::optional<DateMatch> ReadMonthThenYear(const Scan& scan, std::size_t at) {
  const int month = SmallNumber(scan, at, 2);
  const int year = YearAt(scan, at + 2);
  return month >= 1 && year >= 1900 ? Valid(at, at + 3, {year, month, 0}) : std::nullopt;
}

// "2015-3", "2015-03". "2015-16" is a season and "2010-12" may be three years.
std::optional<DateMatch> ReadYearThenNumber(const Scan& scan, std::size_t at) {
  const int year = YearAt(scan, at);
  const int month = SmallNumber(scan, at + 2, 2);
  const bool open = month >= 10 && month > year % 100;
  return year >= 1900 && month >= 1 && !open ? Valid(at, at + 3, {year, month, 0}) : std::nullopt;
}

// Month and year in digits, with a hyphen between them.
std::optional<DateMatch> ReadMonthAndYear(const Scan& scan, std::size_t at) {
  if (!scan.JoinsDigits(at + 1, U"-") || scan.JoinsDigits(at + 3, U"-/.")) {
    return std::nullopt;
  }
  std::optional<DateMatch> date = ReadMonthThenYear(scan, at);
  return date ? date : ReadYearThenNumber(scan, at);
}

// "on 20250617", "20250617 - …": a day of eight ASCII digits, tied to nothing and with no unit
// behind, after a word that places or where a clause opens. "The case number is 20240115" is none.
std::optional<DateMatch> ReadEightDigits(const Scan& scan, std::size_t at) {
  constexpr std::size_t kDigits = 8;
  const bool tied = at > 0 && scan.Tight(at) && !scan.OpensClause(at);
  const bool closes =
      !scan.Has(at + 1) || scan.EndsClause(at + 1) || scan.Begins(at + 1, Tag::kPreposition);
  const bool placed = scan.OpensClause(at) || scan.FindBefore(at, Tag::kPreposition);
  if (scan.Text(at).size() != kDigits || tied || !closes || !placed) {
    return std::nullopt;
  }
  const int number = SmallNumber(scan, at, kDigits);
  const CalendarDay day{number / 10000, number / 100 % 100, number % 100};
  const bool modern = day.year >= 1900 && day.year <= 2100 && day.day >= 1;
  return modern ? Valid(at, at + 1, day) : std::nullopt;
}

}  // namespace

std::optional<DateMatch> ReadJoinedDate(const Scan& scan, std::size_t at) {
  using Reader = std::optional<DateMatch> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadDayMonthYear, ReadYearMonthDay, ReadYearThenMonth,
                                 ReadShortYear,    ReadSeason,       ReadMonthAndYear,
                                 ReadEightDigits};
  if (!scan.IsDigits(at)) {
    return ReadMonthMarkDay(scan, at);
  }
  for (const Reader reader : kReaders) {
    if (std::optional<DateMatch> date = reader(scan, at)) {
      return date;
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
