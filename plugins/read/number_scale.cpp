// The scale behind a number: "1.5 million", "50,000 crore", "3k", "2 млн", and which letters are
// one.
#include "plugins/read/number_part.h"

namespace claimwatch {
namespace {

// The scale word at `at`: one of the scale table, or a number word that multiplies ("thousand", and
// "hundred" behind digits).
Lexicon::Match ScaleAt(const Scan& scan, const Numeral& numeral, std::size_t at) {
  if (const auto scale = scan.Find(at, Tag::kScale)) {
    return scale;
  }
  const auto number = scan.Find(at, Tag::kNumber);
  if (!number) {
    return {};
  }
  const Decimal& factor = number.entry->number;
  const bool hundred = factor == Decimal(100) && numeral.form == NumeralForm::kDigits;
  return hundred || factor >= Decimal(1000) ? number : Lexicon::Match{};
}

// "(121ft)": a length at `at`.
bool IsLengthInParentheses(const Scan& scan, std::size_t at) {
  const std::optional<Numeral> number =
      scan.IsSymbol(at, U'(') ? ReadDigits(scan, at + 1) : std::nullopt;
  const auto unit = number ? scan.Find(number->last, Tag::kUnit) : Lexicon::Match{};
  return unit.Says("foot") || unit.Says("mile") || unit.Says("yard") || unit.Says("inch");
}

// What stands behind the "m" at `at` makes metres of it: "24m (79ft)", "1.8m tall", "24m2".
bool IsMetre(const Scan& scan, std::size_t at) {
  if (scan.language != "en") {
    return true;  // a million is 百万, "M" or "mln"
  }
  const bool raised = scan.IsDigits(at) && scan.Tight(at);
  return raised || IsLengthInParentheses(scan, at) || scan.Find(at, Tag::kFrame).Says("long");
}

// The space before token `at` is a no-break one: it ties a sign to its number.
bool IsTied(const Scan& scan, std::size_t at) {
  return scan.tokens[at].space && scan.tokens[at].start - scan.tokens[at - 1].end == 2;
}

// "100t" are tonnes: a trillion in one letter has its currency in front.
bool IsTonne(const Scan& scan, const Numeral& numeral, std::size_t at) {
  return scan.Text(at) == "t" &&
         (numeral.first == 0 || !scan.Begins(numeral.first - 1, Tag::kCurrency));
}

// "US$ 3MM" are millions of money, "3 mm" a length.
bool FitsMillions(const Scan& scan, const Numeral& numeral, std::size_t at) {
  return scan.Text(at) != "mm" && numeral.first > 0 &&
         scan.Begins(numeral.first - 1, Tag::kCurrency);
}

// "1,204.5 M", "2,33 k" in a table: a letter that stands apart behind a number with parts and
// closes its clause.
bool IsApartScale(const Scan& scan, const Numeral& numeral, std::size_t at, std::size_t end) {
  return (scan.Text(at) == "M" || scan.Text(at) == "k") && numeral.decimals > 0 &&
         at == numeral.last && (!scan.Has(end) || scan.EndsClause(end));
}

// "5 m" is five metres, "5m" may be five million: single letters must touch the number; "5 M
// Street" is no number of millions either.
bool LetterFits(const Scan& scan, const Numeral& numeral, std::size_t at,
                const Lexicon::Match& match) {
  if (match.entry->surface == "mm" || match.entry->surface == "MM") {
    return FitsMillions(scan, numeral, at);
  }
  if (match.entry->surface.size() != 1 || IsTied(scan, at) ||
      IsApartScale(scan, numeral, at, match.end)) {
    return true;
  }
  const bool metre = scan.Text(at) == "m" && IsMetre(scan, match.end);
  const bool named = scan.tokens[at].upper && scan.IsUpper(match.end);
  return !metre && !named && !IsTonne(scan, numeral, at) && !scan.tokens[at].space &&
         at == numeral.last;
}

// Both ends of the number, and the scale that a smaller part behind it stays below.
void MultiplyBy(const Decimal& factor, Numeral& numeral) {
  numeral.value = numeral.value * factor;
  numeral.scale = numeral.scale * factor;
  if (numeral.high) {
    numeral.high = *numeral.high * factor;
  }
  numeral.scaled = true;
  if (numeral.form == NumeralForm::kDigits) {
    numeral.form = NumeralForm::kMixed;
  }
}

// One scale word behind the number; false when there is none.
bool TakeScale(const Scan& scan, Numeral& numeral) {
  const std::size_t at = numeral.last + (scan.JoinsTight(numeral.last, U"-") ? 1U : 0U);
  const Lexicon::Match match = ScaleAt(scan, numeral, at);
  if (!match || !LetterFits(scan, numeral, at, match) || match.entry->number < Decimal(1)) {
    return false;
  }
  MultiplyBy(match.entry->number, numeral);
  numeral.last = match.end;
  return true;
}

}  // namespace

void TakeScales(const Scan& scan, Numeral& numeral) {
  while (scan.Has(numeral.last) && TakeScale(scan, numeral)) {
  }
}

}  // namespace claimwatch
