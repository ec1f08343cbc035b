// A smaller unit behind a larger one: "2 hours and 15 minutes", "5 feet 7 inches", 50元6角三分.
#include <algorithm>
#include <iterator>

#include "plugins/read/unit_part.h"

namespace claimwatch {
namespace {

bool IsSmaller(const UnitFact& part, const UnitFact& whole) {
  return whole.dimension == part.dimension && whole.factor && part.factor &&
         *part.factor < *whole.factor;
}

// What one of unit `small` adds to a number of unit `large`; nullopt when it is no part of that
// unit in print ("2 hours and 15 minutes", "5 feet 7 inches").
std::optional<Decimal> PartOf(const std::string& large, const std::string& small) {
  const UnitFact* whole = FindUnit(large);
  const UnitFact* part = FindUnit(small);
  if (whole == nullptr || part == nullptr || !IsSmaller(*part, *whole)) {
    return std::nullopt;
  }
  constexpr std::string_view kDimensions[] = {"duration", "length", "mass"};
  const bool combines = std::find(std::begin(kDimensions), std::end(kDimensions),
                                  whole->dimension) != std::end(kDimensions);
  return combines ? part->factor : std::nullopt;
}

// What `number` of the unit `smaller` adds to an amount in `match`; nullopt when it adds nothing.
std::optional<Decimal> Addition(const UnitMatch& match, const UnitMatch& smaller,
                                const Decimal& number) {
  const bool money = match.kind == FigureKind::kMoney;
  const bool hundredth = smaller.unit == "cent" || (smaller.unit == "penny" && match.unit == "GBP");
  if (money && hundredth && number < 100) {
    return number / Decimal(100);
  }
  if (money && smaller.unit == match.unit && smaller.factor < match.factor) {
    return number * smaller.factor;
  }
  const std::optional<Decimal> factor = PartOf(match.unit, smaller.unit);
  if (!factor) {
    return std::nullopt;
  }
  // Calendar units count in each other, not in seconds: a year has twelve months.
  const bool months = match.unit == "year" && smaller.unit == "month";
  return months ? number / Decimal(12) : number * *factor / *FindUnit(match.unit)->factor;
}

// "one hour thirty", "2 hours and ten": minutes without their word, at the end of a clause.
void TakeBareMinutes(const Scan& scan, const Numeral& number, UnitMatch& match) {
  const bool hours = match.unit == "hour" && scan.language == "en" && !match.combined;
  const bool minutes = number.value < Decimal(60) && number.value.IsInteger();
  if (hours && minutes && !scan.IsSymbol(match.last, U',') && scan.EndsClause(number.last)) {
    match.extra = match.extra + number.value / Decimal(60);
    match.combined = true;
    match.last = number.last;
  }
}

// "20 dollars 43", "3 pounds and five": cents without their word, at the end of a clause.
void TakeBareCents(const Scan& scan, const Numeral& number, UnitMatch& match) {
  const bool money = match.kind == FigureKind::kMoney && scan.language == "en" && !match.combined;
  const bool cents = number.value < Decimal(100) && number.value.IsInteger();
  const std::size_t end = number.last + (scan.Tight(number.last) && scan.Reads(number.last, "c"));
  if (money && cents && !scan.IsSymbol(match.last, U',') && scan.EndsClause(end)) {
    match.extra = match.extra + number.value / Decimal(100);
    match.combined = true;
    match.last = end;
  }
}

// 分 at `at` means minutes: behind hours, or with seconds behind it (两小时十分, 9分58秒).
bool IsHanMinutes(const Scan& scan, std::size_t at, bool behind_hours) {
  if (!scan.IsHan(at, U"分") || scan.IsHan(at + 1, U"之")) {
    return false;
  }
  if (scan.IsHan(at + 1, U"半") && (scan.EndsClause(at + 2) || scan.IsHan(at + 2, U"钟"))) {
    return true;  // 五分半钟
  }
  const std::size_t next = at + 1;
  const std::optional<Numeral> seconds =
      scan.IsDigits(next) || scan.IsHan(next) ? ReadHanNumeral(scan, next) : std::nullopt;
  return behind_hours || (seconds && scan.IsHan(seconds->last, U"秒"));
}

UnitMatch Minutes(std::size_t at) {
  UnitMatch match;
  match.unit = "minute";
  match.kind = FigureKind::kDuration;
  match.last = at + 1;
  return match;
}

// 分 behind yuan and jiao is a hundredth of a yuan.
UnitMatch Fen(std::size_t at) {
  UnitMatch match;
  match.unit = "CNY";
  match.kind = FigureKind::kMoney;
  match.factor = Decimal::Make(1, -2);
  match.last = at + 1;
  return match;
}

// The unit of `number`, which stands behind an amount in `match`.
std::optional<UnitMatch> SmallerUnitAt(const Scan& scan, const Numeral& number,
                                       const UnitMatch& match) {
  if (IsHanMinutes(scan, number.last, match.unit == "hour")) {
    return Minutes(number.last);
  }
  if (match.unit == "CNY" && scan.IsHan(number.last, U"分") &&
      !scan.IsHan(number.last + 1, U"之")) {
    return Fen(number.last);
  }
  return FindUnitEntry(scan, number, SkipClassifier(scan, number.last));
}

// Where the number of a smaller unit may stand behind `match`: directly, behind a comma or "and".
// "7 feet, 10 inches" is one length; "3 years, 2 months, 14 days" stay apart: they have no exact
// sum.
std::size_t BehindLarger(const Scan& scan, const UnitMatch& match) {
  const bool calendar = match.unit == "year" || match.unit == "month" || match.unit == "day";
  std::size_t at = match.last;
  at += scan.IsSymbol(at, U',') && !calendar ? 1U : 0U;
  at += scan.IsHan(at, U"又") ? 1U : 0U;
  return scan.Skip(at, Tag::kAnd);
}

// The number of a smaller unit at `at`.
std::optional<Numeral> SmallerNumber(const Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at) && !scan.IsHan(at) && !scan.Begins(at, Tag::kNumber)) {
    return std::nullopt;
  }
  std::optional<Numeral> number = ReadNumeral(scan, at);
  return number && !number->ordinal && !number->scaled ? number : std::nullopt;
}

// One smaller unit behind `match`; false when there is none.
bool TakeOneSmaller(const Scan& scan, UnitMatch& match) {
  const std::optional<Numeral> number = SmallerNumber(scan, BehindLarger(scan, match));
  if (!number) {
    return false;
  }
  const std::optional<UnitMatch> smaller = SmallerUnitAt(scan, *number, match);
  if (!smaller) {
    TakeBareMinutes(scan, *number, match);
    TakeBareCents(scan, *number, match);
    return false;
  }
  const std::optional<Decimal> more = Addition(match, *smaller, number->value);
  if (more) {
    match.extra = match.extra + *more;
    match.combined = true;
    match.last = smaller->last;
  }
  return more.has_value();
}

}  // namespace

std::optional<UnitMatch> HanMinutesAt(const Scan& scan, std::size_t at) {
  return IsHanMinutes(scan, at, false) ? std::optional<UnitMatch>(Minutes(at)) : std::nullopt;
}

namespace {

// 三块零四: behind 零 the digit counts hundredths.
void TakeHanHundredth(const Scan& scan, UnitMatch& match) {
  const std::size_t at = match.last;
  const bool said = match.kind == FigureKind::kMoney && !match.combined && scan.IsHan(at, U"零") &&
                    scan.IsHan(at + 1, U"一二三四五六七八九") && scan.EndsClause(at + 2);
  const std::optional<Numeral> digit = said ? ReadHanNumeral(scan, at + 1) : std::nullopt;
  if (digit) {
    match.extra = match.extra + digit->value * match.factor / Decimal(100);
    match.combined = true;
    match.last = at + 2;
  }
}

// 9秒83: what follows the second in digits are its hundredths.
void TakeHanHundredths(const Scan& scan, UnitMatch& match) {
  const std::size_t at = match.last;
  const bool timed = match.unit == "second" && scan.IsHan(at - 1, U"秒") && scan.IsDigits(at) &&
                     scan.Tight(at) && scan.Text(at).size() == 2;
  const std::optional<Numeral> digits = timed ? ReadDigits(scan, at) : std::nullopt;
  if (digits && digits->last == at + 1) {
    match.extra = match.extra + digits->value * match.factor / Decimal(100);
    match.combined = true;
    match.last = at + 1;
  }
}

// "6-foot-4": the inches hang on the feet.
void TakeInches(const Scan& scan, UnitMatch& match) {
  constexpr int kInches = 12;  // of a foot
  if (match.unit != "foot" || !match.attributive || !scan.JoinsDigits(match.last, U"-")) {
    return;
  }
  const std::optional<Numeral> inches = ReadDigits(scan, match.last + 1);
  if (inches && inches->decimals == 0 && inches->value < Decimal(kInches)) {
    match.extra = match.extra + inches->value / Decimal(kInches);
    match.combined = true;
    match.last = inches->last;
  }
}

}  // namespace

void TakeHanTenth(const Scan& scan, UnitMatch& match) {
  TakeHanHundredth(scan, match);
  TakeHanHundredths(scan, match);
  const std::size_t at = match.last;
  const bool takes = match.kind == FigureKind::kMoney || match.unit == "meter";
  if (!takes || !scan.IsHan(at, U"一二三四五六七八九") || !scan.IsHan(at - 1, U"块米毛")) {
    return;
  }
  const bool ends = scan.EndsClause(at + 1) || scan.IsHan(at + 1, U"至到左以");
  const std::optional<Numeral> digit = ends ? ReadHanNumeral(scan, at) : std::nullopt;
  // 五块七毛八: behind a smaller coin the digit counts hundredths
  const bool hundredths = match.combined && scan.IsHan(at - 1, U"毛");
  if (digit && digit->last == at + 1) {
    match.extra = match.extra + digit->value * match.factor / Decimal(hundredths ? 100 : 10);
    match.combined = true;
    match.last = at + 1;
  }
}

void TakeSmallerUnits(const Scan& scan, UnitMatch& match) {
  TakeInches(scan, match);
  bool more = !match.attributive;
  while (more) {
    more = TakeOneSmaller(scan, match);
  }
}

namespace {

// "10p per hour", "118.5p": pence hang on their digits; "1080p" is a picture.
bool IsPence(const Scan& scan, const Numeral& numeral, std::size_t at) {
  constexpr int kPicture[] = {240, 360, 480, 576, 720, 1080, 1440, 2160, 4320};
  return scan.language == "en" && numeral.form == NumeralForm::kDigits && scan.Tight(at) &&
         scan.IsWord(at) && scan.Text(at) == "p" && !scan.JoinsTight(at + 1, U"/") &&
         std::none_of(std::begin(kPicture), std::end(kPicture),
                      [&numeral](int lines) { return numeral.value == Decimal(lines); });
}

}  // namespace

std::optional<UnitMatch> PenceAt(const Scan& scan, const Numeral& numeral, std::size_t at) {
  if (!IsPence(scan, numeral, at)) {
    return std::nullopt;
  }
  UnitMatch match;
  match.unit = "penny";
  match.kind = FigureKind::kMoney;
  match.last = at + 1;
  return match;
}

}  // namespace claimwatch
