// What a fraction said in words divides by: "two thirds", "one twenty-fifth", "veintiunavos", and
// when such a word is a fraction at all.
#include "plugins/read/number_part.h"

namespace claimwatch {
namespace {

// "veintiunavos", and "quintos" in Spanish: a compound whose ending divides.
bool Divides(const Scan& scan, std::size_t at, const CompoundNumber& compound) {
  if (compound.value.IsZero()) {
    return false;
  }
  const bool plural = scan.language == "es" && scan.Folded(at).ends_with('s');
  return compound.ending == CompoundEnding::kPart ||
         (compound.ending == CompoundEnding::kOrdinal && plural);
}

// What a fraction word divides by: "thirds", "veintiunavos". `last` 0: there is none.
struct Denominator {
  Decimal value;
  std::size_t last = 0;
};

// "twenty-firsts", "twenty firsts": the one part whose plural is nothing but a part.
Denominator FirstsBehindTens(const Scan& scan, const Lexicon::Match& tens) {
  const std::size_t firsts = tens.end + (scan.JoinsTight(tens.end, U"-") ? 1U : 0U);
  const bool parts = scan.Reads(firsts, "firsts") && tens.entry->number >= Decimal(20) &&
                     tens.entry->number < Decimal(100);
  return parts ? Denominator{tens.entry->number + Decimal(1), firsts + 1} : Denominator{};
}

// "three twenty-fifths": a plural part that hangs on its tens.
Denominator PluralBehindTens(const Scan& scan, std::size_t at) {
  const auto tens = scan.Find(at, Tag::kNumber);
  if (const Denominator firsts = tens ? FirstsBehindTens(scan, tens) : Denominator{};
      firsts.last != 0) {
    return firsts;
  }
  const auto part = tens && scan.JoinsTight(tens.end, U"-")
                        ? scan.Find(tens.end + 1, Tag::kFraction)
                        : Lexicon::Match{};
  const bool plural = part && scan.Text(part.end - 1).ends_with('s');
  return plural && tens.entry->number < Decimal(100)
             ? Denominator{tens.entry->number + part.entry->number, part.end}
             : Denominator{};
}

// "one twenty-fifth", "one one hundred and fifth": an ordinal of several words divides where it
// closes its clause or stands in the plural; "one twenty-first century" orders.
Denominator SpelledDenominator(const Scan& scan, std::size_t at) {
  if (scan.language != "en" || !scan.Begins(at, Tag::kNumber)) {
    return {};
  }
  if (const Denominator plural = PluralBehindTens(scan, at); plural.last != 0) {
    return plural;
  }
  const std::optional<Numeral> below = ReadNumberWords(scan, at);
  const bool closes = below && below->ordinal && scan.EndsClause(below->last);
  return closes ? Denominator{below->value, below->last} : Denominator{};
}

Denominator DenominatorAt(const Scan& scan, std::size_t at) {
  if (const auto part = scan.Find(at, Tag::kFraction); part && !part.entry->number.IsZero()) {
    return {part.entry->number, part.end};
  }
  if (const Denominator spelled = SpelledDenominator(scan, at); spelled.last != 0) {
    return spelled;
  }
  const bool compounds = scan.language == "es" || scan.language == "de";
  const std::optional<CompoundNumber> compound =
      compounds && scan.IsWord(at) ? ReadCompoundNumber(scan.Folded(at), *scan.lexicon)
                                   : std::nullopt;
  return compound && Divides(scan, at, *compound) ? Denominator{compound->value, at + 1}
                                                  : Denominator{};
}

// Behind the hyphen of "five-eighths" at `at`, also a spaced one before a plural: "five - eighths".
std::size_t BehindStroke(const Scan& scan, std::size_t at) {
  const bool apart = scan.IsSymbol(at, U'-') && !scan.Tight(at);
  const auto part = apart ? scan.Find(at + 1, Tag::kFraction) : Lexicon::Match{};
  const bool plural = part && scan.Text(at + 1, part.end).ends_with('s');
  return plural ? at + 1 : scan.SkipTight(at, U'-');
}

// "one hundred thirty-fifths": the tens that a hyphen ties to the parts belong to what divides.
bool TakeTiedTens(const Scan& scan, Numeral& numeral) {
  const bool tied = scan.language == "en" && numeral.last > numeral.first + 1 &&
                    scan.JoinsTight(numeral.last, U"-");
  const auto tens = tied ? scan.Find(numeral.last - 1, Tag::kNumber) : Lexicon::Match{};
  const Denominator below = tens ? PluralBehindTens(scan, numeral.last - 1) : Denominator{};
  if (below.last == 0 || tens.entry->number < Decimal(20) || numeral.value <= tens.entry->number) {
    return false;
  }
  numeral.value = (numeral.value - tens.entry->number) / below.value;
  numeral.last = below.last;
  numeral.fraction = true;
  return true;
}

// "two quarters of contraction", "for two quarters": spans of three months. Nobody says "two
// quarters" for a half; "three quarters" mostly are a share.
bool ArePeriods(const Scan& scan, const Numeral& numeral, std::size_t at, std::size_t end) {
  if (scan.language != "en" || numeral.value < Decimal(2) || !scan.Reads(at, "quarters")) {
    return false;
  }
  constexpr auto kCourse = Mask(Tag::kUp) | Mask(Tag::kDown);
  const bool course = scan.Begins(end, Tag::kOf) && scan.BeginsAny(end + 1, kCourse);
  const bool timed = scan.Find(end, Tag::kFrame).Says("ago") || scan.Reads(end, "running");
  const bool within = numeral.first > 0 && scan.Begins(numeral.first - 1, Tag::kPreposition);
  const bool share = numeral.value == Decimal(3) || numeral.mixed;
  return timed || (course && (within || !share)) || (within && !share);
}

}  // namespace

bool TakeFractionWord(const Scan& scan, Numeral& numeral) {
  if (TakeTiedTens(scan, numeral)) {
    return true;
  }
  const std::size_t at = BehindStroke(scan, numeral.last);
  const Denominator below = DenominatorAt(scan, at);
  if (below.last == 0 || numeral.decimals > 0 || numeral.ordinal ||
      ArePeriods(scan, numeral, at, below.last)) {
    return false;
  }
  numeral.last = below.last;
  // "the two millionth visitor": large parts in the singular order, "two millionths" divide
  const bool orders = scan.language == "en" && numeral.value > Decimal(1) &&
                      below.value >= Decimal(1000) && !scan.Text(at, below.last).ends_with('s');
  if (orders) {
    numeral.value = numeral.value * below.value;
    numeral.ordinal = true;
    return true;
  }
  numeral.value = numeral.value / below.value;
  numeral.fraction = true;
  return true;
}

namespace {

// "tenth of a second", "quarter million": what stands behind the part at `end` can only be parted.
bool IsPartedBehind(const Scan& scan, std::size_t end) {
  const auto of = scan.Find(end, Tag::kOf);
  const std::size_t whole = of ? of.end : end;
  const auto one = of ? scan.Find(whole, Tag::kArticle) : Lexicon::Match{};
  if (one && scan.Begins(one.end, Tag::kUnit)) {
    return true;
  }
  const auto scale = scan.Find(whole, Tag::kNumber);
  return scale && scale.entry->number >= Decimal(1000);
}

}  // namespace

bool StandsAsFraction(const Scan& scan, std::size_t at, const LexiconEntry& part, std::size_t end,
                      bool article) {
  if (part.alone || IsPartedBehind(scan, end)) {
    return true;
  }
  const bool closed =
      scan.EndsClause(end) ||
      scan.BeginsAny(end, Mask(Tag::kOf) | Mask(Tag::kStop) | Mask(Tag::kPreposition));
  return article && (closed || !scan.Find(at, Tag::kOrdinal));
}

}  // namespace claimwatch
