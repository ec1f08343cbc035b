// When are two figures the same? The interval rules of spec/FIGURES.md: each figure becomes an
// interval of what its words allow, and the verdict follows from how the two intervals lie.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/figure.h"

namespace claimwatch {

enum class FigureRelation { kSame, kCompatible, kMorePrecise, kChanged, kUnrelated };

std::string_view FigureRelationName(FigureRelation relation);  // "same", "more_precise", …

struct FigureVerdict {
  FigureRelation relation = FigureRelation::kUnrelated;
  bool notable = false;  // kCompatible, yet worth a low notice ("nearly" was dropped)
  std::string rule;      // "scale_slip", "digit_swap", "bound_broken", "unit_swapped",
                         // "currency_swapped", "direction", …
  std::string
      reason;  // what there is to say beside the two figures, in English: "the same
               // digits, 10 times as large: a scale slip?"; empty when they speak for themselves
};

// Exchange rates: what one unit of the first currency is worth in the second. Learnt, never
// guessed.
class RateTable {
 public:
  void Add(std::string_view from, std::string_view to, const Decimal& rate);
  // Direct, inverse or through one common currency; nullopt when nothing is known.
  std::optional<Decimal> Rate(std::string_view from, std::string_view to) const;

  bool empty() const { return rates_.empty(); }

 private:
  std::map<std::pair<std::string, std::string>, Decimal, std::less<>> rates_;
};

// Rates from double mentions ("1.5 billion yuan ($208 million)") among `figures`, which were read
// from `text`.
RateTable LearnRates(std::span<const Figure> figures, std::string_view text);

// "More than 100" against "fewer than 100", "nearly 100": a bound, or a hedge that is one in
// disguise, on its other side.
bool IsTurned(const Figure& a, const Figure& b);

// The verdict on two figures already known to count the same thing. `article` is judged against
// `baseline`.
FigureVerdict CompareFigures(const Figure& baseline, const Figure& article, const RateTable& rates);

// "Core inflation", "headline inflation": the same noun, with nothing in common before it.
bool HaveOtherQualifiers(std::string_view baseline, std::string_view article);

// How well two counted nouns name one concept, whatever their languages and word forms: 1 same
// heads or synonyms with agreeing modifiers, 0 nothing in common or a known contradiction
// (exports/imports, dead/injured). -1 when either is empty: nothing can be said.
double CountedAgreement(std::string_view baseline, std::string_view article);

inline bool SameConcept(std::string_view baseline, std::string_view article) {
  return CountedAgreement(baseline, article) >= 0.5;
}

}  // namespace claimwatch
