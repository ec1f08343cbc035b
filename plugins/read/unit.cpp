#include "plugins/read/unit.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "core/embedded.h"
#include "plugins/read/unit_part.h"

namespace claimwatch {
namespace {

using UnitTable = std::unordered_map<std::string_view, UnitFact>;

UnitTable LoadUnits() {
  UnitTable table;
  for (const std::string_view line : Split(Embedded("common/units.tsv"), '\n')) {
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() >= 2 && !line.starts_with('#')) {
      table.emplace(cells[0], UnitFact{cells[0], cells[1],
                                       cells.size() > 2 ? Decimal::Parse(cells[2]) : std::nullopt});
    }
  }
  return table;
}

// A unit sign of one or two letters is only one directly behind digits: "5 m", not "five in".
bool IsShortSign(const LexiconEntry& entry) {
  return entry.surface.size() <= 2 && entry.surface.front() >= 'A' && entry.surface.front() <= 'z';
}

constexpr std::size_t kQuoteWindow = 200;  // tokens

// Whether the straight mark at `at` ends a quotation: an odd number of its kind stands before it.
bool ClosesQuote(const Scan& scan, std::size_t at) {
  bool open = false;
  for (std::size_t i = at; i > 0 && i + kQuoteWindow > at; --i) {
    if (scan.tokens[i - 1].kind == TokenKind::kBreak) {
      break;
    }
    open = open != scan.IsSymbol(i - 1, scan.tokens[at].point);
  }
  return open;
}

bool ShortSignFits(const Scan& scan, const Lexicon::Match& match, std::size_t at) {
  // "5G" is no five grams: one letter is a sign only as it is written in the tables
  if (match.entry->surface.size() == 1 && scan.Text(at) != match.entry->surface) {
    return false;
  }
  const bool word_too =
      scan.BeginsAny(at, Mask(Tag::kPreposition) | Mask(Tag::kArticle) | Mask(Tag::kPer));
  return !word_too || !scan.tokens[at].space || scan.EndsClause(match.end);
}

// "5 in three" is no inch, "3 in" at the end is; "2 a" is no ampere.
bool SignFits(const Scan& scan, const Numeral& numeral, const Lexicon::Match& match,
              std::size_t at) {
  if (scan.IsSymbol(at, U'"') || scan.IsSymbol(at, U'\'')) {
    return numeral.form != NumeralForm::kWords && scan.Tight(at) && !ClosesQuote(scan, at);
  }
  if (match.Says("knot") && scan.IsHan(match.end) && !scan.IsHan(match.end, U"的以左上到至和或")) {
    return false;  // 12节车厢
  }
  if (!IsShortSign(*match.entry)) {
    return true;
  }
  const bool spelled = numeral.form == NumeralForm::kWords && scan.language != "zh";  // 至少四ml
  return !spelled && ShortSignFits(scan, match, at);
}

// "30-day", "15-minute": a hyphen between number and unit, and the unit is what the phrase begins
// with.
std::size_t UnitStart(const Scan& scan, std::size_t at, bool& hyphen) {
  hyphen = scan.IsHyphen(at) && !scan.IsDash(at) && scan.Tight(at) && scan.Tight(at + 1);
  return hyphen ? at + 1 : at;
}

// 两个半小时, 三年半: a half beside the unit.
void TakeHan(const Scan& scan, UnitMatch& match) {
  if (scan.IsHan(match.last, U"半") && match.kind != FigureKind::kPercent) {
    match.combined = true;
    match.extra = Decimal::Make(5, -1) * match.factor;
    ++match.last;
  }
}

UnitMatch FromEntry(const LexiconEntry& entry, std::size_t last) {
  UnitMatch match;
  match.last = last;
  std::string_view value = entry.value;
  // "%*10": the number is to be multiplied
  const std::size_t star = value.find('*');
  if (star != std::string_view::npos) {
    match.factor = Decimal::Parse(value.substr(star + 1)).value_or(Decimal(1));
    value = value.substr(0, star);
  }
  if (value.starts_with("age:")) {
    match.unit = std::string(value.substr(4));
    match.kind = FigureKind::kAge;
    return match;
  }
  match.unit = std::string(value);
  match.kind = entry.tag == Tag::kCurrency ? FigureKind::kMoney : KindOfUnit(value);
  return match;
}

// Codes are capitals: "all" is no Albanian lek.
bool IsCode(const Lexicon::Match& money) {
  return money && money.entry->surface == money.entry->value && IsCurrency(money.entry->value);
}

Lexicon::Match MoneyAt(const Scan& scan, std::size_t at) {
  const Lexicon::Match money = scan.Find(at, Tag::kCurrency);
  const bool letters = money && money.entry->surface.size() == 3 &&
                       money.entry->surface == money.entry->value &&
                       scan.Text(at) != money.entry->value;
  return letters ? Lexicon::Match{} : money;
}

// "72-year-old", "45 years old": an age.
void TakeAge(const Scan& scan, UnitMatch& match) {
  const std::size_t at = scan.SkipTight(match.last, U'-');
  if (match.kind == FigureKind::kDuration && (scan.Reads(at, "old") || scan.Reads(at, "olds"))) {
    match.kind = FigureKind::kAge;
    match.last = at + 1;
  }
}

// "30 degrees below zero", "28 градусов ниже нуля", 华氏70度: the sign or the scale stands apart
// from the degrees.
void TakeTemperature(const Scan& scan, const Numeral& numeral, UnitMatch& match) {
  const bool degrees = match.unit == "degree";
  if (!degrees && match.unit != "celsius" && match.unit != "fahrenheit") {
    return;
  }
  const auto scale = scan.FindBefore(numeral.first, Tag::kFrame);
  if (degrees && (scale.Says("celsius") || scale.Says("fahrenheit"))) {
    match.unit = std::string(scale.entry->value);
  }
  const auto below = scan.Find(match.last, Tag::kFrame);
  if (below.Says("below-zero") && numeral.value > Decimal(0)) {
    match.factor = -match.factor;
    match.last = below.end;
  }
}

void TakePer(const Scan& scan, UnitMatch& match) {
  const bool takes = match.kind == FigureKind::kMoney || match.kind == FigureKind::kMeasure ||
                     match.kind == FigureKind::kPercent;
  const std::optional<UnitMatch> per = takes ? ReadPer(scan, match.last, match.kind) : std::nullopt;
  if (per && match.kind != FigureKind::kPercent) {
    match.unit += "/" + per->unit;
    match.last = per->last;
  }
}

// "half an hour", "a tenth of a second", "un millón de dólares": the small words before a unit.
std::size_t SkipToUnit(const Scan& scan, const Numeral& numeral, std::size_t at) {
  if (numeral.fraction || numeral.mixed) {
    const std::size_t behind_of = scan.Skip(at, Tag::kOf);
    const auto article = scan.Find(behind_of, Tag::kArticle);
    // "one and two quarters of hour": without its article only behind a whole number
    const bool bare = numeral.mixed && scan.Begins(behind_of, Tag::kUnit);
    at = article ? article.end : (bare ? behind_of : at);
  }
  return numeral.scaled || numeral.vague ? scan.Skip(at, Tag::kOf) : at;
}

// "75 USD million".
void TakeScaleBehindCode(const Scan& scan, const Numeral& numeral, UnitMatch& match) {
  const auto scale = scan.Find(match.last, Tag::kNumber);
  if (scale && match.kind == FigureKind::kMoney && !numeral.scaled &&
      scale.entry->number.coefficient() == 1 && scale.entry->number >= Decimal(1000)) {
    match.factor = match.factor * scale.entry->number;
    match.last = scale.end;
  }
}

// Signs and codes stand in front of the number, words behind it: "the dollar 5 percent" is no
// amount, nor is 美元5.
bool IsCurrencyWord(const Scan& scan, std::string_view surface, std::size_t at) {
  const bool abbreviated = surface.find_first_of("$.") != std::string_view::npos;  // "Can$", "Rs."
  const bool lower =
      !abbreviated && surface.size() >= 3 &&
      std::any_of(surface.begin(), surface.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const auto lead = static_cast<unsigned char>(surface.front());
  const bool cyrillic = lead >= 0xD0 && lead <= 0xD3;
  return lower || cyrillic || (scan.IsHan(at) && !scan.IsHan(at, U"人"));
}

// "a $48 million contract", "music ' s $ 5 million man": the letter before the sign is a word or
// the end of one, not the country of "A$" and "S$".
bool IsTornLetter(const Scan& scan, const Lexicon::Match& match, std::size_t at) {
  const bool torn = scan.Text(at).size() == 1 && match.end > at + 1 && !scan.Tight(at + 1);
  const bool word =
      scan.Begins(at, Tag::kArticle) || (at > 0 && scan.IsSymbol(at - 1, U"'.\u2019"));
  return torn && word && !scan.tokens[at].upper;
}

// A code is written as in the tables and is no word of the language ("ALL 5"); only a code with a
// sign ("HK $3.7 billion") may differ in case.
bool IsSpelledAsCode(const Scan& scan, const Lexicon::Match& match, std::size_t at) {
  const std::string_view surface = match.entry->surface;
  if (IsTornLetter(scan, match, at)) {
    return false;
  }
  std::string spelled(scan.Text(at, match.end));
  std::erase(spelled, ' ');
  if (surface.find('$') != std::string_view::npos) {
    return EqualsIgnoreAsciiCase(spelled, surface);
  }
  return spelled == surface && !scan.Begins(at, Tag::kStop);
}

}  // namespace

std::size_t SkipClassifier(const Scan& scan, std::size_t at) {
  // 个钟 is one word for the hour
  return scan.IsHan(at, U"个") && !scan.Find(at, Tag::kUnit) ? at + 1 : at;
}

namespace {

// Of a unit and a currency that both begin here: the longer one; a code or what a scaled number
// has, unless only the unit is spelled as in the text ("2.8bn km" are no convertible marks, KM).
bool IsRatherMoney(const Scan& scan, const Numeral& numeral, const Lexicon::Match& unit,
                   const Lexicon::Match& money) {
  if (money.end != unit.end) {
    return money.end > unit.end || numeral.scaled || IsCode(money);
  }
  const std::string_view spelled = scan.Text(money.end - 1);
  const bool only_unit = spelled == unit.entry->surface && spelled != money.entry->surface;
  return !only_unit && (numeral.scaled || IsCode(money));
}

// The unit word at `at`. "ft2" is raised only in one piece: "5 ft 2" is five feet.
Lexicon::Match UnitWordAt(const Scan& scan, std::size_t at) {
  Lexicon::Match unit = scan.Find(at, Tag::kUnit);
  const bool torn =
      unit && unit.end > at + 1 && scan.IsDigits(unit.end - 1) && !scan.Tight(unit.end - 1);
  if (torn) {
    const LexiconEntry* plain = scan.lexicon->Whole(scan.Folded(at), Tag::kUnit);
    unit = plain != nullptr ? Lexicon::Match{plain, at + 1} : Lexicon::Match{};
  }
  return unit;
}

// The currency at `at` behind `numeral`. The sign in "half of the $6bn" belongs to the next amount.
Lexicon::Match MoneyBehind(const Scan& scan, const Numeral& numeral, std::size_t at) {
  const Lexicon::Match money = MoneyAt(scan, at);
  const bool next = money && at > numeral.last && scan.IsKind(at, TokenKind::kSymbol) &&
                    scan.IsDigits(money.end) && scan.Tight(money.end);
  return next ? Lexicon::Match{} : money;
}

}  // namespace

std::optional<UnitMatch> FindUnitEntry(const Scan& scan, const Numeral& numeral, std::size_t at) {
  if (!scan.Has(at) || scan.masked[at]) {
    return std::nullopt;
  }
  if (std::optional<UnitMatch> pence = PenceAt(scan, numeral, at)) {
    return pence;
  }
  Lexicon::Match unit = UnitWordAt(scan, at);
  unit = unit && SignFits(scan, numeral, unit, at) ? unit : Lexicon::Match{};
  const Lexicon::Match money = MoneyBehind(scan, numeral, at);
  const bool rather_money = money && (!unit || IsRatherMoney(scan, numeral, unit, money));
  const Lexicon::Match found = rather_money ? money : unit;
  return found && !found.entry->value.empty()
             ? std::optional<UnitMatch>(FromEntry(*found.entry, found.end))
             : std::nullopt;
}

const UnitFact* FindUnit(std::string_view id) {
  static const UnitTable table = LoadUnits();
  const auto found = table.find(id);
  return found == table.end() ? nullptr : &found->second;
}

FigureKind KindOfUnit(std::string_view unit) {
  const std::string dimension = DimensionOf(unit);
  if (dimension == "duration") {
    return FigureKind::kDuration;
  }
  if (dimension == "proportion" || dimension == "points") {
    return FigureKind::kPercent;
  }
  if (dimension == "money") {
    return FigureKind::kMoney;
  }
  if (dimension == "multiple") {
    return FigureKind::kMultiple;
  }
  return dimension == "index" ? FigureKind::kNumber : FigureKind::kMeasure;
}

bool IsCurrency(std::string_view unit) {
  return unit.size() == 3 &&
         std::all_of(unit.begin(), unit.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string DimensionOf(std::string_view unit) {
  if (const UnitFact* fact = FindUnit(unit)) {
    return std::string(fact->dimension);
  }
  const std::string_view head = unit.substr(0, unit.find('/'));
  if (IsCurrency(head) || head == "cent" || head == "penny") {
    return "money";
  }
  return unit.find('/') != std::string_view::npos ? "rate" : "";
}

namespace {

// Pairs that no factor of the table converts, or not exactly: temperatures have no common zero, and
// a year is twelve months.
std::optional<Decimal> ConvertByRule(const Decimal& value, std::string_view from,
                                     std::string_view to) {
  if (from == "fahrenheit" && to == "celsius") {
    return (value - Decimal(32)) * Decimal(5) / Decimal(9);
  }
  if (from == "celsius" && to == "fahrenheit") {
    return value * Decimal(9) / Decimal(5) + Decimal(32);
  }
  if (from == "year" && to == "month") {
    return value * Decimal(12);
  }
  if (from == "month" && to == "year") {
    return value / Decimal(12);
  }
  return std::nullopt;
}

// "USD/barrel", "barrel/day": both sides of the stroke convert.
std::optional<Decimal> ConvertRate(const Decimal& value, std::string_view from,
                                   std::string_view to) {
  const std::size_t stroke_from = from.find('/');
  const std::size_t stroke_to = to.find('/');
  if (stroke_from == std::string_view::npos || stroke_to == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<Decimal> above =
      ConvertUnit(value, from.substr(0, stroke_from), to.substr(0, stroke_to));
  const std::optional<Decimal> below =
      ConvertUnit(Decimal(1), from.substr(stroke_from + 1), to.substr(stroke_to + 1));
  return above && below && !below->IsZero() ? std::optional<Decimal>(*above / *below)
                                            : std::nullopt;
}

}  // namespace

std::optional<Decimal> ConvertUnit(const Decimal& value, std::string_view from,
                                   std::string_view to) {
  if (from == to) {
    return value;
  }
  if (const std::optional<Decimal> special = ConvertByRule(value, from, to)) {
    return special;
  }
  const UnitFact* a = FindUnit(from);
  const UnitFact* b = FindUnit(to);
  if (a != nullptr && b != nullptr && a->dimension == b->dimension && a->factor && b->factor) {
    return value * *a->factor / *b->factor;
  }
  return ConvertRate(value, from, to);
}

namespace {

// "one hour and a half", "час с половиной": the half stands behind the unit.
void TakeHalfBehind(const Scan& scan, UnitMatch& match) {
  const auto half =
      match.kind == FigureKind::kDuration ? scan.Find(match.last, Tag::kHalf) : Lexicon::Match{};
  if (half && !match.combined && !match.attributive) {
    match.extra = match.extra + half.entry->number * match.factor;
    match.combined = true;
    match.last = half.end;
  }
}

// "20 (kg)": behind the bracket at `at` when a unit stands alone in it; `at` otherwise.
std::size_t InsideBracket(const Scan& scan, std::size_t at) {
  if (!scan.IsSymbol(at, U"({")) {
    return at;
  }
  const auto unit = scan.Find(at + 1, Tag::kUnit);
  return unit && scan.IsSymbol(unit.end, U")}") ? at + 1 : at;
}

}  // namespace

std::optional<UnitMatch> ReadUnit(const Scan& scan, const Numeral& numeral) {
  bool hyphen = false;
  std::size_t at = UnitStart(scan, numeral.last, hyphen);
  at = SkipClassifier(scan, at);
  const bool half = at > numeral.last && scan.IsHan(at, U"半");  // 两个半小时
  at = SkipToUnit(scan, numeral, half ? at + 1 : at);
  const std::size_t inside = InsideBracket(scan, at);
  const bool bracketed = inside != at;
  at = inside;
  std::optional<UnitMatch> match = HanMinutesAt(scan, at);
  match = match ? match : FindUnitEntry(scan, numeral, at);
  if (!match) {
    return std::nullopt;
  }
  match->attributive = hyphen;
  match->last += bracketed ? 1U : 0U;
  TakeScaleBehindCode(scan, numeral, *match);
  if (half) {
    match->combined = true;
    match->extra = Decimal::Make(5, -1);
  }
  TakeHan(scan, *match);
  TakeTemperature(scan, numeral, *match);
  TakeAge(scan, *match);
  TakeSmallerUnits(scan, *match);
  TakeHalfBehind(scan, *match);
  TakeHanTenth(scan, *match);
  TakePer(scan, *match);
  return match;
}

std::optional<UnitMatch> ReadPer(const Scan& scan, std::size_t at, FigureKind of) {
  const auto per = scan.Find(at, Tag::kPer);
  if (!per) {
    return std::nullopt;
  }
  const auto unit = scan.Find(per.end, Tag::kUnit);
  // "a" and "в" bind only units of time and goods: "$30 a barrel", "500 a year"
  const bool weak = per.entry->value == "weak";
  if (unit && !(weak && unit.entry->surface.size() <= 2)) {
    UnitMatch match = FromEntry(*unit.entry, unit.end);
    const auto ago = scan.Find(unit.end, Tag::kFrame);
    if (weak && ago.Says("ago")) {
      return std::nullopt;  // "$6.78 billion a year earlier"
    }
    if (!weak || match.kind == FigureKind::kDuration || of == FigureKind::kMoney) {
      return match;
    }
  }
  const auto noun = scan.Find(per.end, Tag::kNoun);
  if (noun && !noun.entry->value.empty()) {
    UnitMatch match;
    match.unit = std::string(noun.entry->value);
    match.last = noun.end;
    return match;
  }
  return std::nullopt;
}

namespace {

// "starts at dollar 22.5 million", "malaysian ringgits 42": an English name in front of its number,
// where the clause or a preposition opens and no other unit follows.
bool LeadsAmount(const Scan& scan, const Lexicon::Match& match, std::size_t at) {
  if (scan.language != "en" || !scan.IsWord(at) || !scan.IsDigits(match.end) ||
      scan.Text(at).size() < 4) {
    return false;
  }
  const bool opens = scan.OpensClause(at) || scan.Begins(at - 1, Tag::kPreposition);
  const std::optional<Numeral> number = opens ? ReadDigits(scan, match.end) : std::nullopt;
  return number && (scan.EndsClause(number->last) || scan.Begins(number->last, Tag::kNumber));
}

}  // namespace

std::optional<UnitMatch> ReadCurrencyAt(const Scan& scan, std::size_t at) {
  const auto match = scan.Find(at, Tag::kCurrency);
  if (match && LeadsAmount(scan, match, at)) {
    return FromEntry(*match.entry, match.end);
  }
  if (!match || IsCurrencyWord(scan, match.entry->surface, at) ||
      (scan.IsWord(at) && !IsSpelledAsCode(scan, match, at))) {
    return std::nullopt;
  }
  return FromEntry(*match.entry, match.end);
}

}  // namespace claimwatch
