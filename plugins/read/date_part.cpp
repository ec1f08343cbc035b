// Years, decades, quarters, halves and spans of months, and times of day.
#include "plugins/read/date_part.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "plugins/read/number.h"

namespace claimwatch {
namespace {

// Words that make a bare four-digit number a year ("in 2024", "since 1992", "до 2030"), by the
// tables.
bool YearIntroduced(const Scan& scan, std::size_t at) {
  const auto before = scan.FindBefore(at, Tag::kPeriod);
  return before.Says("before-year");
}

// A noun in lower case behind the number makes it a count ("2000 people").
bool NounFollows(const Scan& scan, std::size_t at) {
  if (!scan.IsWord(at) || scan.tokens[at].upper) {
    return false;
  }
  const auto known = Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kVerb) |
                     Mask(Tag::kAnd) | Mask(Tag::kTo) | Mask(Tag::kOf) | Mask(Tag::kUp) |
                     Mask(Tag::kDown) | Mask(Tag::kPer) | Mask(Tag::kArticle);
  return !scan.lexicon->BeginsAny(scan.tokens[at].id, known);
}

// A unit or scale that makes the number a quantity; "in 2019 a great year" has no ampere in it.
bool UnitFollows(const Scan& scan, std::size_t at) {
  // a hyphen begins "-fold" in the tables, but "2014-2018" goes on with a year
  const bool known =
      scan.BeginsAny(at, Mask(Tag::kUnit) | Mask(Tag::kScale) | Mask(Tag::kCurrency)) &&
      (!scan.IsHyphen(at) || scan.Find(at, Tag::kUnit));
  const bool light =
      scan.BeginsAny(at, Mask(Tag::kArticle) | Mask(Tag::kPreposition) | Mask(Tag::kStop));
  return known && (!light || !scan.tokens[at].space);
}

bool EndsInS(const Scan& scan, std::size_t at) {
  const std::string word = scan.Folded(at);
  return word.ends_with('s') && !word.ends_with("ss");
}

DateMatch Dated(std::size_t first, std::size_t last, std::string when, std::string high = {}) {
  DateMatch match;
  match.first = first;
  match.last = last;
  match.when = std::move(when);
  match.when_high = std::move(high);
  return match;
}

// "1990s", "90s", "90-е годы", "1990-х"; "the low 40s" and "the mid-30s Celsius" are sizes.
std::optional<DateMatch> ReadDecade(const Scan& scan, std::size_t at) {
  const int number = SmallNumber(scan, at, 4);
  if (number < 10 || number % 10 != 0 || (number > 99 && YearAt(scan, at) == 0)) {
    return std::nullopt;
  }
  if (StandsInTens(scan, at)) {
    return std::nullopt;
  }
  std::size_t last = at + 1;
  const bool hyphen =
      scan.IsSymbol(last, U'-') || scan.IsSymbol(last, U'\'') || scan.IsSymbol(last, 0x2019);
  const auto ending = scan.Find(hyphen ? last + 1 : last, Tag::kPeriod);
  if (!ending.Says("decade") || !scan.Tight(last)) {
    return std::nullopt;
  }
  last = ending.end;
  return Dated(at, last,
               number > 99 ? fmt::format("{}X", number / 10) : fmt::format("XX{}X", number / 10));
}

// A year behind "of" or directly, with its word: "of 2024", "2024 года". 0 when there is none.
int YearBehind(const Scan& scan, std::size_t& last) {
  std::size_t at = last;
  if (const auto of = scan.Find(at, Tag::kOf)) {
    at = of.end;
  }
  at += scan.IsSymbol(at, U',') ? 1U : 0U;
  const int year = YearAt(scan, at);
  if (year == 0) {
    return 0;
  }
  last = at + 1;
  if (const auto word = scan.Find(last, Tag::kPeriod); word.Says("year")) {
    last = word.end;
  }
  return year;
}

std::string YearText(int year) {
  return year == 0 ? "XXXX" : fmt::format("{:04}", year);
}

// Some months of a year, neither one nor all.
bool CountsMonths(const Numeral& count) {
  return !count.scaled && count.value.IsInteger() && count.value >= 2 && count.value <= 11;
}

// "first five months of 2025".
std::optional<DateMatch> ReadFirstMonths(const Scan& scan, std::size_t at) {
  const auto first = scan.Find(at, Tag::kOrdinal);
  if (!first || first.entry->number != Decimal(1)) {
    return std::nullopt;
  }
  const std::optional<Numeral> count = ReadNumeral(scan, first.end);
  const auto unit =
      count && CountsMonths(*count) ? scan.Find(count->last, Tag::kUnit) : Lexicon::Match{};
  if (!unit.Says("month")) {
    return std::nullopt;
  }
  std::size_t last = unit.end;
  const int year = YearBehind(scan, last);
  if (year == 0) {
    return std::nullopt;
  }
  return Dated(at, last, YearText(year) + "-01",
               fmt::format("{}-{:02}", YearText(year), count->value.ToInt().value_or(1)));
}

int TwoDigits(const Scan& scan, std::size_t at, int most) {
  const int value = SmallNumber(scan, at, 2);
  return value <= most ? value : -1;
}

// "Q3", "H1": the number of the part behind its `letter` at `at`, at most `most`; 0 for none.
int PartSign(const Scan& scan, std::size_t at, std::string_view letter, int most) {
  const bool sign = scan.IsDigits(at + 1) && scan.Tight(at + 1) && scan.Reads(at, letter);
  return sign ? std::max(TwoDigits(scan, at + 1, most), 0) : 0;
}

int QuarterSign(const Scan& scan, std::size_t at) {
  return PartSign(scan, at, "q", 4);
}

// The digits before token `at` are no year: "2,019", "2019.5", "2019 km", "2019%", 2019人,
// "10 000".
bool NumberGoesOnAt(const Scan& scan, std::size_t at) {
  const bool marked = scan.IsKind(at, TokenKind::kSymbol) && !scan.IsHyphen(at) && scan.Tight(at) &&
                      scan.IsDigits(at + 1) && scan.Tight(at + 1);
  return marked || UnitFollows(scan, at) || scan.IsSymbol(at, U'%') || scan.IsHan(at) ||
         (scan.IsDigits(at) && scan.style.space_groups);
}

// "2000 people" counts, "the 2019 review" does not: only a plural can be counted.
bool PluralFollows(const Scan& scan, std::size_t at) {
  return NounFollows(scan, at) &&
         (EndsInS(scan, at) || scan.Begins(at, Tag::kNoun) || scan.language != "en");
}

// "the end of", "early", "конца" before a year: the year is what counts.
std::size_t SkipPartOfYear(const Scan& scan, std::size_t at) {
  const std::size_t word = scan.Skip(at, Tag::kArticle);
  const auto part = scan.Find(word, Tag::kPeriod);
  return part.Says("before-year") ? scan.Skip(part.end, Tag::kOf) : at;
}

// "between the end of | 2007": where the words begin that name a part of the year at `at`.
std::size_t BeforePartOfYear(const Scan& scan, std::size_t at) {
  const auto of = scan.FindBefore(at, Tag::kOf);
  const auto part = of ? scan.FindBefore(of.end, Tag::kPeriod) : Lexicon::Match{};
  return part.Says("before-year") ? scan.SkipBefore(part.end, Tag::kArticle) : at;
}

// "between 2019 and 2024", "from 2019 to the end of 2024", "2019-2024": the token of the later
// year, 0 when there is none.
std::size_t LaterYear(const Scan& scan, std::size_t at, int year) {
  const std::size_t last = at + 1;
  const auto joint = scan.FindBefore(BeforePartOfYear(scan, at), Tag::kBetween)
                         ? scan.Find(last, Tag::kAnd)
                         : scan.Find(last, Tag::kTo);
  const std::size_t later = joint ? SkipPartOfYear(scan, joint.end) : 0;
  if (joint && YearAt(scan, later) > year) {
    return later;
  }
  return scan.IsHyphen(last) && YearAt(scan, last + 1) > year ? last + 1 : 0;
}

// ":30" or ":30:15" of a clock: minutes, and where they end. `minute` -1: a colon, but no clock.
struct ClockTail {
  int minute = 0;
  int second = 0;
  std::size_t last = 0;
  bool said = false;
};

// "8.30pm", "8.30 p.m.": a point stands for the colon only before the half of the day.
bool IsPointOfClock(const Scan& scan, std::size_t at) {
  const auto half = scan.JoinsDigits(at, U".") && scan.Text(at + 1).size() == 2
                        ? scan.Find(at + 2, Tag::kMeridiem)
                        : Lexicon::Match{};
  return half.Says("am") || half.Says("pm");
}

ClockTail MinutesAt(const Scan& scan, std::size_t at) {
  if (!scan.JoinsDigits(at, U":\uFF1A") && !IsPointOfClock(scan, at)) {
    return {0, 0, at, false};
  }
  const int minute = scan.Text(at + 1).size() == 2 ? TwoDigits(scan, at + 1, 59) : -1;
  const std::size_t last = at + 2;
  const bool seconds = scan.IsSymbol(last, U':') && scan.Tight(last) && scan.IsDigits(last + 1);
  return {minute, seconds ? std::max(TwoDigits(scan, last + 1, 59), 0) : 0,
          seconds ? last + 2 : last, true};
}

// Hours to add for "am" and "pm": 12 a.m. is midnight.
int HalfDayShift(std::string_view half, int hour) {
  if (half == "pm") {
    return hour < 12 ? 12 : 0;
  }
  return half == "am" && hour == 12 ? -12 : 0;
}

}  // namespace

namespace {

// "2019 Q1", "2019-Q1": the year stands before its quarter.
std::optional<DateMatch> ReadYearThenQuarter(const Scan& scan, std::size_t at) {
  const int year = YearAt(scan, at);
  const std::size_t sign = scan.SkipTight(at + 1, U'-');
  const int quarter = year != 0 ? QuarterSign(scan, sign) : 0;
  return quarter >= 1 ? std::optional<DateMatch>(
                            Dated(at, sign + 2, fmt::format("{}-Q{}", YearText(year), quarter)))
                      : std::nullopt;
}

// "III квартал 2024 года": a quarter in Roman digits, as Russian reports number them.
std::optional<DateMatch> ReadRomanQuarter(const Scan& scan, std::size_t at) {
  constexpr std::string_view kRoman[] = {"I", "II", "III", "IV"};
  const std::string_view* const found =
      scan.IsUpper(at) ? std::find(std::begin(kRoman), std::end(kRoman), scan.Text(at))
                       : std::end(kRoman);
  const auto quarter =
      found != std::end(kRoman) ? scan.Find(at + 1, Tag::kPeriod) : Lexicon::Match{};
  if (!quarter.Says("quarter")) {
    return std::nullopt;
  }
  std::size_t last = quarter.end;
  const int year = YearBehind(scan, last);
  return Dated(at, last, fmt::format("{}-Q{}", YearText(year), found - std::begin(kRoman) + 1));
}

// The half `number` of `year` as its months.
DateMatch HalfOf(std::size_t first, std::size_t last, int year, int number) {
  return Dated(first, last, fmt::format("{}-{:02}", YearText(year), number == 1 ? 1 : 7),
               fmt::format("{}-{:02}", YearText(year), number == 1 ? 6 : 12));
}

// "H1 2025", "2019 H2": a half needs its year; "H1" alone may be a headline or a visa.
std::optional<DateMatch> ReadHalfSign(const Scan& scan, std::size_t at) {
  if (const int half = PartSign(scan, at, "h", 2); half >= 1) {
    std::size_t last = at + 2;
    const int year = YearBehind(scan, last);
    return year != 0 ? std::optional<DateMatch>(HalfOf(at, last, year, half)) : std::nullopt;
  }
  const int year = YearAt(scan, at);
  const int half = year != 0 ? PartSign(scan, at + 1, "h", 2) : 0;
  return half >= 1 ? std::optional<DateMatch>(HalfOf(at, at + 3, year, half)) : std::nullopt;
}

// "Q3 2024", "Q3", "q1-2019".
std::optional<DateMatch> ReadQuarterThenYear(const Scan& scan, std::size_t at) {
  const int quarter = QuarterSign(scan, at);
  if (quarter < 1) {
    return std::nullopt;
  }
  const std::size_t end = at + 2;
  std::size_t last = end + (scan.JoinsDigits(end, U"-") ? 1U : 0U);
  const int year = YearBehind(scan, last);
  return Dated(at, year != 0 ? last : end, fmt::format("{}-Q{}", YearText(year), quarter));
}

// A rank in words or digits, and where it ends: "third", "3rd". `end` 0 for none.
struct RankOfPart {
  std::int64_t number = 0;
  std::size_t end = 0;
};

RankOfPart RankAt(const Scan& scan, std::size_t at) {
  constexpr std::string_view kEndings[] = {"st", "nd", "rd", "th"};
  if (const auto ordinal = scan.Find(at, Tag::kOrdinal)) {
    return {ordinal.entry->number.ToInt().value_or(0), ordinal.end};
  }
  const int digit =
      scan.IsDigits(at) && scan.IsWord(at + 1) && scan.Tight(at + 1) ? TwoDigits(scan, at, 4) : 0;
  const bool rank = digit > 0 && std::find(std::begin(kEndings), std::end(kEndings),
                                           scan.Folded(at + 1)) != std::end(kEndings);
  return rank ? RankOfPart{digit, at + 2} : RankOfPart{};
}

// "the third quarter of 2024", "3rd quarter of 2024", "first half of 2025".
std::optional<DateMatch> ReadCountedPart(const Scan& scan, std::size_t at) {
  const RankOfPart rank = RankAt(scan, at);
  const auto part = rank.end != 0 ? scan.Find(rank.end, Tag::kPeriod) : Lexicon::Match{};
  const bool quarter = part.Says("quarter");
  if (!quarter && !part.Says("half")) {
    return std::nullopt;
  }
  std::size_t last = part.end;
  const int year = YearBehind(scan, last);
  const std::int64_t number = rank.number;
  // the Russian words are said of years only, the English ones of games too
  const bool dated = year != 0 || scan.language == "ru";
  if (number < 1 || number > (quarter ? 4 : 2) || !dated) {
    return std::nullopt;
  }
  if (quarter) {
    return Dated(at, last, fmt::format("{}-Q{}", YearText(year), number));
  }
  return HalfOf(at, last, year, static_cast<int>(number));
}

// Whether a number that could be a year is one: the nearer to our time, the less must say so.
bool StandsAsYear(const Scan& scan, int year, std::size_t last, bool introduced) {
  const bool modern = year >= 1900;
  if (introduced) {
    return modern || !NounFollows(scan, last);
  }
  return modern && year <= 2100 && !PluralFollows(scan, last);
}

}  // namespace

std::optional<DateMatch> ReadPartOfYear(const Scan& scan, std::size_t at) {
  using Reader = std::optional<DateMatch> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadYearThenQuarter, ReadQuarterThenYear, ReadRomanQuarter,
                                 ReadHalfSign,        ReadFirstMonths,     ReadCountedPart};
  for (const Reader reader : kReaders) {
    if (std::optional<DateMatch> part = reader(scan, at)) {
      return part;
    }
  }
  return std::nullopt;
}

namespace {

// A whole number in words at `at`; `last` 0 for none.
struct SpelledNumber {
  std::int64_t value = 0;
  std::size_t last = 0;
};

SpelledNumber SpelledAt(const Scan& scan, std::size_t at) {
  const std::optional<Numeral> words =
      scan.Begins(at, Tag::kNumber) ? ReadNumberWords(scan, at) : std::nullopt;
  return words && !words->ordinal ? SpelledNumber{words->value.ToInt().value_or(0), words->last}
                                  : SpelledNumber{};
}

// "nineteen ninety-six": the century and the year in it are two numbers.
SpelledNumber SpelledYearAt(const Scan& scan, std::size_t at) {
  const SpelledNumber whole = SpelledAt(scan, at);
  const bool century = whole.value >= 11 && whole.value <= 20;
  const SpelledNumber rest = century ? SpelledAt(scan, whole.last) : SpelledNumber{};
  return rest.value >= 10 && rest.value < 100
             ? SpelledNumber{whole.value * 100 + rest.value, rest.last}
             : whole;
}

}  // namespace

int TakeSpelledYear(const Scan& scan, std::size_t& last) {
  const SpelledNumber year = scan.language == "en" ? SpelledYearAt(scan, last) : SpelledNumber{};
  if (year.value < 1100 || year.value > 2099) {
    return 0;
  }
  last = year.last;
  return static_cast<int>(year.value);
}

namespace {

// "in nineteen ninety-six": in words only behind a word that introduces years, and when it counts
// nothing.
std::optional<DateMatch> ReadSpelledYear(const Scan& scan, std::size_t at) {
  std::size_t last = at;
  const int year = TakeSpelledYear(scan, last);
  const bool stands =
      year != 0 && YearIntroduced(scan, at) && !NounFollows(scan, last) && !UnitFollows(scan, last);
  return stands ? std::optional<DateMatch>(Dated(at, last, fmt::format("{}", year))) : std::nullopt;
}

// "2026-й", "к 2027-му году": a year with the ending of a rank, when no noun says what it ranks.
std::optional<DateMatch> ReadRankedYear(const Scan& scan, std::size_t at, int year) {
  constexpr int kFirst = 1900;
  const std::size_t ending = at + 2;
  const bool ranked = scan.language == "ru" && year >= kFirst && scan.JoinsTight(at + 1, U"-") &&
                      scan.Find(ending, Tag::kPeriod).Says("ordinal");
  if (!ranked) {
    return std::nullopt;
  }
  const auto word = scan.Find(ending + 1, Tag::kPeriod);
  if (!word.Says("year") && NounFollows(scan, ending + 1)) {
    return std::nullopt;
  }
  return Dated(at, word.Says("year") ? word.end : ending + 1, fmt::format("{}", year));
}

// "on 2005 levels", "below 1990 levels".
bool IsLevelOfYear(const Scan& scan, std::size_t at, int year) {
  return scan.Reads(at + 1, "levels") && year >= 1900 && at > 0 &&
         scan.Begins(at - 1, Tag::kPreposition);
}

}  // namespace

std::optional<DateMatch> ReadYear(const Scan& scan, std::size_t at) {
  if (std::optional<DateMatch> spelled = ReadSpelledYear(scan, at)) {
    return spelled;
  }
  if (std::optional<DateMatch> decade = ReadDecade(scan, at)) {
    return decade;
  }
  const int year = YearAt(scan, at);
  if (year == 0) {
    return std::nullopt;
  }
  if (std::optional<DateMatch> ranked = ReadRankedYear(scan, at, year)) {
    return ranked;
  }
  std::size_t last = at + 1;
  DateMatch match = Dated(at, last, fmt::format("{}", year));
  if (const auto word = scan.Find(last, Tag::kPeriod); word.Says("year")) {
    match.last = word.end;
    return match;
  }
  if (NumberGoesOnAt(scan, last)) {
    return std::nullopt;
  }
  const bool level = IsLevelOfYear(scan, at, year);
  const bool introduced = level || (year >= 1700 && YearIntroduced(scan, at));
  match.weak = !introduced;
  if (const std::size_t later = LaterYear(scan, at, year); later != 0) {
    match.when_high = fmt::format("{}", YearAt(scan, later));
    match.last = later + 1;
    return match;
  }
  return level || StandsAsYear(scan, year, last, introduced) ? std::optional<DateMatch>(match)
                                                             : std::nullopt;
}

namespace {

// "0401 GMT": four digits before a zone.
std::optional<DateMatch> ReadZoneTime(const Scan& scan, std::size_t at) {
  const auto zone = scan.Find(at + 1, Tag::kMeridiem);
  const int number = scan.Text(at).size() == 4 ? SmallNumber(scan, at, 4) : -1;
  if (!zone.Says("zone") || number < 0 || number / 100 > 23 || number % 100 > 59) {
    return std::nullopt;
  }
  DateMatch match = Dated(at, zone.end, fmt::format("T{:02}:{:02}", number / 100, number % 100));
  match.kind = FigureKind::kTime;
  return match;
}

}  // namespace

std::optional<DateMatch> ReadTimeOfDay(const Scan& scan, std::size_t at) {
  if (std::optional<DateMatch> time = scan.IsDigits(at) ? ReadZoneTime(scan, at) : std::nullopt) {
    return time;
  }
  const int hour = TwoDigits(scan, at, 24);
  if (hour < 0) {
    return std::nullopt;
  }
  const ClockTail minutes = MinutesAt(scan, at + 1);
  const auto half = scan.Find(minutes.last, Tag::kMeridiem);
  const bool zone = half.Says("zone");
  if (minutes.minute < 0 || (!half && !minutes.said) || (zone && !minutes.said)) {
    return std::nullopt;
  }
  const int shift = half ? HalfDayShift(half.entry->value, hour) : 0;
  DateMatch match = Dated(at, half && !zone ? half.end : minutes.last,
                          fmt::format("T{:02}:{:02}", hour + shift, minutes.minute));
  match.when += minutes.second > 0 ? fmt::format(":{:02}", minutes.second) : "";
  match.kind = FigureKind::kTime;
  return match;
}

}  // namespace claimwatch
