// Numbers become quantities: ranges, signs, money in front, units behind, ordinals, fractions,
// multiples.
#include <algorithm>

#include "plugins/read/date.h"
#include "plugins/read/draft.h"
#include "plugins/read/quantity_part.h"
#include "plugins/read/unit.h"
#include "plugins/read/when.h"

namespace claimwatch {
namespace {

bool StartsFresh(const Scan& scan, std::size_t at) {
  return at == 0 || scan.tokens[at].space || scan.IsHan(at - 1) ||
         scan.IsSymbol(at - 1, U"(\"<>=\u2264\u2265\uFF08");
}

// "-1.1%", "−18", "minus 18", 零下18, 负3: the sign and where the number starts.
struct Sign {
  bool negative = false;
  std::size_t next = 0;
};

// "au moins 20", "por lo menos 30": the "minus" is the last word of a bound.
bool IsPartOfBound(const Scan& scan, std::size_t at, std::size_t number) {
  const auto bound = scan.FindBefore(number, Tag::kBefore);
  return bound && bound.end < at;
}

Sign ReadSign(const Scan& scan, std::size_t at) {
  constexpr std::u32string_view kMinus = U"-\u2212\uFF0D";
  const bool minus = scan.IsSymbol(at, kMinus);
  if (minus && at > 0 && scan.IsDigits(at - 1) && scan.IsWord(at + 2) && scan.Tight(at + 2)) {
    return {false, at};  // "a 75 -300mm lens"
  }
  if ((minus || scan.IsSymbol(at, U'+')) && StartsFresh(scan, at) && scan.Tight(at + 1)) {
    return {minus, at + 1};
  }
  const auto word = scan.Find(at, Tag::kMinus);
  if (!word || IsPartOfBound(scan, at, word.end)) {
    return {false, at};
  }
  const bool hyphen = scan.JoinsTight(word.end, U"-");  // "minus-130 degrees"
  return {true, word.end + (hyphen ? 1U : 0U)};
}

void Finish(const Scan& scan, FigureDraft& draft) {
  Figure& figure = draft.figure;
  const Token& last = scan.tokens[draft.last - 1];
  figure.span = {scan.tokens[draft.first].start, last.end};
  figure.dimension = figure.unit.empty() ? "" : DimensionOf(figure.unit);
  if (figure.kind == FigureKind::kAge) {
    figure.dimension = "age";
  }
  figure.text = std::string(scan.text.substr(figure.span.start, figure.span.size()));
}

void TakeNumeral(const Numeral& numeral, FigureDraft& draft) {
  draft.numeral = numeral;
  draft.last = numeral.last;
  draft.figure.value = numeral.value;
  draft.figure.high = numeral.high;
  draft.figure.vague = numeral.vague;
  draft.figure.comparator = numeral.high ? Comparator::kRange : numeral.comparator;
  draft.figure.approx = numeral.approx;
  draft.figure.kind = numeral.ordinal
                          ? FigureKind::kOrdinal
                          : (numeral.fraction ? FigureKind::kFraction : FigureKind::kCount);
  draft.bare = true;
}

void Apply(const UnitMatch& unit, FigureDraft& draft) {
  Figure& figure = draft.figure;
  const auto scaled = [&unit](const Decimal& value) {
    return value * unit.factor + unit.extra;
  };
  figure.value = scaled(figure.value);
  if (figure.high) {
    figure.high = scaled(*figure.high);
  }
  figure.unit = unit.unit;
  figure.kind = unit.kind;
  draft.last = unit.last;
  draft.attributive = unit.attributive;
  draft.bare = false;
}

// "minus 10 to 15 degrees" is cold at both ends, "between minus 10 and 15" at one.
void Negate(const Scan& scan, FigureDraft& draft) {
  Figure& figure = draft.figure;
  figure.value = -figure.value;
  const bool between = scan.FindBefore(draft.first, Tag::kBetween) ||
                       scan.IsHan(draft.last, U"间之");  // -1万与2万之间
  if (figure.high && !between) {
    figure.high = -*figure.high;
    std::swap(figure.value, *figure.high);
  }
}

// "tripled", "halved", "вдвое", 翻一番: the factor is in the word.
std::optional<FigureDraft> ReadMultiple(const Scan& scan, std::size_t at) {
  const auto match = scan.Find(at, Tag::kMultiple);
  if (!match) {
    return std::nullopt;
  }
  const std::string_view value = match.entry->value;
  const std::size_t bar = value.find('|');
  FigureDraft draft;
  draft.first = at;
  draft.last = match.end;
  draft.figure.value = Decimal::Parse(value.substr(0, bar)).value_or(Decimal(1));
  draft.figure.unit = "x";
  draft.figure.kind = FigureKind::kMultiple;
  if (bar != std::string_view::npos) {
    draft.figure.change = value.substr(bar + 1) == "up" ? Change::kUp : Change::kDown;
  }
  Finish(scan, draft);
  return draft;
}

// 第101: an ordinal, with 第 in the span.
std::optional<FigureDraft> ReadHanOrdinal(const Scan& scan, std::size_t at) {
  if (!scan.IsHan(at) || scan.tokens[at].point != U'第' || !scan.Has(at + 1)) {
    return std::nullopt;
  }
  const std::optional<Numeral> numeral = ReadHanNumeral(scan, at + 1);
  if (!numeral || numeral->high || numeral->decimals > 0) {
    return std::nullopt;
  }
  FigureDraft draft;
  draft.first = at;
  TakeNumeral(*numeral, draft);
  draft.figure.kind = FigureKind::kOrdinal;
  Finish(scan, draft);
  return draft;
}

// "трёхдневный", "двукратный": number and unit in one adjective; the table says "3 day".
std::optional<FigureDraft> ReadCompound(const Scan& scan, std::size_t at) {
  const auto match = scan.Find(at, Tag::kCompound);
  const std::size_t space = match ? match.entry->value.find(' ') : std::string_view::npos;
  if (space == std::string_view::npos) {
    return std::nullopt;
  }
  FigureDraft draft;
  draft.first = at;
  draft.figure.value = Decimal::Parse(match.entry->value.substr(0, space)).value_or(Decimal(1));
  UnitMatch unit;
  unit.unit = std::string(match.entry->value.substr(space + 1));
  unit.kind = KindOfUnit(unit.unit);
  unit.last = match.end;
  unit.attributive = true;
  Apply(unit, draft);
  Finish(scan, draft);
  return draft;
}

// The duration that `unit` makes of an article; nullopt when nothing says that one is meant:
// "within a decade", "an hour and a half", "a minute and 30 seconds".
std::optional<UnitMatch> OneDuration(const Scan& scan, std::size_t at, std::size_t unit_at) {
  Numeral one;
  one.first = at;
  one.last = unit_at;
  one.value = 1;
  one.form = NumeralForm::kWords;
  std::optional<UnitMatch> match = ReadUnit(scan, one);
  if (!match || match->kind != FigureKind::kDuration || match->attributive) {
    return std::nullopt;
  }
  if (const auto half = scan.Find(match->last, Tag::kHalf)) {
    match->extra = half.entry->number;
    match->last = half.end;
    return match;
  }
  return match->combined || scan.FindBefore(at, Tag::kBefore) ? match : std::nullopt;
}

// The article counts as one where something bounds, halves or adds to it.
std::optional<FigureDraft> ReadArticleUnit(const Scan& scan, std::size_t at) {
  const auto article = scan.Find(at, Tag::kArticle);
  const auto unit = article ? scan.Find(article.end, Tag::kUnit) : Lexicon::Match{};
  if (!unit || unit.entry->surface.size() < 3) {
    return std::nullopt;
  }
  const std::optional<UnitMatch> match = OneDuration(scan, at, article.end);
  if (!match) {
    return std::nullopt;
  }
  FigureDraft draft;
  draft.first = at;
  draft.figure.value = 1;
  Apply(*match, draft);
  Finish(scan, draft);
  return draft;
}

// "aged 45", "over the age of 21": an age without a unit.
bool AgeBefore(const Scan& scan, std::size_t first) {
  const auto frame = scan.FindBefore(first, Tag::kFrame);
  return frame.Says("age");
}

// What stands before a number: its sign and its currency, in either order ("-$5", "$-5").
struct Front {
  bool negative = false;
  std::optional<UnitMatch> currency;
  std::size_t start = 0;  // token of the number
};

Front FrontAt(const Scan& scan, std::size_t at) {
  const Sign sign = ReadSign(scan, at);
  Front front{sign.negative, ReadCurrencyAt(scan, sign.next), sign.next};
  if (!front.currency) {
    return front;
  }
  front.start = front.currency->last;
  if (!front.negative) {
    const Sign inner = ReadSign(scan, front.start);
    front.negative = inner.negative;
    front.start = inner.next;
  }
  return front;
}

// 四分之一公升, "1/2 kg": a fraction of a unit.
void TakeUnitOfRatio(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.kind != FigureKind::kFraction || scan.language != "zh") {
    return;
  }
  Numeral numeral = draft.numeral;
  numeral.last = draft.last;
  numeral.fraction = true;
  if (const std::optional<UnitMatch> unit = ReadUnit(scan, numeral)) {
    Apply(*unit, draft);
  }
}

// 时速120公里: the hour is in the word for speed.
bool TakeHanSpeed(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.kind != FigureKind::kMeasure || DimensionOf(draft.figure.unit) != "length") {
    return false;
  }
  std::size_t at = draft.first;  // 时速可达350公里
  for (int i = 0; i < 3 && at > 0 && scan.IsHan(at - 1, U"约可达为超过近高至逾"); ++i) {
    --at;
  }
  const bool speed = at > 1 && scan.IsHan(at - 1, U"速") && scan.IsHan(at - 2, U"时");
  draft.figure.unit += speed ? "/hour" : "";
  return speed;
}

// What 每 and the unit or the thing behind it, which end before token `at`, say a price is per:
// "barrel" for 每桶, "share" for 每股; "" for none.
std::string HanPricePer(const Scan& scan, std::size_t at) {
  if (at < 2) {
    return {};
  }
  if (scan.IsHan(at - 2, U"每") && scan.IsHan(at - 1, U"股人")) {
    return scan.IsHan(at - 1, U"股") ? "share" : "person";
  }
  const auto per = scan.FindBefore(at, Tag::kUnit);
  return per && per.end > 0 && scan.IsHan(per.end - 1, U"每") ? std::string(per.entry->value)
                                                              : std::string();
}

// 每桶67.14美元, 每股18.5元: the price of one of what stands before it.
void TakeHanPrice(const Scan& scan, FigureDraft& draft) {
  const std::string per = draft.figure.unit.find('/') == std::string::npos
                              ? HanPricePer(scan, draft.first)
                              : std::string();
  draft.figure.unit += per.empty() ? "" : "/" + per;
}

// 每小时80公里: the rate stands before the number.
void TakeHanRate(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.kind == FigureKind::kMoney && scan.language == "zh") {
    TakeHanPrice(scan, draft);
    return;
  }
  if (TakeHanSpeed(scan, draft)) {
    return;
  }
  const auto per = scan.FindBefore(draft.first, Tag::kUnit);
  const bool measures =
      draft.figure.kind == FigureKind::kMeasure && draft.figure.unit.find('/') == std::string::npos;
  if (measures && per && per.end > 0 && scan.IsHan(per.end - 1, U"每") &&
      DimensionOf(per.entry->value) == "duration") {
    draft.figure.unit += "/" + std::string(per.entry->value);
  }
}

// "15 below zero": degrees that are not named.
void BecomeCold(std::size_t last, FigureDraft& draft) {
  draft.figure.value = -draft.figure.value;
  draft.figure.unit = "degree";
  draft.figure.kind = FigureKind::kMeasure;
  draft.bare = false;
  draft.last = last;
}

// Makes of the numeral in `draft` an amount, a measure or a ratio. An ordinal takes no unit.
void TakeUnit(const Scan& scan, const std::optional<UnitMatch>& currency, FigureDraft& draft) {
  if (draft.figure.kind == FigureKind::kOrdinal) {
    return;
  }
  if (currency) {
    draft.figure.unit = currency->unit;
    draft.figure.kind = FigureKind::kMoney;
    draft.figure.value = draft.figure.value * currency->factor;  // "MSEK 60"
    draft.bare = false;
    TakeMoneyBehindPrefix(scan, draft);
  } else if (const std::optional<UnitMatch> unit = ReadUnit(scan, draft.numeral)) {
    Apply(*unit, draft);
    TakeHanRate(scan, draft);
  } else if (const auto cold = scan.Find(draft.last, Tag::kFrame);
             cold.Says("below-zero") && draft.figure.value > Decimal(0)) {
    BecomeCold(cold.end, draft);
  } else {
    TakeRatio(scan, draft);
    TakeUnitOfRatio(scan, draft);
  }
}

// "Anna Weber, 45, said": a number between commas behind a capitalised name.
bool AgeBetweenCommas(const Scan& scan, const FigureDraft& draft) {
  const std::size_t at = draft.first;
  return draft.last == at + 1 && scan.IsDigits(at) && scan.Text(at).size() <= 2 && at >= 3 &&
         scan.IsSymbol(at - 1, U',') && scan.IsSymbol(draft.last, U',') && scan.IsUpper(at - 2) &&
         scan.IsUpper(at - 3) && scan.tokens[at].space &&
         !scan.BeginsAny(at - 2, Mask(Tag::kMonth) | Mask(Tag::kWeekday));
}

void TakeAgeBefore(const Scan& scan, FigureDraft& draft) {
  constexpr int kOldest = 130;  // years
  if (draft.figure.kind == FigureKind::kDuration && !draft.attributive &&
      AgeBefore(scan, draft.first)) {
    draft.figure.kind = FigureKind::kAge;  // "under the age of 5 years"
    return;
  }
  if (draft.bare && draft.figure.value < Decimal(kOldest) &&
      (AgeBefore(scan, draft.first) || AgeBetweenCommas(scan, draft))) {
    draft.figure.unit = "year";
    draft.figure.kind = FigureKind::kAge;
    draft.bare = false;
  }
}

bool IsDegree(std::string_view unit) {
  return unit == "celsius" || unit == "fahrenheit" || unit == "degree";
}

// "- 20 degrees": a minus that stands apart is one only before degrees; elsewhere it is a dash.
void TakeTornMinus(const Scan& scan, FigureDraft& draft) {
  if (draft.first == 0 || draft.figure.high || !IsDegree(draft.figure.unit)) {
    return;
  }
  const std::size_t sign = draft.first - 1;
  const bool apart = sign == 0 || (scan.IsWord(sign - 1) && !scan.Tight(sign));
  if (apart && scan.IsSymbol(sign, U"-\u2212")) {
    draft.first = sign;
    draft.figure.value = -draft.figure.value;
  }
}

// "каждый пятый", "jeder Fünfte", "every fifth household": one of so many. "Every second year" says
// how often.
void TakeShareOfEach(const Scan& scan, FigureDraft& draft) {
  const auto each = scan.FindBefore(draft.first, Tag::kFrame);
  const Decimal& of = draft.figure.value;
  if (draft.figure.kind != FigureKind::kOrdinal || !each.Says("every") || of < Decimal(2) ||
      scan.BeginsAny(draft.last, Mask(Tag::kUnit) | Mask(Tag::kPeriod) | Mask(Tag::kWeekday))) {
    return;
  }
  draft.figure.value = Decimal(1) / of;
  draft.figure.kind = FigureKind::kFraction;
  draft.first = each.end;
}

// "280 million of the 1.5 billion shekels": a part is counted in the money of its whole, which
// says it once.
void TakeMoneyOfWhole(const Scan& scan, FigureDraft& draft) {
  const auto of = draft.bare && draft.numeral.scaled && !draft.figure.high
                      ? scan.Find(draft.last, Tag::kOf)
                      : Lexicon::Match{};
  const std::optional<Numeral> whole =
      of ? ReadNumeral(scan, scan.Skip(of.end, Tag::kArticle)) : std::nullopt;
  const std::optional<UnitMatch> unit = whole ? ReadUnit(scan, *whole) : std::nullopt;
  // "2 million of the 20 million dollar homes" counts homes: one dollar that a word follows.
  const bool ends = unit && (!scan.IsWord(unit->last) || scan.Text(unit->last - 1).ends_with('s') ||
                             scan.Begins(unit->last, Tag::kPreposition));
  if (ends && unit->kind == FigureKind::kMoney && whole->value > draft.figure.value) {
    draft.figure.unit = unit->unit;
    draft.figure.kind = FigureKind::kMoney;
    draft.bare = false;
  }
}

// A number with what stands before and behind it.
std::optional<FigureDraft> ReadNumbered(const Scan& scan, std::size_t at) {
  const Front front = FrontAt(scan, at);
  const std::optional<PartOfHundred> share = ReadPartOfHundred(scan, front.start);
  const std::optional<Numeral> numeral = share ? share->numeral : ReadNumeral(scan, front.start);
  if (!numeral || scan.masked[front.start] ||
      (front.currency && numeral->form == NumeralForm::kWords && scan.language != "zh")) {
    return std::nullopt;
  }
  FigureDraft draft;
  draft.first = at;
  TakeNumeral(*numeral, draft);
  TakeOrdinalEnding(scan, draft);
  TakeShareOfEach(scan, draft);
  TakeRange(scan, draft);
  if (share) {
    draft.figure.unit = "%";
    draft.figure.kind = FigureKind::kPercent;
    draft.bare = false;
  } else {
    draft.numeral.last = draft.last;
    TakeUnit(scan, front.currency, draft);
    TakeAgeBefore(scan, draft);
    TakeMoneyOfWhole(scan, draft);
    if (front.negative) {
      Negate(scan, draft);
    } else {
      TakeTornMinus(scan, draft);
    }
  }
  Finish(scan, draft);
  return draft;
}

}  // namespace

std::optional<FigureDraft> ReadQuantity(const Scan& scan, std::size_t at) {
  using Reader = std::optional<FigureDraft> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {ReadMultiple, ReadHanOrdinal, ReadCompound, ReadArticleUnit,
                                 ReadNumbered};
  for (const Reader reader : kReaders) {
    if (std::optional<FigureDraft> draft = reader(scan, at)) {
      return draft;
    }
  }
  return std::nullopt;
}

std::optional<FigureDraft> ReadDraft(const Scan& scan, std::size_t at) {
  std::optional<DateMatch> date = ReadWhen(scan, at);
  date = date ? date : ReadDate(scan, at);
  if (date && date->weak) {
    // A bare year gives way to a longer quantity: "2000 km", "1900-2000 MW".
    const std::optional<FigureDraft> quantity = ReadQuantity(scan, at);
    if (quantity && quantity->last > date->last) {
      return quantity;
    }
  }
  if (!date) {
    return ReadQuantity(scan, at);
  }
  FigureDraft draft;
  draft.first = date->first;
  draft.last = date->last;
  draft.figure.kind = date->kind;
  draft.figure.when = date->when;
  draft.figure.when_high = date->when_high;
  draft.figure.comparator = date->when_high.empty() ? Comparator::kEqual : Comparator::kRange;
  Finish(scan, draft);
  return draft;
}

}  // namespace claimwatch
