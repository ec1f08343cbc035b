// Years, decades, quarters, halves and spans of months, and times of day.
#include <fmt/format.h>

#include "plugins/read/date.h"
#include "plugins/read/number.h"

namespace claimwatch {
namespace {

// Words that make a bare four-digit number a year ("in 2024", "since 1992", "до 2030"), by the
// tables.
bool YearIntroduced(const Scan& scan, std::size_t at) {
  const auto before = scan.FindBefore(at, Tag::kPeriod);
  return before && before.entry->value == "before-year";
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
  const bool known = scan.Begins(at, Tag::kUnit) || scan.Begins(at, Tag::kScale) ||
                     scan.Begins(at, Tag::kCurrency);
  const bool light = scan.Begins(at, Tag::kArticle) || scan.Begins(at, Tag::kPreposition) ||
                     scan.Begins(at, Tag::kStop);
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

// "1990s", "90s", "90-е годы", "1990-х".
std::optional<DateMatch> ReadDecade(const Scan& scan, std::size_t at) {
  const int number = SmallNumber(scan, at, 4);
  if (number < 10 || number % 10 != 0 || (number > 99 && YearAt(scan, at) == 0)) {
    return std::nullopt;
  }
  std::size_t last = at + 1;
  const bool hyphen =
      scan.IsSymbol(last, U'-') || scan.IsSymbol(last, U'\'') || scan.IsSymbol(last, 0x2019);
  const auto ending = scan.Find(hyphen ? last + 1 : last, Tag::kPeriod);
  if (!ending || ending.entry->value != "decade" || !scan.Tight(last)) {
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
  if (const auto word = scan.Find(last, Tag::kPeriod); word && word.entry->value == "year") {
    last = word.end;
  }
  return year;
}

std::string YearText(int year) {
  return year == 0 ? "XXXX" : fmt::format("{:04}", year);
}

// "first five months of 2025".
std::optional<DateMatch> ReadFirstMonths(const Scan& scan, std::size_t at,
                                         std::size_t after_ordinal) {
  const std::optional<Numeral> count = ReadNumeral(scan, after_ordinal);
  if (!count || count->scaled || !count->value.IsInteger() || count->value < 2 ||
      count->value > 11) {
    return std::nullopt;
  }
  const auto unit = scan.Find(count->last, Tag::kUnit);
  if (!unit || unit.entry->value != "month") {
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

}  // namespace

std::optional<DateMatch> ReadPartOfYear(const Scan& scan, std::size_t at) {
  const bool quarter_sign =
      scan.IsWord(at) && scan.Text(at) == "Q" && scan.IsDigits(at + 1) && scan.Tight(at + 1);
  if (quarter_sign && TwoDigits(scan, at + 1, 4) >= 1) {
    std::size_t last = at + 2;
    const int year = YearBehind(scan, last);
    return Dated(at, last, fmt::format("{}-Q{}", YearText(year), TwoDigits(scan, at + 1, 4)));
  }
  const auto ordinal = scan.Find(at, Tag::kOrdinal);
  if (!ordinal) {
    return std::nullopt;
  }
  if (ordinal.entry->number == Decimal(1)) {
    if (std::optional<DateMatch> months = ReadFirstMonths(scan, at, ordinal.end)) {
      return months;
    }
  }
  const auto part = scan.Find(ordinal.end, Tag::kPeriod);
  if (!part || (part.entry->value != "quarter" && part.entry->value != "half")) {
    return std::nullopt;
  }
  std::size_t last = part.end;
  const int year = YearBehind(scan, last);
  const std::int64_t number = ordinal.entry->number.ToInt().value_or(0);
  if (number < 1 || number > (part.entry->value == "half" ? 2 : 4) || year == 0) {
    return std::nullopt;
  }
  if (part.entry->value == "quarter") {
    return Dated(at, last, fmt::format("{}-Q{}", YearText(year), number));
  }
  return Dated(at, last, fmt::format("{}-{:02}", YearText(year), number == 1 ? 1 : 7),
               fmt::format("{}-{:02}", YearText(year), number == 1 ? 6 : 12));
}

std::optional<DateMatch> ReadYear(const Scan& scan, std::size_t at) {
  if (std::optional<DateMatch> decade = ReadDecade(scan, at)) {
    return decade;
  }
  const int year = YearAt(scan, at);
  if (year == 0) {
    return std::nullopt;
  }
  std::size_t last = at + 1;
  DateMatch match = Dated(at, last, fmt::format("{}", year));
  if (const auto word = scan.Find(last, Tag::kPeriod); word && word.entry->value == "year") {
    match.last = word.end;
    return match;
  }
  const bool number_goes_on =
      (scan.IsKind(last, TokenKind::kSymbol) && scan.Tight(last) && scan.IsDigits(last + 1) &&
       scan.Tight(last + 1) && !scan.IsHyphen(last)) ||
      UnitFollows(scan, last) || scan.IsSymbol(last, U'%') || scan.IsHan(last);
  if (number_goes_on || (scan.IsDigits(last) && scan.style.space_groups)) {
    return std::nullopt;
  }
  const bool introduced = year >= 1700 && YearIntroduced(scan, at);
  match.weak = !introduced;
  // "2000 people" counts, "the 2019 review" does not: only a plural can be counted.
  const bool plural =
      NounFollows(scan, last) &&
      (EndsInS(scan, last) || scan.Begins(last, Tag::kNoun) || scan.language != "en");
  const bool plausible = year >= 1900 && year <= 2100 && !plural;
  const auto joint =
      scan.FindBefore(at, Tag::kBetween) ? scan.Find(last, Tag::kAnd) : Lexicon::Match{};
  if (joint && YearAt(scan, joint.end) > year) {
    match.when_high = fmt::format("{}", YearAt(scan, joint.end));
    match.last = joint.end + 1;
    return match;
  }
  if (scan.IsHyphen(last) && YearAt(scan, last + 1) > year) {
    match.when_high = fmt::format("{}", YearAt(scan, last + 1));
    match.last = last + 2;
    return match;
  }
  if (introduced ? (!NounFollows(scan, last) || year >= 1900) : plausible) {
    return match;
  }
  return std::nullopt;
}

std::optional<DateMatch> ReadTimeOfDay(const Scan& scan, std::size_t at) {
  const int hour = TwoDigits(scan, at, 24);
  if (hour < 0) {
    return std::nullopt;
  }
  std::size_t last = at + 1;
  int minute = 0;
  const bool colon = (scan.IsSymbol(last, U':') || scan.IsSymbol(last, 0xFF1A)) &&
                     scan.Tight(last) && scan.IsDigits(last + 1) && scan.Tight(last + 1);
  if (colon) {
    minute = scan.Text(last + 1).size() == 2 ? TwoDigits(scan, last + 1, 59) : -1;
    last += 2;
    if (minute < 0) {
      return std::nullopt;
    }
    if (scan.IsSymbol(last, U':') && scan.Tight(last) && scan.IsDigits(last + 1)) {
      last += 2;
    }
  }
  const auto half = scan.Find(last, Tag::kMeridiem);
  int shift = 0;
  if (half) {
    shift = half.entry->value == "pm" && hour < 12
                ? 12
                : (half.entry->value == "am" && hour == 12 ? -12 : 0);
    last = half.end;
  } else if (!colon) {
    return std::nullopt;
  }
  DateMatch match = Dated(at, last, fmt::format("T{:02}:{:02}", hour + shift, minute));
  match.kind = FigureKind::kTime;
  return match;
}

}  // namespace claimwatch
