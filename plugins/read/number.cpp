#include "plugins/read/number.h"

#include "plugins/read/number_part.h"

namespace claimwatch {
namespace {

// The number behind the "and" at `at`, in digits or in words.
std::optional<Numeral> NumberBehindAnd(const Scan& scan, std::size_t at) {
  const auto conjunction = scan.language == "en" ? scan.Find(at, Tag::kAnd) : Lexicon::Match{};
  if (!conjunction) {
    return std::nullopt;
  }
  return scan.IsDigits(conjunction.end) ? ReadDigits(scan, conjunction.end)
                                        : ReadNumberWords(scan, conjunction.end);
}

// A whole number above zero that stays below `scale` and has no scale of its own behind it.
bool CanBeAdded(const Scan& scan, const Numeral& part, const Decimal& scale) {
  return !part.ordinal && part.decimals == 0 && part.value > Decimal(0) && part.value < scale &&
         !scan.Begins(part.last, Tag::kNumber);
}

// "3 hundred and 21", "6 crore and two hundred": what "and" adds in words that close the clause, or
// below a hundred; "5 million and 200 people" are two counts.
void TakeAddedPart(const Scan& scan, Numeral& numeral) {
  const std::optional<Numeral> part =
      numeral.scaled ? NumberBehindAnd(scan, numeral.last) : std::nullopt;
  if (!part || !CanBeAdded(scan, *part, numeral.scale)) {
    return;
  }
  const bool words = part->form == NumeralForm::kWords && scan.EndsClause(part->last);
  if (words || numeral.scale == Decimal(100)) {
    numeral.value = numeral.value + part->value;
    numeral.last = part->last;
  }
}

// "2 million 300 thousand", "5 millions 200 000": a smaller part behind a scaled one.
void TakeSmallerPart(const Scan& scan, Numeral& numeral) {
  if (!numeral.scaled || !scan.IsDigits(numeral.last) || numeral.vague ||
      scan.masked[numeral.last]) {
    return;
  }
  std::optional<Numeral> part = ReadDigits(scan, numeral.last);
  if (!part) {
    return;
  }
  TakeScales(scan, *part);
  TakeAddedPart(scan, *part);  // "4 thousand 3 hundred and 21"
  if (part->scaled && part->value < numeral.scale) {
    numeral.value = numeral.value + part->value;
    numeral.last = part->last;
  }
}

// The next digits of a decimal at `at`, and behind them: one word, tens with their unit ("seventy
// one"), or a whole number below a million ("quinientos doce"). Empty when there are none.
std::string NextDecimals(const Scan& scan, std::size_t& at) {
  const auto word = scan.Find(at, Tag::kNumber);
  if (!word || word.entry->number >= Decimal(1000000)) {
    return {};
  }
  const std::optional<Numeral> whole = ReadNumberWords(scan, at);
  if (whole && !whole->ordinal && whole->value < Decimal(1000000)) {
    at = whole->last;
    return whole->value.ToString();
  }
  at = word.end;  // "two point two million": the scale is that of the whole number
  return word.entry->number.ToString();
}

// The decimals that stand in words at `at`: digit by digit ("two five"), or as one number ("coma
// quinientos doce"). Leaves `at` behind them.
std::string SpelledDecimals(const Scan& scan, std::size_t& at) {
  constexpr std::size_t kMostDecimals = 12;
  std::string digits;
  while (digits.size() < kMostDecimals) {
    const std::string more = NextDecimals(scan, at);
    if (more.empty()) {
      break;
    }
    digits += more;
  }
  return digits;
}

std::optional<Numeral> ReadPart(const Scan& scan, std::size_t at);

// "eight hundred forty two point nine", "trois virgule soixante et onze", "tres con un quinto".
// "пять целых две десятых" is left to the fraction rules.
void TakePoint(const Scan& scan, Numeral& numeral) {
  const auto point = scan.Find(numeral.last, Tag::kPoint);
  if (!point || numeral.decimals > 0) {
    return;
  }
  if (const std::optional<Numeral> part = ReadPart(scan, point.end)) {
    numeral.value = numeral.value + part->value * (numeral.scaled ? numeral.scale : Decimal(1));
    numeral.last = part->last;
    numeral.mixed = true;
    return;
  }
  std::size_t at = point.end;
  const std::string digits = SpelledDecimals(scan, at);
  if (const std::optional<Decimal> decimals = Decimal::Parse("0." + digits);
      decimals && !digits.empty()) {
    numeral.decimals = static_cast<int>(digits.size());
    numeral.value = numeral.value + *decimals;
    numeral.last = at;
  }
}

// "two and a half", "три с половиной"; before or after a scale ("two and a half million").
void TakeHalf(const Scan& scan, Numeral& numeral) {
  const auto half = scan.Find(numeral.last, Tag::kHalf);
  if (!half) {
    return;
  }
  // behind a scale word the half is one of that scale: "3 million and a half"; a smaller scale may
  // be said: "one billion and a half million"
  const bool of_scale = numeral.scaled && numeral.scale > Decimal(1);
  const auto own = of_scale ? scan.Find(half.end, Tag::kNumber) : Lexicon::Match{};
  const bool smaller =
      own && own.entry->number >= Decimal(1000) && own.entry->number < numeral.scale;
  const Decimal scale = smaller ? own.entry->number : (of_scale ? numeral.scale : Decimal(1));
  numeral.value = numeral.value + half.entry->number * scale;
  numeral.mixed = true;
  numeral.last = smaller ? own.end : half.end;
}

// "dozens", "tens of thousands": the table says from where to where.
Numeral FromVague(const Lexicon::Match& vague) {
  Numeral numeral;
  numeral.form = NumeralForm::kWords;
  const std::string_view value = vague.entry->value;
  const std::size_t dots = value.find("..");
  numeral.value = Decimal::Parse(value.substr(0, dots)).value_or(Decimal());
  numeral.high =
      dots == std::string_view::npos ? std::nullopt : Decimal::Parse(value.substr(dots + 2));
  numeral.vague = true;
  numeral.last = vague.end;
  return numeral;
}

// "a dozen", "полмиллиона": a word that stands for a number and multiplies.
Numeral FromGroup(const Lexicon::Match& group) {
  Numeral numeral;
  numeral.form = NumeralForm::kWords;
  numeral.value = group.entry->number;
  numeral.scale = group.entry->number;
  numeral.last = group.end;
  if (group.entry->surface.ends_with("aine")) {  // French: "une centaine" is about a hundred
    numeral.comparator = Comparator::kAbout;
    numeral.approx = Approx::kAround;
  }
  return numeral;
}

Numeral FromFraction(const Lexicon::Match& part) {
  Numeral numeral;
  numeral.form = NumeralForm::kWords;
  numeral.value = Decimal(1) / (part.entry->number.IsZero() ? Decimal(1) : part.entry->number);
  numeral.last = part.end;
  numeral.fraction = true;
  return numeral;
}

// The number that "a" makes of "hundred" and "million".
std::optional<Numeral> ReadBehindArticle(const Scan& scan, const Lexicon::Match& article) {
  if (!article || (article.Says("the") && scan.language != "en")) {
    return std::nullopt;
  }
  const auto scale = scan.Find(article.end, Tag::kNumber);
  const bool scales = scale && (scale.entry->number >= 1000 || scale.entry->number == Decimal(100));
  return scales ? ReadNumberWords(scan, article.end) : std::nullopt;
}

// What stands behind an article, or without one: "dozen", "half", "third", "hundred".
std::optional<Numeral> ReadSpecialAt(const Scan& scan, const Lexicon::Match& article,
                                     std::size_t start) {
  if (const auto vague = scan.Find(start, Tag::kVague)) {
    return FromVague(vague);
  }
  if (const auto group = scan.Find(start, Tag::kGroup)) {
    return FromGroup(group);
  }
  const auto part = scan.Find(start, Tag::kFraction);
  if (part &&
      StandsAsFraction(scan, start, *part.entry, part.end, article && !article.Says("the"))) {
    return FromFraction(part);
  }
  return ReadBehindArticle(scan, article);
}

// "a dozen", "half a million", "a third", "dozens", "tens of thousands", "полмиллиона".
std::optional<Numeral> ReadSpecial(const Scan& scan, std::size_t at) {
  const auto article = scan.Find(at, Tag::kArticle);
  std::optional<Numeral> numeral = ReadSpecialAt(scan, article, article ? article.end : at);
  if (numeral) {
    numeral->first = at;
    numeral->article = static_cast<bool>(article);
  }
  return numeral;
}

// "half a million", "a quarter of a million": the fraction multiplies the scale behind it.
void TakeScaleOfFraction(const Scan& scan, Numeral& numeral) {
  const std::size_t of_end = scan.Skip(numeral.last, Tag::kOf);
  std::size_t at = scan.Skip(of_end, Tag::kArticle);
  const bool joined =
      of_end == numeral.last || at != of_end;  // "half million", "half of a million"
  at += scan.JoinsTight(at, U"-") ? 1U : 0U;   // demi-million
  const auto scale = scan.Find(at, Tag::kNumber);
  if (scale && scale.entry->number >= 1000 && (joined || scan.language == "fr")) {
    numeral.value = numeral.value * scale.entry->number;  // also "quart de million"
    numeral.scaled = true;
    numeral.fraction = false;
    numeral.last = scale.end;
    return;
  }
  const auto group = joined ? scan.Find(at, Tag::kGroup) : Lexicon::Match{};
  if (group) {
    numeral.value = numeral.value * group.entry->number;
    numeral.fraction = false;
    numeral.last = group.end;
  }
}

// "two thirds", "a fifth": a fraction below one that is said in words.
std::optional<Numeral> ReadPart(const Scan& scan, std::size_t at) {
  std::optional<Numeral> part = ReadSpecial(scan, at);
  if (!part || !part->fraction) {
    part = ReadNumberWords(scan, at);
    if (!part || part->ordinal || !TakeFractionWord(scan, *part)) {
      return std::nullopt;
    }
  }
  return part->value < Decimal(1) && !part->vague ? part : std::nullopt;
}

// "one hundred and three and two thirds", "three and a fifth".
void TakeAndFraction(const Scan& scan, Numeral& numeral) {
  const auto conjunction =
      numeral.form == NumeralForm::kWords ? scan.Find(numeral.last, Tag::kAnd) : Lexicon::Match{};
  if (!conjunction) {
    return;
  }
  if (const std::optional<Numeral> part = ReadPart(scan, conjunction.end)) {
    numeral.value = numeral.value + part->value * (numeral.scaled ? numeral.scale : Decimal(1));
    numeral.last = part->last;
    numeral.mixed = true;
  }
}

void TakeGroup(const Scan& scan, Numeral& numeral) {
  const auto group = scan.Find(numeral.last, Tag::kGroup);
  if (group && numeral.decimals == 0 && numeral.value < 1000 && !numeral.ordinal) {
    numeral.value = numeral.value * group.entry->number;
    numeral.last = group.end;
  }
}

bool IsSignMark(const Scan& scan, std::size_t at) {
  return scan.IsSymbol(at, U'-') || scan.IsSymbol(at, U'+') || scan.IsSymbol(at, 0x2212);
}

// ".5": a decimal without its zero.
std::optional<Numeral> ReadPointDigits(const Scan& scan, std::size_t at) {
  // A sentence may end here: IsSymbol is what knows whether there is a token at all.
  if (!scan.IsSymbol(at, U'.') || !scan.IsDigits(at + 1) || !scan.Tight(at + 1)) {
    return std::nullopt;
  }
  if (scan.Tight(at) && !IsSignMark(scan, at - 1)) {
    return std::nullopt;  // "5.5" was read from its 5 on
  }
  std::optional<Numeral> numeral = ReadDigits(scan, at + 1);
  if (!numeral || numeral->decimals > 0 || numeral->grouped) {
    return std::nullopt;
  }
  numeral->decimals = numeral->digits;
  numeral->value = numeral->value * Decimal::Make(1, -numeral->digits);
  numeral->first = at;
  return numeral;
}

Numeral InWords(std::size_t first, std::size_t last, Decimal value) {
  Numeral numeral;
  numeral.first = first;
  numeral.last = last;
  numeral.value = value;
  numeral.form = NumeralForm::kWords;
  return numeral;
}

// 个半小时: "one and a half" whose one is left out.
std::optional<Numeral> ReadHanOneAndHalf(const Scan& scan, std::size_t at) {
  const bool said = scan.IsHan(at, U"个") && scan.IsHan(at + 1, U"半");
  if (!said || !scan.OpensClause(at) || !scan.Find(at + 2, Tag::kUnit)) {
    return std::nullopt;
  }
  return InWords(at, at + 2, Decimal::Make(15, -1));
}

// 半小时, 半个月: half of the unit behind it. 上半年 is a date, 半年报 a report, 一半 stands alone.
std::optional<Numeral> ReadHanHalf(const Scan& scan, std::size_t at) {
  if (!scan.IsHan(at, U"半") || (at > 0 && scan.IsHan(at - 1, U"上下前后大多一"))) {
    return std::nullopt;
  }
  const std::size_t unit_at = at + 1 + (scan.IsHan(at + 1, U"个") ? 1U : 0U);
  const auto unit = scan.Find(unit_at, Tag::kUnit);
  if (!unit || unit.Says("point") || scan.IsHan(unit.end, U"报度")) {
    return std::nullopt;
  }
  Numeral half = InWords(at, at + 1, Decimal::Make(5, -1));
  half.fraction = true;
  return half;
}

// "½" with no digits before it.
std::optional<Numeral> ReadGlyph(const Scan& scan, std::size_t at) {
  const std::optional<Decimal> value = GlyphAt(scan, at);
  if (!value) {
    return std::nullopt;
  }
  Numeral numeral;
  numeral.first = at;
  numeral.last = at + 1;
  numeral.value = *value;
  numeral.fraction = true;
  return numeral;
}

// Digits and characters of Chinese.
std::optional<Numeral> ReadHan(const Scan& scan, std::size_t at) {
  std::optional<Numeral> numeral = scan.IsHan(at) ? ReadSpecial(scan, at) : std::nullopt;
  if (!numeral) {
    numeral = ReadHanHalf(scan, at);
  }
  if (!numeral) {
    numeral = ReadHanOneAndHalf(scan, at);
  }
  return numeral ? numeral : ReadHanNumeral(scan, at);
}

std::optional<Numeral> ReadPlain(const Scan& scan, std::size_t at) {
  if (std::optional<Numeral> numeral = ReadPointDigits(scan, at)) {
    return numeral;
  }
  if (std::optional<Numeral> tens = ReadTens(scan, at)) {
    return tens;
  }
  if (scan.IsDigits(at) || scan.IsHan(at)) {
    return scan.language == "zh" ? ReadHan(scan, at) : ReadDigits(scan, at);
  }
  if (std::optional<Numeral> glyph = ReadGlyph(scan, at)) {
    return glyph;
  }
  std::optional<Numeral> special = ReadSpecial(scan, at);
  return special ? special : ReadNumberWords(scan, at);
}

// What stands behind a number that is no fraction: "5 dozen", "1.2 million", "two thirds".
void TakeWhatFollows(const Scan& scan, Numeral& numeral) {
  TakeGroup(scan, numeral);
  TakeScales(scan, numeral);
  TakeHalf(scan, numeral);
  TakeSmallerPart(scan, numeral);
  TakeAddedPart(scan, numeral);
  if (!TakeFractionWord(scan, numeral)) {
    TakeAndFraction(scan, numeral);
  }
}

}  // namespace

std::optional<Numeral> ReadNumeral(const Scan& scan, std::size_t at) {
  std::optional<Numeral> numeral = ReadPlain(scan, at);
  if (!numeral || numeral->ordinal) {
    // "twenty fifths" and "two fifth" are fractions, told apart by the plural form in the tables
    return numeral;
  }
  if (numeral->fraction) {
    TakeScaleOfFraction(scan, *numeral);
    return numeral;
  }
  if (numeral->form == NumeralForm::kDigits && !TakeWrittenFraction(scan, *numeral)) {
    TakeMixedFraction(scan, *numeral);
  }
  if (numeral->form == NumeralForm::kWords) {
    TakePoint(scan, *numeral);
  }
  TakeHalf(scan, *numeral);
  if (!numeral->fraction) {
    TakeWhatFollows(scan, *numeral);
  }
  return numeral;
}

}  // namespace claimwatch
