#include "plugins/compare/figures.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "plugins/compare/figure_interval.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

FigureVerdict Verdict(FigureRelation relation, std::string rule, std::string reason) {
  FigureVerdict verdict;
  verdict.relation = relation;
  verdict.rule = std::move(rule);
  verdict.reason = std::move(reason);
  return verdict;
}

FigureVerdict Unrelated(std::string rule, std::string reason) {
  return Verdict(FigureRelation::kUnrelated, std::move(rule), std::move(reason));
}

FigureVerdict Compatible(std::string rule, std::string reason) {
  return Verdict(FigureRelation::kCompatible, std::move(rule), std::move(reason));
}

FigureVerdict LowNotice(std::string rule, std::string reason) {
  FigureVerdict verdict = Compatible(std::move(rule), std::move(reason));
  verdict.notable = true;
  return verdict;
}

bool IsTemporal(const Figure& figure) {
  return figure.kind == FigureKind::kDate || figure.kind == FigureKind::kTime;
}

// Two spans of days, each with its first and last one.
FigureVerdict CompareSpans(const DaySpan& baseline, const DaySpan& article) {
  const bool inside = baseline.first <= article.first && article.last <= baseline.last;
  const bool around = article.first <= baseline.first && baseline.last <= article.last;
  if (inside && around) {
    return Verdict(FigureRelation::kSame, "date", "the same date");
  }
  if (inside) {
    return Verdict(FigureRelation::kMorePrecise, "date",
                   "the article's date lies inside the baseline's");
  }
  if (around) {
    return Compatible("date", "the article gives a wider time");
  }
  const bool overlap = baseline.first <= article.last && article.first <= baseline.last;
  return overlap ? Compatible("date", "the two spans overlap")
                 : Verdict(FigureRelation::kChanged, "date", "");
}

// A day alone, read in the other's month; far from it another month may be meant.
FigureVerdict CompareDayAlone(const Figure& baseline, const Figure& article) {
  constexpr int kNear = 10;  // days
  Figure a = baseline;
  Figure b = article;
  a.when = InMonthOf(baseline.when, article.when);
  b.when = InMonthOf(article.when, baseline.when);
  const int year = std::max({YearOf(a.when), YearOf(b.when), 2000});
  const std::optional<DaySpan> left = DaysOf(a, year);
  const std::optional<DaySpan> right = DaysOf(b, year);
  const bool near = left && right && std::abs(left->first - right->first) <= kNear;
  return near ? CompareSpans(*left, *right)
              : Unrelated("date", "a day without its month tells no date");
}

FigureVerdict CompareDates(const Figure& baseline, const Figure& article) {
  if (IsDayAlone(baseline.when) != IsDayAlone(article.when)) {
    return CompareDayAlone(baseline, article);
  }
  if (baseline.when == article.when && baseline.when_high == article.when_high) {
    return Verdict(FigureRelation::kSame, "date", "the same date");
  }
  const int year = std::max({YearOf(baseline.when), YearOf(article.when), 0});
  const std::optional<DaySpan> a = DaysOf(baseline, year != 0 ? year : 2000);
  const std::optional<DaySpan> b = DaysOf(article, year != 0 ? year : 2000);
  if (!a || !b) {
    const bool same_kind = baseline.when.size() == article.when.size() &&
                           baseline.when.find('W') == article.when.find('W');
    return same_kind ? Verdict(FigureRelation::kChanged, "date", "")
                     : Unrelated("date", "the two dates cannot be held against each other");
  }
  return CompareSpans(*a, *b);
}

FigureVerdict CompareOrdinals(const Figure& baseline, const Figure& article) {
  if (baseline.kind != article.kind) {
    return Unrelated("ordinal", "a rank and an amount are two things");
  }
  return baseline.value == article.value
             ? Verdict(FigureRelation::kSame, "ordinal", "the same rank")
             : Verdict(FigureRelation::kChanged, "ordinal", "");
}

// Both figures in one unit, as far as that is possible.
struct Pair {
  const Figure* baseline = nullptr;
  const Figure* article = nullptr;
  Decimal a;
  std::optional<Decimal> a_high;
  Decimal b;
  std::optional<Decimal> b_high;
  bool converted = false;
  bool by_rate = false;
};

bool IsShare(const Figure& figure) {
  return figure.kind == FigureKind::kFraction ||
         (figure.kind == FigureKind::kPercent && figure.unit == "%") ||
         figure.kind == FigureKind::kMultiple;
}

// The factor of a multiple and a share of one, as percent: doubled is +100, halved −50, one in
// five 20.
Decimal AsPercent(const Figure& figure, const Decimal& value) {
  if (figure.kind == FigureKind::kFraction) {
    return value * Decimal(100);
  }
  if (figure.kind != FigureKind::kMultiple) {
    return value;
  }
  if (figure.change == Change::kNone) {
    return value * Decimal(100);
  }
  return (value < Decimal(1) ? Decimal(1) - value : value - Decimal(1)) * Decimal(100);
}

void ToPercent(Pair& pair) {
  const auto high = [](const Figure& figure, const std::optional<Decimal>& value) {
    return value ? std::optional<Decimal>(AsPercent(figure, *value)) : std::nullopt;
  };
  pair.a = AsPercent(*pair.baseline, pair.a);
  pair.b = AsPercent(*pair.article, pair.b);
  pair.a_high = high(*pair.baseline, pair.a_high);
  pair.b_high = high(*pair.article, pair.b_high);
  pair.converted = true;
}

std::string_view Head(std::string_view unit) {
  return unit.substr(0, unit.find('/'));
}

std::string_view Tail(std::string_view unit) {
  const std::size_t stroke = unit.find('/');
  return stroke == std::string_view::npos ? std::string_view() : unit.substr(stroke + 1);
}

// Brings the article's value into the baseline's unit. False: there is no way.
bool Convert(Pair& pair, const RateTable& rates) {
  const std::string& to = pair.baseline->unit;
  const std::string& from = pair.article->unit;
  pair.by_rate = IsCurrency(Head(to)) && IsCurrency(Head(from)) && Tail(to) == Tail(from);
  const auto rate = pair.by_rate ? rates.Rate(Head(from), Head(to)) : std::nullopt;
  const auto convert = [&](const Decimal& value) -> std::optional<Decimal> {
    if (pair.by_rate) {
      return rate ? std::optional<Decimal>(value * *rate) : std::nullopt;
    }
    return ConvertUnit(value, from, to);
  };
  const std::optional<Decimal> value = convert(pair.b);
  if (!value) {
    return false;
  }
  pair.b = *value;
  pair.b_high = pair.b_high ? convert(*pair.b_high) : std::nullopt;
  pair.converted = true;
  return true;
}

bool SameSize(const Decimal& a, const Decimal& b, const Decimal& tolerance) {
  const Decimal larger = std::max(a.Abs(), b.Abs());
  return (a - b).Abs() <= larger * tolerance;
}

// The same digits with the point elsewhere: 15亿 and "15 billion".
std::optional<int> ScaleSlip(const Decimal& a, const Decimal& b) {
  if (a.IsZero() || b.IsZero() || a.coefficient() != b.coefficient() ||
      a.exponent() == b.exponent()) {
    return std::nullopt;
  }
  return b.exponent() - a.exponent();
}

// 94.8 and 98.4: two neighbouring digits changed places.
bool DigitSwap(const Decimal& a, const Decimal& b) {
  const std::string left = Decimal::Make(a.Abs().coefficient(), 0).ToString();
  const std::string right = Decimal::Make(b.Abs().coefficient(), 0).ToString();
  if (left.size() != right.size() || a.exponent() != b.exponent()) {
    return false;
  }
  const auto [first, other] = std::mismatch(left.begin(), left.end(), right.begin());
  if (first == left.end() || first + 1 == left.end()) {
    return false;
  }
  return *first == *(other + 1) && *(first + 1) == *other &&
         std::equal(first + 2, left.end(), other + 2);
}

// `slip`: how many places the point moved. Whether it slipped or grew is for the reader to say.
FigureVerdict Slipped(int slip) {
  const Decimal factor = Decimal::Make(1, std::abs(slip));
  return Verdict(FigureRelation::kChanged, "scale_slip",
                 fmt::format("the same digits, {} times as {}: a scale slip?", factor.ToString(),
                             slip > 0 ? "large" : "small"));
}

FigureVerdict Changed(const Pair& pair) {
  if (const std::optional<int> slip = pair.converted ? std::nullopt : ScaleSlip(pair.a, pair.b)) {
    return Slipped(*slip);
  }
  if (!pair.converted && DigitSwap(pair.a, pair.b)) {
    return Verdict(FigureRelation::kChanged, "digit_swap", "two digits changed places");
  }
  const bool bound = pair.baseline->comparator != Comparator::kEqual &&
                     pair.baseline->comparator != Comparator::kAbout;
  return Verdict(FigureRelation::kChanged, bound ? "bound_broken" : "value",
                 bound ? "outside the bound" : "");
}

bool IsUpper(Comparator comparator) {
  return comparator == Comparator::kMore || comparator == Comparator::kAtLeast;
}

bool IsLower(Comparator comparator) {
  return comparator == Comparator::kLess || comparator == Comparator::kAtMost;
}

bool SameSide(Comparator a, Comparator b) {
  return a == b || (IsUpper(a) && IsUpper(b)) || (IsLower(a) && IsLower(b));
}

bool IsAbove(const Figure& figure) {
  return IsUpper(figure.comparator) || figure.approx == Approx::kAbove;
}

bool IsBelow(const Figure& figure) {
  return IsLower(figure.comparator) || figure.approx == Approx::kBelow;
}

bool IsExactBound(Comparator comparator) {
  return comparator == Comparator::kAtLeast || comparator == Comparator::kAtMost;
}

// "about" that leaves both sides open; "nearly" and "over" are bounds in disguise.
bool IsRounded(const Figure& figure) {
  return figure.comparator == Comparator::kAbout && figure.approx != Approx::kBelow &&
         figure.approx != Approx::kAbove;
}

// The same number; only the words around it differ.
FigureVerdict SameNumber(const Figure& baseline, const Figure& article) {
  const Comparator a = baseline.comparator;
  const Comparator b = article.comparator;
  if (a == b && baseline.approx == article.approx) {
    return Verdict(FigureRelation::kSame, "equal", "the same figure");
  }
  if (IsTurned(baseline, article)) {
    return Verdict(FigureRelation::kChanged, "bound_turned", "the bound was turned round");
  }
  if (b == Comparator::kEqual && IsExactBound(a)) {
    return Verdict(FigureRelation::kMorePrecise, "bound_reached", "the bound allows it");
  }
  if (b == Comparator::kEqual && IsRounded(baseline)) {
    return Verdict(FigureRelation::kMorePrecise, "hedge_dropped", "the approximation was dropped");
  }
  if (b == Comparator::kAbout && article.approx != Approx::kBelow) {
    return Compatible("hedged", "");
  }
  return SameSide(a, b) ? Compatible("bound", "")
                        : LowNotice("bound_word", "a hedge or bound word was dropped or added");
}

FigureVerdict ByInterval(const Pair& pair) {
  const Interval suggested = Suggested(*pair.baseline, pair.a, pair.a_high);
  const Interval reading = Suggested(*pair.article, pair.b, pair.b_high);
  if (!suggested.Meets(reading)) {
    const Interval allowed = Allowed(*pair.baseline, pair.a, pair.a_high);
    return allowed.Meets(reading) ? Verdict(FigureRelation::kChanged, "beyond_suggestion",
                                            "allowed by logic, but nobody would say it so")
                                  : Changed(pair);
  }
  if (suggested.Holds(reading)) {
    const bool same = reading.Holds(suggested);
    return same ? Verdict(FigureRelation::kSame, "equal", "the same figure")
                : Verdict(FigureRelation::kMorePrecise, "inside", "inside what the baseline says");
  }
  if (reading.Holds(suggested)) {
    return Compatible("wider", "less precise");
  }
  const bool ranges = pair.baseline->comparator == Comparator::kRange &&
                      pair.article->comparator == Comparator::kRange;
  return ranges ? LowNotice("overlap", "the ranges overlap only in part")
                : Compatible("overlap", "");
}

bool IsPoints(const Figure& figure) {
  return figure.dimension == "points";
}

// Says how large something is against something else.
bool IsRelative(const Figure& figure) {
  return IsShare(figure) || IsPoints(figure);
}

FigureVerdict PointsAgainstPercent(const Figure& baseline, const Figure& article) {
  if (baseline.value == article.value) {
    return Verdict(FigureRelation::kChanged, "points_percent",
                   "percentage points and percent are not the same");
  }
  return Unrelated("points_percent", "percent and percentage points do not compare");
}

// Growth and level, up and down, percent and points: what is said before any value is compared.
// nullopt: go on.
std::optional<FigureVerdict> CompareNature(const Figure& baseline, const Figure& article) {
  const bool other_change = baseline.change != article.change;
  if (other_change && baseline.change != Change::kNone && article.change != Change::kNone) {
    return Verdict(FigureRelation::kChanged, "direction", "the direction was turned");
  }
  if (!IsRelative(baseline) || !IsRelative(article)) {
    return std::nullopt;
  }
  const bool multiple =
      baseline.kind == FigureKind::kMultiple || article.kind == FigureKind::kMultiple;
  if (other_change && !multiple) {
    return Unrelated("growth_level", "a growth and a level are two quantities");
  }
  return IsPoints(baseline) != IsPoints(article)
             ? std::optional<FigureVerdict>(PointsAgainstPercent(baseline, article))
             : std::nullopt;
}

bool IsNumberKind(const Figure& figure) {
  return figure.unit.empty() && !IsShare(figure);
}

// Two names of one unit: "tonnes" and "tons".
bool AreOneUnit(const std::string& a, const std::string& b) {
  const std::optional<Decimal> one =
      a.empty() || b.empty() ? std::nullopt : ConvertUnit(Decimal(1), a, b);
  return a == b || (one && *one == Decimal(1));
}

// Whether two units need no conversion: they are one, or neither figure has any.
bool ShareUnit(const Figure& baseline, const Figure& article) {
  return AreOneUnit(baseline.unit, article.unit) ||
         (IsNumberKind(baseline) && IsNumberKind(article));
}

// "5 million yuan" became "5 million dollars": nobody converted.
FigureVerdict Swapped(bool money) {
  return Verdict(
      FigureRelation::kChanged, money ? "currency_swapped" : "unit_swapped",
      fmt::format("the number was kept and the {} swapped", money ? "currency" : "unit"));
}

// Brings both figures into one unit, and shares into percent. A verdict only where that cannot be
// done or need not be: nullopt means that `pair` is ready to be compared.
std::optional<FigureVerdict> CompareUnits(Pair& pair, const RateTable& rates) {
  const Figure& baseline = *pair.baseline;
  const Figure& article = *pair.article;
  if (IsShare(baseline) && IsShare(article)) {
    if (baseline.kind != article.kind) {
      ToPercent(pair);
    }
    return std::nullopt;
  }
  if (ShareUnit(baseline, article)) {
    return std::nullopt;
  }
  if (Tail(baseline.unit).empty() != Tail(article.unit).empty()) {
    return Unrelated("rate_total", "a rate and a total do not compare");
  }
  const bool money = IsCurrency(Head(baseline.unit)) && IsCurrency(Head(article.unit));
  if (!money && DimensionOf(baseline.unit) != DimensionOf(article.unit)) {
    return Unrelated("dimension", fmt::format("{} and {} are different kinds of quantity",
                                              baseline.text, article.text));
  }
  if (baseline.value == article.value && !baseline.value.IsZero()) {
    return Swapped(money);
  }
  if (!Convert(pair, rates)) {
    return Unrelated("no_rate", "cannot be judged without an exchange rate");
  }
  return std::nullopt;
}

}  // namespace

std::string_view FigureRelationName(FigureRelation relation) {
  switch (relation) {
    case FigureRelation::kSame:
      return "same";
    case FigureRelation::kCompatible:
      return "compatible";
    case FigureRelation::kMorePrecise:
      return "more_precise";
    case FigureRelation::kChanged:
      return "changed";
    case FigureRelation::kUnrelated:
      return "unrelated";
  }
  return "unrelated";
}

bool IsTurned(const Figure& a, const Figure& b) {
  return (IsAbove(a) && IsBelow(b)) || (IsBelow(a) && IsAbove(b));
}

FigureVerdict CompareFigures(const Figure& baseline, const Figure& article,
                             const RateTable& rates) {
  if (IsTemporal(baseline) || IsTemporal(article)) {
    return baseline.kind == article.kind ? CompareDates(baseline, article)
                                         : Unrelated("kind", "a time and an amount are two things");
  }
  if (baseline.kind == FigureKind::kOrdinal || article.kind == FigureKind::kOrdinal) {
    return CompareOrdinals(baseline, article);
  }
  if (const std::optional<FigureVerdict> verdict = CompareNature(baseline, article)) {
    return *verdict;
  }
  Pair pair{.baseline = &baseline,
            .article = &article,
            .a = baseline.value,
            .a_high = baseline.high,
            .b = article.value,
            .b_high = article.high};
  if (const std::optional<FigureVerdict> verdict = CompareUnits(pair, rates)) {
    return *verdict;
  }
  const Decimal tolerance =
      pair.by_rate ? Decimal::Make(5, -2) : (pair.converted ? Decimal::Make(1, -2) : Decimal(0));
  const bool ranged = pair.a_high || pair.b_high;
  if (!ranged && SameSize(pair.a, pair.b, IsShare(baseline) ? Decimal(0) : tolerance)) {
    return SameNumber(baseline, article);
  }
  return ByInterval(pair);
}

}  // namespace claimwatch
