// Chinese numerals: 三千零五, 1.2万, 3000多万, 数百, 二〇二五, 十五点七.
#include <algorithm>
#include <iterator>

#include "plugins/read/number.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestNumeral = 40;  // characters

struct HanSign {
  char32_t point;
  int value;  // 0–9 a digit, else a unit
};

constexpr HanSign kDigits[] = {
    {U'零', 0}, {U'〇', 0}, {U'○', 0},  {U'一', 1}, {U'二', 2}, {U'三', 3}, {U'四', 4},
    {U'五', 5}, {U'六', 6}, {U'七', 7}, {U'八', 8}, {U'九', 9}, {U'两', 2}, {U'俩', 2},
    {U'倆', 2}, {U'壹', 1}, {U'贰', 2}, {U'叁', 3}, {U'参', 3}, {U'肆', 4}, {U'伍', 5},
    {U'陆', 6}, {U'柒', 7}, {U'捌', 8}, {U'玖', 9}, {U'幺', 1}};

struct HanUnit {
  char32_t point;
  int power;
};

constexpr HanUnit kUnits[] = {{U'十', 1}, {U'拾', 1}, {U'百', 2}, {U'佰', 2}, {U'千', 3},
                              {U'仟', 3}, {U'万', 4}, {U'亿', 8}, {U'兆', 12}};

int DigitAt(const Scan& scan, std::size_t at) {
  if (!scan.Has(at)) {
    return -1;
  }
  const auto* const found =
      std::find_if(std::begin(kDigits), std::end(kDigits),
                   [&](const HanSign& sign) { return sign.point == scan.tokens[at].point; });
  return found == std::end(kDigits) ? -1 : found->value;
}

int PowerAt(const Scan& scan, std::size_t at) {
  if (!scan.IsHan(at)) {
    return -1;
  }
  const auto* const found =
      std::find_if(std::begin(kUnits), std::end(kUnits),
                   [&](const HanUnit& unit) { return unit.point == scan.tokens[at].point; });
  return found == std::end(kUnits) ? -1 : found->power;
}

Decimal Ten(int power) {
  return Decimal::Make(1, power);
}

bool IsOne(const Scan& scan, std::size_t at, std::u32string_view set) {
  return scan.Has(at) && set.find(scan.tokens[at].point) != std::u32string_view::npos;
}

bool IsMoreSign(const Scan& scan, std::size_t at) {
  return IsOne(scan, at, U"多余来來");
}

bool IsSomeSign(const Scan& scan, std::size_t at) {
  return IsOne(scan, at, U"数几");
}

// 廿, 卅, 卌: two, three and four tens in one character; 0 for others.
int TensAt(const Scan& scan, std::size_t at) {
  constexpr std::u32string_view kTens = U"廿卅卌";
  const std::size_t found =
      scan.IsHan(at) ? kTens.find(scan.tokens[at].point) : std::u32string_view::npos;
  return found == std::u32string_view::npos ? 0 : static_cast<int>(found) + 2;
}

// 千瓦时, 千克, 兆瓦: the sign belongs to the name of a unit.
bool IsInUnit(const Scan& scan, std::size_t at) {
  const auto unit = scan.Find(at, Tag::kUnit);
  return unit && unit.end >= at + 2;
}

// Units directly after `at` as one product: 十万 = 10^5, 万亿 = 10^12.
Decimal UnitProduct(const Scan& scan, std::size_t& at) {
  Decimal product = 1;
  while (PowerAt(scan, at) > 0 && !IsInUnit(scan, at)) {
    product = product * Ten(PowerAt(scan, at));
    ++at;
  }
  return product;
}

// 多, 余, 来 behind the number say more or about; a scale may follow ("3000多万").
void TakeMoreSign(const Scan& scan, Numeral& numeral) {
  if (!IsMoreSign(scan, numeral.last) || numeral.value < 10) {
    return;
  }
  const char32_t sign = scan.tokens[numeral.last].point;
  const bool about = sign == U'来' || sign == U'來';
  std::size_t at = numeral.last + 1;
  if ((about || sign == U'多') && !numeral.value.IsInteger()) {
    return;
  }
  const Decimal product = UnitProduct(scan, at);
  numeral.comparator = about ? Comparator::kAbout : Comparator::kMore;
  numeral.approx = about ? Approx::kAround : Approx::kNone;
  numeral.value = numeral.value * product;
  numeral.scaled = numeral.scaled || at > numeral.last + 1;
  numeral.last = at;
}

// 数百, 几十万, 好几千: from twice the unit to just under ten times.
std::optional<Numeral> ReadSome(const Scan& scan, std::size_t at) {
  if (!IsSomeSign(scan, at) || PowerAt(scan, at + 1) < 0) {
    return std::nullopt;
  }
  Numeral numeral;
  numeral.first = at;
  numeral.last = at + 1;
  const Decimal unit = UnitProduct(scan, numeral.last);
  numeral.value = unit * 2;
  numeral.high = unit * 10 - Decimal(1);
  numeral.vague = true;
  numeral.form = NumeralForm::kWords;
  return numeral;
}

// The running value of a spelled numeral.
struct Sum {
  Decimal total;    // closed by 亿
  Decimal section;  // closed by 万
  Decimal current;  // below 万
  int digit = -1;   // waiting for its unit
  int last_power = 0;
  int last_large = 0;  // of 亿 and 兆
  bool zero = false;

  void Unit(int power) {
    if (power < 4) {
      current = current + Decimal(digit <= 0 ? 1 : digit) * Ten(power);  // 零十五 is fifteen
    } else if (power == 4) {
      const Decimal part = current + Decimal(std::max(digit, 0));
      const bool again = part.IsZero() && !section.IsZero();  // 四万万
      section = again ? section * Ten(4) : section + (part.IsZero() ? Decimal(1) : part) * Ten(4);
      current = 0;
    } else {
      const Decimal part = section + current + Decimal(std::max(digit, 0));
      const bool smaller = !total.IsZero() && power < last_large;
      total = smaller ? total + part * Ten(power)
                      : (total + (part.IsZero() ? Decimal(1) : part)) * Ten(power);
      last_large = power;
      section = 0;
      current = 0;
    }
    digit = -1;
    zero = false;
    last_power = power;
  }

  Decimal Value() const {
    Decimal tail = std::max(digit, 0);
    // 三万二 is 32,000: a last digit without a unit counts the next lower one
    if (digit > 0 && !zero && last_power >= 2) {
      tail = tail * Ten(last_power - 1);
    }
    return total + section + current + tail;
  }
};

// 三十两 is thirty taels: 两 is a digit only first or before a unit of ten.
bool IsLateTwo(const Scan& scan, std::size_t at, std::size_t first) {
  return at > first && IsOne(scan, at, U"两兩") && PowerAt(scan, at + 1) < 0;
}

// 二〇二五: digits without units, read by position.
std::optional<Numeral> ReadDigitRow(const Scan& scan, std::size_t at) {
  Numeral numeral;
  numeral.first = at;
  numeral.last = at;
  std::string digits;
  while (DigitAt(scan, numeral.last) >= 0 && digits.size() < 30 &&
         !IsLateTwo(scan, numeral.last, at)) {
    digits.push_back(static_cast<char>('0' + DigitAt(scan, numeral.last)));
    ++numeral.last;
  }
  if (digits.size() < 2 || PowerAt(scan, numeral.last) > 0) {
    return std::nullopt;
  }
  numeral.digits = static_cast<int>(digits.size());
  numeral.form = NumeralForm::kWords;
  numeral.value = Decimal::Parse(digits).value_or(Decimal());
  return numeral;
}

// 二三十, 五六百: two neighbouring digits before one unit are a range.
std::optional<Numeral> ReadNeighbours(const Scan& scan, std::size_t at) {
  const int low = DigitAt(scan, at);
  const int high = DigitAt(scan, at + 1);
  if (low < 1 || high != low + 1 || PowerAt(scan, at + 2) < 1) {
    return std::nullopt;
  }
  Numeral numeral;
  numeral.first = at;
  numeral.last = at + 2;
  const Decimal unit = UnitProduct(scan, numeral.last);
  numeral.value = unit * Decimal(low);
  numeral.high = unit * Decimal(high);
  numeral.form = NumeralForm::kWords;
  return numeral;
}

// 五点一刻, 九点二十: minutes stand at `at`, behind the 点 of a clock.
bool IsClockBehind(const Scan& scan, std::size_t at) {
  return scan.IsHan(at + 1, U"刻") || (scan.IsHan(at) && scan.IsHan(at + 1, U"十"));
}

// 点七, .5 in characters.
void TakeDecimals(const Scan& scan, Numeral& numeral) {
  if (!IsOne(scan, numeral.last, U"点點")) {
    return;
  }
  std::size_t at = numeral.last + 1;
  const std::optional<Numeral> digits = scan.Tight(at) ? ReadDigits(scan, at) : std::nullopt;
  if (digits && digits->decimals == 0 && numeral.value.IsZero()) {  // 零点77
    numeral.decimals = digits->digits;
    numeral.value = digits->value * Ten(-digits->digits);
    numeral.last = digits->last;
    return;
  }
  if (DigitAt(scan, at) < 0 || IsClockBehind(scan, at)) {
    return;
  }
  Decimal place = Ten(-1);
  while (DigitAt(scan, at) >= 0 && at < numeral.last + kLongestNumeral) {
    numeral.value = numeral.value + place * Decimal(DigitAt(scan, at));
    place = place * Ten(-1);
    ++numeral.decimals;
    ++at;
  }
  numeral.last = at;
}

// Takes the character at `at` into `sum`; false when it is no part of the numeral that began at
// `first`.
bool TakeSign(const Scan& scan, std::size_t at, std::size_t first, Sum& sum) {
  if (const int tens = TensAt(scan, at); tens > 0 && sum.digit <= 0) {
    sum.digit = tens;
    sum.Unit(1);
    return true;
  }
  const int digit = scan.IsHan(at) ? DigitAt(scan, at) : -1;
  if (digit == 0 && at > first) {
    sum.zero = true;  // 一百零几万 goes on with 几
    return true;
  }
  if (digit >= 0 && sum.digit <= 0) {
    sum.digit = digit;
    return true;
  }
  const bool unit_name = at > first && IsInUnit(scan, at);
  const int power = unit_name ? -1 : PowerAt(scan, at);
  if (power > 0) {
    sum.Unit(power);
  }
  return power > 0;
}

// The scale behind decimals: 一点五万.
void TakeScaleOfDecimals(const Scan& scan, Numeral& numeral) {
  std::size_t end = numeral.last;
  numeral.value = numeral.value * UnitProduct(scan, end);
  numeral.last = end;
}

std::optional<Numeral> ReadSpelled(const Scan& scan, std::size_t at) {
  Sum sum;
  Numeral numeral;
  numeral.first = at;
  numeral.last = at;
  numeral.form = NumeralForm::kWords;
  while (numeral.last < at + kLongestNumeral && !IsLateTwo(scan, numeral.last, at) &&
         TakeSign(scan, numeral.last, at, sum)) {
    ++numeral.last;
  }
  if (numeral.last == at) {
    return std::nullopt;
  }
  numeral.value = sum.Value();
  numeral.scaled = sum.last_power >= 4;
  TakeDecimals(scan, numeral);
  if (numeral.decimals > 0) {
    TakeScaleOfDecimals(scan, numeral);
  }
  return numeral;
}

// The digits behind a unit in 1亿3000万 and 2千零30万.
struct MixedPart {
  Numeral digits;
  Decimal unit;  // product of the units behind them; 1 for none
  std::size_t last = 0;
  bool zero = false;  // 零 stands before them
};

std::optional<MixedPart> MixedPartAt(const Scan& scan, std::size_t at) {
  const bool zero = IsOne(scan, at, U"零");
  const bool apart = !scan.Tight(at);  // 7万 5千: only with a unit of its own
  if ((!zero && !scan.IsDigits(at)) || (zero && apart)) {
    return std::nullopt;
  }
  const std::optional<Numeral> digits = ReadDigits(scan, at + (zero ? 1U : 0U));
  if (!digits) {
    return std::nullopt;
  }
  std::size_t last = digits->last;
  const Decimal unit = UnitProduct(scan, last);
  if (apart && (last == digits->last || !scan.Tight(digits->last))) {
    return std::nullopt;
  }
  return MixedPart{*digits, unit, last, zero};
}

// Whether `part` goes on a number whose last unit was `product`: its own unit is smaller, and
// 3万4000 without one fills all the places below.
bool GoesOn(const MixedPart& part, const Decimal& product) {
  if (part.unit >= product || part.digits.value * part.unit >= product) {
    return false;
  }
  if (part.last != part.digits.last) {
    return true;
  }
  return (part.zero || part.digits.value * Decimal(10) >= product) && part.digits.decimals == 0 &&
         product > Decimal(1);
}

// Parts behind the first one, which ended at `end` with the units `product`; moves `end`.
void TakeMixedParts(const Scan& scan, Decimal product, Numeral& whole, std::size_t& end) {
  while (end > whole.last) {
    const std::optional<MixedPart> part = MixedPartAt(scan, end);
    if (part && part->zero && part->unit > product) {  // 2千零30万
      whole.value = (whole.value + part->digits.value) * part->unit;
      end = part->last;
      return;
    }
    if (!part || !GoesOn(*part, product)) {
      return;
    }
    whole.value = whole.value + part->digits.value * part->unit;
    product = part->unit;
    end = part->last;
  }
}

// 1.2万, 3千万, 1亿3000万.
std::optional<Numeral> ReadMixed(const Scan& scan, std::size_t at) {
  std::optional<Numeral> whole = ReadDigits(scan, at);
  if (!whole || (PowerAt(scan, whole->last) < 0 && !IsMoreSign(scan, whole->last))) {
    return whole;
  }
  std::size_t end = whole->last;
  const Decimal product = UnitProduct(scan, end);
  whole->value = whole->value * product;
  whole->scale = product;
  TakeMixedParts(scan, product, *whole, end);
  whole->scaled = end > whole->last;
  whole->form = whole->scaled ? NumeralForm::kMixed : NumeralForm::kDigits;
  whole->last = end;
  return whole;
}

// 十几, 三十几: up to the next ten; 二十几万: so many of the unit behind it.
void TakeSomeSign(const Scan& scan, Numeral& numeral) {
  if (!IsOne(scan, numeral.last, U"几") || numeral.value < 10) {
    return;
  }
  const bool small = PowerAt(scan, numeral.last + 1) > 0 && PowerAt(scan, numeral.last + 1) < 4;
  if (small || numeral.scaled) {
    return;  // 三十几百 is no number
  }
  std::size_t end = numeral.last + 1;
  const Decimal unit = UnitProduct(scan, end);
  numeral.high = (numeral.value + Decimal(9)) * unit;
  numeral.value = (numeral.value + Decimal(1)) * unit;
  numeral.vague = true;
  numeral.scaled = unit > Decimal(1);
  numeral.last = end;
}

}  // namespace

std::optional<Numeral> ReadHanNumeral(const Scan& scan, std::size_t at) {
  std::optional<Numeral> numeral;
  if (scan.IsDigits(at)) {
    numeral = ReadMixed(scan, at);
  } else if (IsSomeSign(scan, at)) {
    return ReadSome(scan, at);
  } else {
    numeral = ReadNeighbours(scan, at);
    numeral = numeral ? numeral : ReadDigitRow(scan, at);
    numeral = numeral ? numeral : ReadSpelled(scan, at);
  }
  if (numeral && !numeral->high) {
    TakeMoreSign(scan, *numeral);
    TakeSomeSign(scan, *numeral);
  }
  return numeral;
}

}  // namespace claimwatch
