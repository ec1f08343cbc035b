#include "plugins/compare/other_year.h"

#include <algorithm>
#include <string_view>

#include "plugins/compare/counted.h"
#include "plugins/compare/figure_interval.h"
#include "plugins/compare/make.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

// 0: the clause names no year.
int ExplicitYear(const Clause& clause) {
  return clause.time.empty() || clause.time.front() == 'X' ? 0 : YearOf(clause.time);
}

// "… that year", "в том же году", 当年: of the year just named.
bool ReadsOn(const Clause& clause, std::string_view text) {
  return HasOneOf(text.substr(clause.span.start, clause.span.size()),
                  {"that year", "the same year", "том году", "тот год", "том же году", "тот же год",
                   "当年", "同年", "那年"});
}

// Whether the baseline sentence of `quantity` counts what `here` counts, and not as much.
bool HasOtherValue(const Figure& here, const Clause& clause, const Reading& baseline,
                   const BaselineIndex::Quantity& quantity, const BaselineIndex& index) {
  const Concepts concepts = CountedConcepts(here, clause);
  bool other = false;
  for (const BaselineIndex::Quantity& one : index.quantities()) {
    const Figure& there = baseline.figures[one.figure];
    const bool alike = one.sentence == quantity.sentence && AreComparable(here, there) &&
                       Agreement(here, concepts, there, one.concepts) >= kSameThing;
    if (alike && SameValue(here, there)) {
      return false;
    }
    other = other || alike;
  }
  return other;
}

}  // namespace

bool IsOfEarlierYear(const TimedFigure& one, const Clause& other, int event_year) {
  const std::vector<Clause>& clauses = one.sentence.clauses;
  const Clause& own = clauses[one.clause];
  if (own.modality != Modality::kFact || one.figure.kind == FigureKind::kDate ||
      ExplicitYear(other) != 0) {
    return false;
  }
  int year = ExplicitYear(own);
  if (year == 0 && one.clause > 0 && ReadsOn(own, one.reading.text)) {
    year = ExplicitYear(clauses[one.clause - 1]);
  }
  return year != 0 && year < event_year;
}

bool DatesAnotherFigure(const TimedFigure& one, const Reading& baseline,
                        const BaselineIndex::Quantity& quantity, const BaselineIndex& index) {
  const Clause& clause = one.sentence.clauses[one.clause];
  const Figure& there = baseline.figures[quantity.figure];
  const bool past = one.figure.kind == FigureKind::kDate && clause.modality == Modality::kFact &&
                    one.figure.when < there.when;
  return past && std::any_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
           const Figure& here = one.reading.figures[i];
           return !IsUncounted(here) && HasOtherValue(here, clause, baseline, quantity, index);
         });
}

}  // namespace claimwatch
