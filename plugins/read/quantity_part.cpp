#include "plugins/read/quantity_part.h"

#include <algorithm>

#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

bool IsSign(const Scan& scan, std::size_t at, char32_t one, char32_t other = 0) {
  return scan.IsHan(at) &&
         (scan.tokens[at].point == one || (other != 0 && scan.tokens[at].point == other));
}

// 百分之 100, 千分之 1000, 万分之 10000 at `at`; 0 otherwise.
int HundredPrefix(const Scan& scan, std::size_t at) {
  if (!IsSign(scan, at + 1, U'分') || !IsSign(scan, at + 2, U'之', U'点')) {
    return 0;
  }
  return IsSign(scan, at, U'百')
             ? 100
             : (IsSign(scan, at, U'千') ? 1000 : (IsSign(scan, at, U'万') ? 10000 : 0));
}

// The digits of 七五折 and 三成五 count tenths and hundredths.
std::optional<Numeral> ReadTenths(const Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at) && !scan.IsHan(at)) {
    return std::nullopt;
  }
  const bool half = IsSign(scan, at, U'半', U'对');
  std::optional<Numeral> numeral = half ? Numeral{} : ReadHanNumeral(scan, at);
  if (half) {
    numeral->first = at;
    numeral->last = at + 1;
    numeral->value = 5;
    numeral->form = NumeralForm::kWords;
  }
  if (!numeral || numeral->value > 100 ||
      !(IsSign(scan, numeral->last, U'成') || IsSign(scan, numeral->last, U'折'))) {
    return std::nullopt;
  }
  const bool part = IsSign(scan, numeral->last, U'成');
  if (half && part) {
    return std::nullopt;
  }
  const bool two_digits = !part && numeral->value > 10;
  numeral->value = numeral->value * Decimal(two_digits ? 1 : 10);
  if (numeral->high) {
    numeral->high = *numeral->high * Decimal(10);
  }
  ++numeral->last;
  const std::optional<Numeral> rest =
      part && scan.IsHan(numeral->last) ? ReadHanNumeral(scan, numeral->last) : std::nullopt;
  if (rest && rest->value < 10 && rest->last == numeral->last + 1) {
    numeral->value = numeral->value + rest->value;
    numeral->last = rest->last;
  } else if (part && IsSign(scan, numeral->last, U'半')) {
    numeral->value = numeral->value + Decimal(5);
    ++numeral->last;
  } else if (part && (IsSign(scan, numeral->last, U'多', U'余'))) {
    numeral->comparator = Comparator::kMore;
    ++numeral->last;
  }
  return numeral;
}

struct Joint {
  std::size_t next = 0;  // token where the high end starts; 0: no joint
  bool word = false;
};

// What joins the two ends of a range behind token `at`.
Joint ReadJoint(const Scan& scan, std::size_t at, bool between) {
  if (scan.IsHyphen(at)) {
    const bool spaced = scan.tokens[at].space;
    const bool next_spaced = scan.Has(at + 1) && scan.tokens[at + 1].space;
    if (spaced != next_spaced || (spaced && scan.IsSymbol(at, U'-'))) {
      return {};
    }
    return {at + 1, false};
  }
  if (const auto to = scan.Find(at, Tag::kTo)) {
    return {to.end, true};
  }
  const auto either = scan.Find(at, Tag::kFrame);
  if (either && either.entry->value == "or") {
    return {either.end, true};
  }
  const auto conjunction = scan.Find(at, Tag::kAnd);
  return conjunction && between ? Joint{conjunction.end, true} : Joint{};
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

// A change verb in the clause makes "from X to Y" two figures.
bool UnderChange(const Scan& scan, std::size_t at) {
  for (std::size_t steps = 0; at > 0 && steps < 12 && !scan.EndsClause(at - 1); ++steps) {
    --at;
    if (scan.Begins(at, Tag::kUp) || scan.Begins(at, Tag::kDown)) {
      return true;
    }
  }
  return false;
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
  std::size_t at = draft.last;
  at += scan.IsSymbol(at, U'-') && scan.Tight(at) ? 1U : 0U;
  const auto ending = scan.Find(at, Tag::kPeriod);
  if (ending && ending.entry->value == "ordinal" && scan.Tight(at)) {
    draft.figure.kind = FigureKind::kOrdinal;
    draft.last = ending.end;
  }
}

void TakeRange(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.high || draft.numeral.fraction ||
      draft.figure.comparator != Comparator::kEqual) {
    return;
  }
  const bool between = static_cast<bool>(scan.FindBefore(draft.first, Tag::kBetween));
  const bool from = static_cast<bool>(scan.FindBefore(draft.first, Tag::kFrom));
  std::string low_unit;
  const std::size_t end = SkipOwnUnit(scan, draft, low_unit);
  const Joint joint = ReadJoint(scan, end, between);
  // "rose from 3 to 5 percent" and "rose 84 cents to $63" are two figures, "rose by 1 to 1.5
  // degrees" is a range
  const bool two = from || end != draft.last;
  if (joint.next == 0 || (joint.word && !between && two && UnderChange(scan, draft.first))) {
    return;
  }
  const std::optional<UnitMatch> currency = ReadCurrencyAt(scan, joint.next);
  const std::size_t start = currency && currency->last != joint.next ? currency->last : joint.next;
  const std::optional<Numeral> high = ReadNumeral(scan, start);
  if (!high || high->ordinal != draft.numeral.ordinal || high->fraction || high->high ||
      scan.masked[start]) {
    return;
  }
  const auto either = scan.Find(end, Tag::kFrame);
  if (either && either.entry->value == "or" && high->value != draft.numeral.value + Decimal(1)) {
    return;  // "three or four", but not "3 or 10"
  }
  const bool own_sign = draft.first > 0 && (draft.first != draft.numeral.first ||
                                            draft.figure.kind == FigureKind::kMoney);
  if (either && either.entry->value == "or" && start != joint.next && !own_sign) {
    return;  // "8 or $9"
  }
  Figure low = draft.figure;
  ShareScale(draft.numeral, *high, low);
  const std::optional<UnitMatch> high_unit = ReadUnit(scan, *high);
  const bool units_differ = !low_unit.empty() && (!high_unit || high_unit->unit != low_unit);
  const bool code = joint.word ? false : (draft.numeral.digits >= 5 && !draft.numeral.grouped);
  if (high->value <=
          draft.numeral.value / Decimal(draft.numeral.scaled && !high->scaled ? 1 : 1000000) ||
      high->value < low.value || units_differ || code) {
    return;
  }
  if (joint.word && !between && !from && high->value > low.value * Decimal(1000)) {
    return;
  }
  draft.figure.value = low.value;
  draft.figure.high = high->value;
  draft.figure.comparator = Comparator::kRange;
  draft.last = high->last;
  draft.numeral.last = high->last;
  draft.numeral.scaled = draft.numeral.scaled || high->scaled;
}

void TakeMoneyBehindPrefix(const Scan& scan, FigureDraft& draft) {
  const std::optional<UnitMatch> again = ReadUnit(scan, draft.numeral);
  const bool next_amount =
      again && scan.IsDigits(again->last) && scan.IsKind(draft.last, TokenKind::kSymbol);
  if (again && !next_amount && again->kind == FigureKind::kMoney && again->unit.size() >= 3 &&
      (again->unit.substr(0, 3) == draft.figure.unit || draft.figure.unit == "USD" ||
       draft.figure.unit == "CNY")) {
    draft.figure.unit = again->unit;
    draft.last = again->last;
    return;
  }
  if (const std::optional<UnitMatch> per = ReadPer(scan, draft.last, FigureKind::kMoney)) {
    draft.figure.unit += "/" + per->unit;
    draft.last = per->last;
  }
  const std::size_t at = draft.last;
  draft.attributive =
      scan.IsSymbol(at, U'-') && scan.Tight(at) && scan.IsWord(at + 1) && scan.Tight(at + 1);
}

void TakeRatio(const Scan& scan, FigureDraft& draft) {
  if (scan.language == "zh" && IsSign(scan, draft.last, U'分') &&
      IsSign(scan, draft.last + 1, U'之')) {
    const std::optional<Numeral> above = ReadHanNumeral(scan, draft.last + 2);
    if (above && !draft.figure.value.IsZero()) {
      draft.figure.value = above->value / draft.figure.value;
      draft.figure.kind = FigureKind::kFraction;
      draft.last = above->last;
      draft.bare = false;
    }
    return;
  }
  const auto joint = scan.Find(draft.last, Tag::kFrame);
  if (!joint || joint.entry->value != "ratio" || draft.figure.high || draft.numeral.decimals > 0 ||
      draft.numeral.fraction) {
    return;
  }
  const std::optional<Numeral> below = ReadNumeral(scan, joint.end);
  const bool small = below && below->value > draft.figure.value && below->value <= 1000 &&
                     !below->ordinal && below->decimals == 0;
  const bool strong = joint.entry->surface.size() > 2;
  if (!small || (!strong && (draft.figure.value > 9 || scan.Begins(below->last, Tag::kUnit)))) {
    return;
  }
  draft.figure.value = draft.figure.value / below->value;
  draft.figure.kind = FigureKind::kFraction;
  draft.last = below->last;
  draft.bare = false;
}

}  // namespace claimwatch
