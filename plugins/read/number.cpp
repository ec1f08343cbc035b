#include "plugins/read/number.h"

#include <algorithm>
#include <iterator>

namespace claimwatch {
namespace {

struct Glyph {
  char32_t point;
  int numerator;
  int denominator;
};

constexpr Glyph kGlyphs[] = {{0xBD, 1, 2},   {0xBC, 1, 4},   {0xBE, 3, 4},   {0x2153, 1, 3},
                             {0x2154, 2, 3}, {0x2155, 1, 5}, {0x2156, 2, 5}, {0x2157, 3, 5},
                             {0x2158, 4, 5}, {0x2159, 1, 6}, {0x215A, 5, 6}, {0x215B, 1, 8},
                             {0x215C, 3, 8}, {0x215D, 5, 8}, {0x215E, 7, 8}, {0x2150, 1, 7},
                             {0x2151, 1, 9}, {0x2152, 1, 10}};

std::optional<Decimal> GlyphAt(const Scan& scan, std::size_t at) {
  if (!scan.IsKind(at, TokenKind::kSymbol) && !scan.IsDigits(at)) {
    return std::nullopt;
  }
  const auto* const found =
      std::find_if(std::begin(kGlyphs), std::end(kGlyphs),
                   [&](const Glyph& glyph) { return glyph.point == scan.tokens[at].point; });
  if (found == std::end(kGlyphs)) {
    return std::nullopt;
  }
  return Decimal(found->numerator) / Decimal(found->denominator);
}

// The scale word at `at`: one of the scale table, or a number word that multiplies ("thousand", and
// "hundred" behind digits).
Lexicon::Match ScaleAt(const Scan& scan, const Numeral& numeral, std::size_t at) {
  if (const auto scale = scan.Find(at, Tag::kScale)) {
    return scale;
  }
  const auto number = scan.Find(at, Tag::kNumber);
  const bool hundred =
      number && number.entry->number == Decimal(100) && numeral.form == NumeralForm::kDigits;
  return number && (hundred || number.entry->number >= Decimal(1000)) ? number : Lexicon::Match{};
}

// "5 m" is five metres, "5m" may be five million: single letters must touch the number; "5 M
// Street" is no number of millions either.
bool LetterFits(const Scan& scan, std::size_t number_end, std::size_t at,
                const Lexicon::Match& match) {
  const bool thin = scan.tokens[at].space &&
                    scan.tokens[at].start - scan.tokens[at - 1].end == 2;  // a no-break space
  if (match.entry->surface.size() != 1 || thin) {
    return true;
  }
  const bool named = scan.tokens[at].upper && scan.IsUpper(match.end);
  return !scan.tokens[at].space && at == number_end && !named;
}

// One scale word behind the number; false when there is none.
bool TakeScale(const Scan& scan, Numeral& numeral) {
  const bool hyphen =
      scan.IsSymbol(numeral.last, U'-') && scan.Tight(numeral.last) && scan.Tight(numeral.last + 1);
  const std::size_t at = numeral.last + (hyphen ? 1U : 0U);
  const Lexicon::Match match = ScaleAt(scan, numeral, at);
  if (!match || !LetterFits(scan, numeral.last, at, match) || match.entry->number < Decimal(1)) {
    return false;
  }
  const Decimal& factor = match.entry->number;
  numeral.value = numeral.value * factor;
  numeral.scale = numeral.scale * factor;
  numeral.high = numeral.high ? std::optional<Decimal>(*numeral.high * factor) : numeral.high;
  numeral.scaled = true;
  numeral.form = numeral.form == NumeralForm::kDigits ? NumeralForm::kMixed : numeral.form;
  numeral.last = match.end;
  return true;
}

// Scale words after the number: "1.5 million", "50,000 crore", "3k", "2 млн 300 тыс.".
void TakeScales(const Scan& scan, Numeral& numeral) {
  while (scan.Has(numeral.last) && TakeScale(scan, numeral)) {
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
  if (part->scaled && part->value < numeral.scale) {
    numeral.value = numeral.value + part->value;
    numeral.last = part->last;
  }
}

// "eight hundred forty two point nine", "пять целых две десятых" is left to the fraction rules.
void TakePoint(const Scan& scan, Numeral& numeral) {
  const auto point = scan.Find(numeral.last, Tag::kPoint);
  if (!point || numeral.decimals > 0) {
    return;
  }
  Decimal place = Decimal::Make(1, -1);
  std::size_t at = point.end;
  Decimal sum;
  for (int i = 0; i < 12; ++i) {
    const auto digit = scan.Find(at, Tag::kNumber);
    if (!digit || digit.entry->number > Decimal(99)) {
      break;
    }
    if (digit.entry->number >= 10) {
      place = place * Decimal::Make(1, -1);
    }
    sum = sum + place * digit.entry->number;
    place = place * Decimal::Make(1, -1);
    at = digit.end;
    ++numeral.decimals;
  }
  if (numeral.decimals > 0) {
    numeral.value = numeral.value + sum;
    numeral.last = at;
  }
}

// A slash between two runs of digits and not a second one: 1/2, but not 19/06/2025.
bool IsLoneSlash(const Scan& scan, std::size_t at) {
  const bool slash = scan.IsSymbol(at, U"/\u2044") && scan.Tight(at) && scan.IsDigits(at + 1) &&
                     scan.Tight(at + 1);
  return slash && !(scan.IsSymbol(at + 2, U'/') && scan.Tight(at + 2));
}

// 1/2, 2 1/2, ½, 2½. A slash between two small numbers only; 9/11 is left to the names.
bool TakeWrittenFraction(const Scan& scan, Numeral& numeral) {
  if (const auto glyph = GlyphAt(scan, numeral.last);
      glyph && (scan.Tight(numeral.last) || numeral.digits < 3)) {
    numeral.value = numeral.value + *glyph;
    ++numeral.last;
    return true;
  }
  if (numeral.grouped || numeral.decimals > 0 || !IsLoneSlash(scan, numeral.last)) {
    return false;
  }
  const std::optional<Numeral> below = ReadDigits(scan, numeral.last + 1);
  if (!below || below->value.IsZero() || below->decimals > 0 || below->value <= numeral.value ||
      below->digits > 3) {
    return false;
  }
  numeral.value = numeral.value / below->value;
  numeral.last = below->last;
  numeral.fraction = true;
  return true;
}

void TakeMixedFraction(const Scan& scan, Numeral& numeral) {
  if (!scan.IsDigits(numeral.last) || numeral.grouped || numeral.decimals > 0 ||
      numeral.digits > 3) {
    return;
  }
  std::optional<Numeral> part = ReadDigits(scan, numeral.last);
  if (part && part->digits <= 2 && TakeWrittenFraction(scan, *part) && part->fraction) {
    numeral.value = numeral.value + part->value;
    numeral.last = part->last;
  }
}

// "two and a half", "три с половиной"; before or after a scale ("two and a half million").
void TakeHalf(const Scan& scan, Numeral& numeral) {
  const auto half = scan.Find(numeral.last, Tag::kHalf);
  if (!half) {
    return;
  }
  // behind a scale word the half is one of that scale: "3 million and a half"
  const bool of_scale = numeral.scaled && numeral.scale > Decimal(1);
  numeral.value =
      numeral.value + (of_scale ? half.entry->number * numeral.scale : half.entry->number);
  numeral.last = half.end;
}

// "two thirds", "three-quarters", "одна треть", "five hundredths".
bool TakeFractionWord(const Scan& scan, Numeral& numeral) {
  const std::size_t at =
      numeral.last + (scan.IsSymbol(numeral.last, U'-') && scan.Tight(numeral.last) ? 1U : 0U);
  const auto below = scan.Find(at, Tag::kFraction);
  if (!below || numeral.decimals > 0 || numeral.ordinal || below.entry->number.IsZero()) {
    return false;
  }
  numeral.value = numeral.value / below.entry->number;
  numeral.last = below.end;
  numeral.fraction = true;
  return true;
}

// "a third of" and "a third less" are fractions, "a third summit" is an ordinal.
bool StandsAsFraction(const Scan& scan, std::size_t at, const LexiconEntry& part, std::size_t end,
                      bool article) {
  if (part.alone) {
    return true;
  }
  const bool ordinal_too = static_cast<bool>(scan.Find(at, Tag::kOrdinal));
  const bool closed = scan.EndsClause(end) || scan.Begins(end, Tag::kOf) ||
                      scan.Begins(end, Tag::kStop) || scan.Begins(end, Tag::kPreposition);
  const auto scale = scan.Find(end, Tag::kNumber);  // "quarter million"
  if (scale && scale.entry->number >= Decimal(1000)) {
    return true;
  }
  return article && (!ordinal_too || closed);
}

// "a dozen", "half a million", "a third", "dozens", "tens of thousands", "полмиллиона".
std::optional<Numeral> ReadSpecial(const Scan& scan, std::size_t at) {
  Numeral numeral;
  numeral.first = at;
  numeral.form = NumeralForm::kWords;
  const auto article = scan.Find(at, Tag::kArticle);
  const std::size_t start = article ? article.end : at;
  numeral.article = static_cast<bool>(article);
  if (const auto vague = scan.Find(start, Tag::kVague)) {
    const std::string_view value = vague.entry->value;
    const std::size_t dots = value.find("..");
    numeral.value = Decimal::Parse(value.substr(0, dots)).value_or(Decimal());
    numeral.high =
        dots == std::string_view::npos ? std::nullopt : Decimal::Parse(value.substr(dots + 2));
    numeral.vague = true;
    numeral.last = vague.end;
    return numeral;
  }
  if (const auto group = scan.Find(start, Tag::kGroup)) {
    numeral.value = group.entry->number;
    numeral.scale = group.entry->number;
    numeral.last = group.end;
    return numeral;
  }
  if (const auto part = scan.Find(start, Tag::kFraction);
      part && StandsAsFraction(scan, start, *part.entry, part.end,
                               numeral.article && article.entry->value != "the")) {
    numeral.value = Decimal(1) / (part.entry->number.IsZero() ? Decimal(1) : part.entry->number);
    numeral.last = part.end;
    numeral.fraction = true;
    return numeral;
  }
  if (article) {
    const auto scale = scan.Find(start, Tag::kNumber);
    if (scale && (scale.entry->number >= 1000 || scale.entry->number == Decimal(100))) {
      std::optional<Numeral> words = ReadNumberWords(scan, start);
      if (words) {
        words->first = at;
        words->article = true;
      }
      return words;
    }
  }
  return std::nullopt;
}

// "half a million", "a quarter of a million": the fraction multiplies the scale behind it.
void TakeScaleOfFraction(const Scan& scan, Numeral& numeral) {
  std::size_t at = numeral.last;
  const auto of = scan.Find(at, Tag::kOf);
  at = of ? of.end : at;
  const auto article = scan.Find(at, Tag::kArticle);
  at = article ? article.end : at;
  const auto scale = scan.Find(at, Tag::kNumber);
  if (scale && scale.entry->number >= 1000 && (article || !of)) {
    numeral.value = numeral.value * scale.entry->number;
    numeral.scaled = true;
    numeral.fraction = false;
    numeral.last = scale.end;
    return;
  }
  const auto group = scan.Find(at, Tag::kGroup);
  if (group && (article || !of)) {
    numeral.value = numeral.value * group.entry->number;
    numeral.fraction = false;
    numeral.last = group.end;
  }
}

// "one hundred and three and two thirds", "three and a fifth".
void TakeAndFraction(const Scan& scan, Numeral& numeral) {
  const auto conjunction =
      numeral.form == NumeralForm::kWords ? scan.Find(numeral.last, Tag::kAnd) : Lexicon::Match{};
  if (!conjunction) {
    return;
  }
  std::optional<Numeral> part = ReadSpecial(scan, conjunction.end);
  if (!part || !part->fraction) {
    part = ReadNumberWords(scan, conjunction.end);
    if (!part || part->ordinal || !TakeFractionWord(scan, *part)) {
      return;
    }
  }
  if (part->value < Decimal(1) && !part->vague) {
    numeral.value = numeral.value + part->value * (numeral.scaled ? numeral.scale : Decimal(1));
    numeral.last = part->last;
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
  if (!scan.IsSymbol(at, U'.') || !scan.IsDigits(at + 1) || !scan.Tight(at + 1) ||
      (at != 0 && !scan.tokens[at].space && !IsSignMark(scan, at - 1))) {
    return std::nullopt;
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

std::optional<Numeral> ReadPlain(const Scan& scan, std::size_t at) {
  if (std::optional<Numeral> numeral = ReadPointDigits(scan, at)) {
    return numeral;
  }
  if (scan.IsHan(at) && scan.language == "zh") {
    if (std::optional<Numeral> special = ReadSpecial(scan, at)) {
      return special;
    }
  }
  if (scan.IsDigits(at) || scan.IsHan(at)) {
    return scan.language == "zh" ? ReadHanNumeral(scan, at) : ReadDigits(scan, at);
  }
  if (GlyphAt(scan, at)) {
    Numeral numeral;
    numeral.first = at;
    numeral.last = at + 1;
    numeral.value = *GlyphAt(scan, at);
    numeral.fraction = true;
    return numeral;
  }
  std::optional<Numeral> special = ReadSpecial(scan, at);
  return special ? special : ReadNumberWords(scan, at);
}

}  // namespace

std::optional<Numeral> ReadNumeral(const Scan& scan, std::size_t at) {
  std::optional<Numeral> numeral = ReadPlain(scan, at);
  if (!numeral) {
    return std::nullopt;
  }
  if (numeral->ordinal) {
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
    TakeGroup(scan, *numeral);
    TakeScales(scan, *numeral);
    TakeHalf(scan, *numeral);
    TakeSmallerPart(scan, *numeral);
    if (!TakeFractionWord(scan, *numeral)) {
      TakeAndFraction(scan, *numeral);
    }
  }
  return numeral;
}

}  // namespace claimwatch
