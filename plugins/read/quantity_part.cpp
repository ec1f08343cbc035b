#include "plugins/read/quantity_part.h"

#include <algorithm>

#include "plugins/read/unit_part.h"

namespace claimwatch {
namespace {

// 百分之 100, 千分之 1000, 万分之 10000 at `at`; 0 otherwise.
int HundredPrefix(const Scan& scan, std::size_t at) {
  if (!scan.IsHan(at + 1, U"分") || !scan.IsHan(at + 2, U"之点")) {
    return 0;
  }

  struct Base {
    std::u32string_view sign;
    int parts = 0;
  };

  constexpr Base kBases[] = {{U"百佰", 100}, {U"千仟", 1000}, {U"万", 10000}};
  for (const Base& base : kBases) {
    if (scan.IsHan(at, base.sign)) {
      return base.parts;
    }
  }
  return 0;
}

// 半 and 对 of 半折, 半成 and 对折: five tenths.
Numeral HalfAt(std::size_t at) {
  Numeral numeral;
  numeral.first = at;
  numeral.last = at + 1;
  numeral.value = 5;
  numeral.form = NumeralForm::kWords;
  return numeral;
}

// What follows 成: 三成五, 三成半, 三成多.
void TakeBehindTenths(const Scan& scan, Numeral& numeral) {
  const std::size_t at = numeral.last;
  const std::optional<Numeral> rest = scan.IsHan(at) ? ReadHanNumeral(scan, at) : std::nullopt;
  if (rest && rest->value < 10 && rest->last == at + 1) {
    numeral.value = numeral.value + rest->value;
  } else if (scan.IsHan(at, U"半")) {
    numeral.value = numeral.value + Decimal(5);
  } else if (scan.IsHan(at, U"多余")) {
    numeral.comparator = Comparator::kMore;
  } else {
    return;
  }
  numeral.last = at + 1;
}

// 成 or 折 at `end` behind the number at `at`; of 半 and 对 only in 半折, 对折 and 半成, which is
// not 半成品.
bool IsTenths(const Scan& scan, std::size_t at, std::size_t end) {
  if (scan.IsHan(at, U"半") && scan.IsHan(end, U"成")) {
    return !scan.IsHan(end + 1, U"品");
  }
  return scan.IsHan(end, scan.IsHan(at, U"半对") ? U"折" : U"成折");
}

// The digits of 七五折 and 三成五 count tenths and hundredths.
std::optional<Numeral> ReadTenths(const Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at) && !scan.IsHan(at)) {
    return std::nullopt;
  }
  const bool half = scan.IsHan(at, U"半对");
  std::optional<Numeral> numeral = half ? HalfAt(at) : ReadHanNumeral(scan, at);
  if (!numeral || numeral->value > 100 || !IsTenths(scan, at, numeral->last)) {
    return std::nullopt;
  }
  const bool part = scan.IsHan(numeral->last, U"成");
  const bool as_said = part ? half : numeral->value > 10;  // 半成 is half a tenth
  numeral->value = numeral->value * Decimal(as_said ? 1 : 10);
  if (numeral->high) {
    numeral->high = *numeral->high * Decimal(10);
  }
  ++numeral->last;
  if (part) {
    TakeBehindTenths(scan, *numeral);
  }
  return numeral;
}

// "18- to 24-year-olds", "7- or 8-inch": a hyphen that hangs on the first number; the token of the
// second one, 0 when it is no such hyphen.
std::size_t BehindHangingHyphen(const Scan& scan, std::size_t at) {
  if (!scan.Tight(at) || !scan.IsWord(at + 1) || !scan.tokens[at + 1].space) {
    return 0;
  }
  const auto to = scan.Find(at + 1, Tag::kTo);
  const auto either = scan.Find(at + 1, Tag::kFrame);
  const std::size_t next = to ? to.end : (either.Says("or") ? either.end : 0);
  return next != 0 && scan.IsDigits(next) && scan.IsSymbol(next + 1, U'-') ? next : 0;
}

struct Joint {
  std::size_t next = 0;  // token where the high end starts; 0: no joint
  bool word = false;
};

// 1万与2万间, 10和20之间: the "between" stands behind the high end at `at`.
bool IsBetweenBehind(const Scan& scan, std::size_t at) {
  if (scan.language != "zh" || (!scan.IsDigits(at) && !scan.IsHan(at))) {
    return false;
  }
  const std::optional<Numeral> high = ReadHanNumeral(scan, at);
  const std::size_t behind = high ? high->last + (scan.IsHan(high->last, U"之") ? 1U : 0U) : 0;
  return high && scan.IsHan(behind, U"间");
}

// "1000 - 5000": a hyphen between spaces joins numbers that are too long for scores and lists.
bool JoinsLong(const Scan& scan, std::size_t hyphen) {
  constexpr std::size_t kLong = 2;  // digits
  return scan.IsDigits(hyphen - 1) && scan.IsDigits(hyphen + 1) &&
         scan.Text(hyphen - 1).size() >= kLong && scan.Text(hyphen + 1).size() >= kLong;
}

// A hyphen between two ends has spaces on both sides or on none.
Joint ReadHyphen(const Scan& scan, std::size_t at) {
  if (const std::size_t next = BehindHangingHyphen(scan, at); next != 0) {
    return {next, true};
  }
  const bool spaced = scan.tokens[at].space;
  const bool next_spaced = scan.Has(at + 1) && scan.tokens[at + 1].space;
  if (spaced != next_spaced || (spaced && scan.IsSymbol(at, U'-') && !JoinsLong(scan, at))) {
    return {};
  }
  return {at + 1, false};
}

// What joins the two ends of a range behind token `at`.
Joint ReadJoint(const Scan& scan, std::size_t at, bool between) {
  if (scan.IsHyphen(at)) {
    return ReadHyphen(scan, at);
  }
  if (const auto to = scan.Find(at, Tag::kTo)) {
    return {to.end, true};
  }
  const auto either = scan.Find(at, Tag::kFrame);
  if (either.Says("or")) {
    return {either.end, true};
  }
  const auto conjunction = scan.Find(at, Tag::kAnd);
  const bool joins = conjunction && (between || IsBetweenBehind(scan, conjunction.end));
  return joins ? Joint{conjunction.end, true} : Joint{};
}

// "2-3 billion": the scale of the high end is the low end's too, unless that has one or is larger.
void ShareScale(const Numeral& low, const Numeral& high, Figure& figure) {
  if (!low.scaled && high.scaled && high.scale > Decimal(1) &&
      low.value < high.value / high.scale) {
    figure.value = figure.value * high.scale;
  }
}

// Units that stand with both ends ("5 km to 7 km", "$2bn to $3bn") must be one.
std::size_t SkipOwnUnit(const Scan& scan, const FigureDraft& draft, std::string& unit) {
  const std::optional<UnitMatch> own = ReadUnit(scan, draft.numeral);
  if (!own || own->attributive || own->combined) {
    return draft.last;
  }
  unit = own->unit;
  return own->last;
}

// A verb of change or of going over ("est passé de") in the clause makes "from X to Y" two figures.
bool UnderChange(const Scan& scan, std::size_t at) {
  for (std::size_t steps = 0; at > 0 && steps < 12 && !scan.EndsClause(at - 1); ++steps) {
    --at;
    if (scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown)) ||
        scan.Find(at, Tag::kFrame).Says("move")) {
      return true;
    }
  }
  return false;
}

// The low end of a range and what stands around it.
struct LowEnd {
  bool between = false;  // "between" stands before it
  bool from = false;
  std::string unit;     // its own: "5 km to 7 km"
  std::size_t end = 0;  // token behind that
  Joint joint;
};

LowEnd LowEndOf(const Scan& scan, const FigureDraft& draft) {
  LowEnd low;
  const std::size_t start = scan.SkipBefore(draft.first, Tag::kArticle);
  low.between = static_cast<bool>(scan.FindBefore(start, Tag::kBetween));
  const auto light = scan.FindBefore(draft.first, Tag::kFrame);  // "с нынешних 300 млн"
  low.from =
      static_cast<bool>(scan.FindBefore(light.Says("light") ? light.end : draft.first, Tag::kFrom));
  low.end = SkipOwnUnit(scan, draft, low.unit);
  low.joint = ReadJoint(scan, low.end, low.between);
  return low;
}

// "rose from 3 to 5 percent" and "rose 84 cents to $63" are two figures, "rose by 1 to 1.5 degrees"
// is a range.
bool IsTwoFigures(const Scan& scan, const FigureDraft& draft, const LowEnd& low) {
  const bool two = low.from || low.end != draft.last;
  return low.joint.word && !low.between && two && UnderChange(scan, draft.first);
}

// "three or four" is a range, "3 or 10" and "8 or $9" are none. `start`: where the high number is.
bool IsOtherChoice(const Scan& scan, const FigureDraft& draft, const LowEnd& low,
                   const Numeral& high, std::size_t start) {
  if (!scan.Find(low.end, Tag::kFrame).Says("or")) {
    return false;
  }
  const bool own_sign = draft.first > 0 && (draft.first != draft.numeral.first ||
                                            draft.figure.kind == FigureKind::kMoney);
  return high.value != draft.numeral.value + Decimal(1) || (start != low.joint.next && !own_sign);
}

// The high end at `start`; nullopt when it is not of the low end's kind.
std::optional<Numeral> HighEnd(const Scan& scan, const FigureDraft& draft, std::size_t start) {
  std::optional<Numeral> high = ReadNumeral(scan, start);
  if (!high || high->ordinal != draft.numeral.ordinal || high->fraction || high->high ||
      scan.masked[start]) {
    return std::nullopt;
  }
  return high;
}

// "10001-20000" may be a code, and units that differ make two figures.
bool FitsTogether(const Scan& scan, const FigureDraft& draft, const LowEnd& low,
                  const Numeral& high) {
  const std::optional<UnitMatch> unit = ReadUnit(scan, high);
  if (!low.unit.empty() && (!unit || unit->unit != low.unit)) {
    return false;
  }
  return low.joint.word || draft.numeral.digits < 5 || draft.numeral.grouped;
}

// The ends grow, and "5 to 9 million" by less than a thousandfold unless "from" or "between" says
// that they belong together. `shared`: the low end's value with the scale of both.
bool Grows(const FigureDraft& draft, const LowEnd& low, const Numeral& high,
           const Decimal& shared) {
  const bool own_scale = draft.numeral.scaled && !high.scaled;
  if (high.value <= draft.numeral.value / Decimal(own_scale ? 1 : 1000000) || high.value < shared) {
    return false;
  }
  return !low.joint.word || low.between || low.from || high.value <= shared * Decimal(1000);
}

// Where the number of the high end stands: behind an article or "about" after "between", and behind
// its currency sign.
std::size_t HighStart(const Scan& scan, const LowEnd& low) {
  std::size_t at = low.joint.next;
  if (low.between) {
    at = scan.Skip(at, Tag::kArticle);  // "between the tenth and the fifteenth"
    const auto about = scan.Find(at, Tag::kBefore);
    at = about.Says("~") ? about.end : at;
  }
  const std::optional<UnitMatch> currency = ReadCurrencyAt(scan, at);
  return currency ? currency->last : at;
}

void BecomeRange(const Decimal& low, const Numeral& high, FigureDraft& draft) {
  draft.figure.value = low;
  draft.figure.high = high.value;
  draft.figure.comparator = Comparator::kRange;
  draft.last = high.last;
  draft.numeral.last = high.last;
  draft.numeral.scaled = draft.numeral.scaled || high.scaled;
}

// The amount said again behind a sign: "$5 million dollars", "$10 Canadian dollars".
bool RepeatsCurrency(const UnitMatch& again, std::string_view unit) {
  return again.kind == FigureKind::kMoney && again.unit.size() >= 3 &&
         (again.unit.substr(0, 3) == unit || unit == "USD" || unit == "CNY");
}

void BecomeFraction(const Decimal& value, std::size_t last, FigureDraft& draft) {
  draft.figure.value = value;
  draft.figure.kind = FigureKind::kFraction;
  draft.last = last;
  draft.bare = false;
}

// 分之 at `at`.
bool IsHanPart(const Scan& scan, std::size_t at) {
  return scan.IsHan(at, U"分") && scan.IsHan(at + 1, U"之");
}

// 三分之二: the part below stands first.
void TakeHanRatio(const Scan& scan, FigureDraft& draft) {
  const std::size_t at = draft.last + 2;
  const bool negative = scan.IsHan(at, U"负");  // 负三分之负二
  const std::optional<Numeral> above = ReadHanNumeral(scan, at + (negative ? 1U : 0U));
  if (above && !draft.figure.value.IsZero()) {
    const Decimal top = negative ? -above->value : above->value;
    BecomeFraction(top / draft.figure.value, above->last, draft);
  }
}

// 一又二分之一: a whole number and a fraction.
void TakeHanMixed(const Scan& scan, FigureDraft& draft) {
  const std::optional<Numeral> below = ReadHanNumeral(scan, draft.last + 1);
  const std::optional<Numeral> above =
      below && IsHanPart(scan, below->last) ? ReadHanNumeral(scan, below->last + 2) : std::nullopt;
  if (above && !below->value.IsZero()) {
    BecomeFraction(draft.figure.value + above->value / below->value, above->last, draft);
  }
}

// A whole number above the draft's and up to 1000.
bool IsSmallWhole(const Numeral& below, const Decimal& above) {
  return below.value > above && below.value <= 1000 && !below.ordinal && below.decimals == 0;
}

// The word between the two numbers of a ratio; French has a noun before it: "un Français sur cinq".
Lexicon::Match RatioJoint(const Scan& scan, const FigureDraft& draft) {
  const auto joint = scan.Find(draft.last, Tag::kFrame);
  const bool noun = !joint && scan.language == "fr" && draft.figure.value == Decimal(1) &&
                    scan.IsWord(draft.last);
  return noun ? scan.Find(draft.last + 1, Tag::kFrame) : joint;
}

// "one over three", with the number below at `below_at`: only one part, and only where the clause
// ends, is sure to be no bound ("1 over three years").
void TakeOver(const Scan& scan, std::size_t below_at, FigureDraft& draft) {
  const bool one = draft.bare && draft.figure.value == Decimal(1) && !draft.figure.high;
  const std::optional<Numeral> below = one ? ReadNumeral(scan, below_at) : std::nullopt;
  if (below && IsSmallWhole(*below, draft.figure.value) && scan.EndsClause(below->last)) {
    BecomeFraction(draft.figure.value / below->value, below->last, draft);
  }
}

}  // namespace

std::optional<PartOfHundred> ReadPartOfHundred(const Scan& scan, std::size_t at) {
  if (scan.language != "zh") {
    return std::nullopt;
  }
  if (const int base = HundredPrefix(scan, at); base != 0) {
    std::optional<Numeral> numeral = ReadNumeral(scan, at + 3);
    if (!numeral) {
      return std::nullopt;
    }
    numeral->value = numeral->value * Decimal(100) / Decimal(base);
    return PartOfHundred{*numeral};
  }
  std::optional<Numeral> tenths = ReadTenths(scan, at);
  return tenths ? std::optional<PartOfHundred>(PartOfHundred{*tenths}) : std::nullopt;
}

void TakeOrdinalEnding(const Scan& scan, FigureDraft& draft) {
  const Numeral& numeral = draft.numeral;
  if (numeral.form != NumeralForm::kDigits || numeral.decimals > 0 || numeral.grouped) {
    return;
  }
  const std::size_t at = scan.SkipTight(draft.last, U'-');
  const auto ending = scan.Find(at, Tag::kPeriod);
  if (ending.Says("ordinal") && scan.Tight(at)) {
    draft.figure.kind = FigureKind::kOrdinal;
    draft.last = ending.end;
  }
}

void TakeRange(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.high || draft.numeral.fraction ||
      draft.figure.comparator != Comparator::kEqual) {
    return;
  }
  const LowEnd low = LowEndOf(scan, draft);
  if (low.joint.next == 0 || IsTwoFigures(scan, draft, low)) {
    return;
  }
  const std::size_t start = HighStart(scan, low);
  const std::optional<Numeral> high = HighEnd(scan, draft, start);
  if (!high || IsOtherChoice(scan, draft, low, *high, start)) {
    return;
  }
  Figure shared = draft.figure;
  ShareScale(draft.numeral, *high, shared);
  if (FitsTogether(scan, draft, low, *high) && Grows(draft, low, *high, shared.value)) {
    BecomeRange(shared.value, *high, draft);
  }
}

namespace {

// "$20 and 43 cents": the smaller coins behind an amount that has its sign in front.
void TakeSmallerMoney(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.high || draft.numeral.scaled || draft.numeral.decimals > 0) {
    return;
  }
  UnitMatch amount;
  amount.unit = draft.figure.unit;
  amount.kind = FigureKind::kMoney;
  amount.last = draft.last;
  TakeSmallerUnits(scan, amount);
  draft.figure.value = draft.figure.value + amount.extra;
  draft.last = amount.last;
}

}  // namespace

void TakeMoneyBehindPrefix(const Scan& scan, FigureDraft& draft) {
  const std::optional<UnitMatch> again = ReadUnit(scan, draft.numeral);
  const bool next_amount =
      again && scan.IsDigits(again->last) && scan.IsKind(draft.last, TokenKind::kSymbol);
  if (again && !next_amount && RepeatsCurrency(*again, draft.figure.unit)) {
    draft.figure.unit = again->unit;
    draft.last = again->last;
    return;
  }
  TakeSmallerMoney(scan, draft);
  if (const std::optional<UnitMatch> per = ReadPer(scan, draft.last, FigureKind::kMoney)) {
    draft.figure.unit += "/" + per->unit;
    draft.last = per->last;
  }
  draft.attributive = scan.JoinsTight(draft.last, U"-") && scan.IsWord(draft.last + 1);
}

namespace {

// "in" is weak: "one in five", but not "12 in 2019" nor "3 in 20 days".
bool JoinsRatio(const Scan& scan, const Lexicon::Match& joint, const Decimal& above,
                const Numeral& below) {
  const bool strong = joint.entry->surface.size() > 2;
  const bool measured = scan.Begins(below.last, Tag::kUnit) &&
                        !scan.Begins(below.last, Tag::kArticle);  // "one in 50 a decade ago"
  return strong || (above <= 9 && !measured);
}

// "one in five", "4 out of 10", with the word between them at `joint`.
void TakeSpokenRatio(const Scan& scan, const Lexicon::Match& joint, FigureDraft& draft) {
  if (draft.figure.high || draft.numeral.decimals > 0 || draft.numeral.fraction) {
    return;
  }
  const std::optional<Numeral> below = ReadNumeral(scan, joint.end);
  if (below && IsSmallWhole(*below, draft.figure.value) &&
      JoinsRatio(scan, joint, draft.figure.value, *below)) {
    BecomeFraction(draft.figure.value / below->value, below->last, draft);
  }
}

}  // namespace

void TakeRatio(const Scan& scan, FigureDraft& draft) {
  if (scan.language == "zh" && IsHanPart(scan, draft.last)) {
    TakeHanRatio(scan, draft);
    return;
  }
  if (scan.IsHan(draft.last, U"又")) {
    TakeHanMixed(scan, draft);
    return;
  }
  const auto joint = RatioJoint(scan, draft);
  if (joint.Says("over")) {
    TakeOver(scan, joint.end, draft);
  } else if (joint.Says("ratio")) {
    TakeSpokenRatio(scan, joint, draft);
  }
}

}  // namespace claimwatch
