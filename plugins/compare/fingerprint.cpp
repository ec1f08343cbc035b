#include "plugins/compare/fingerprint.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "plugins/compare/counted.h"
#include "plugins/compare/namesake.h"

namespace claimwatch {
namespace {

constexpr std::int64_t kTellingCount = 20;  // a smaller count is anybody's
constexpr double kRare = 0.3;
constexpr double kRound = 0.15;  // "100", "3,000", "10 percent"
constexpr double kDay = 0.2;
constexpr double kFew = 0.05;

// How little chance there is that another event has this very figure, 0–0.3.
double Rarity(const Figure& figure) {
  if (figure.kind == FigureKind::kDate) {
    return figure.when.size() >= 10 && figure.when.find('W') == std::string::npos ? kDay : 0;
  }
  if (IsUncounted(figure) || figure.kind == FigureKind::kTime) {
    return 0;
  }
  if (IsCountKind(figure.kind) && figure.value < Decimal(kTellingCount)) {
    return figure.value > Decimal(2) ? kFew : 0;
  }
  const bool round = figure.value.coefficient() < 10 && figure.value.exponent() > 0;
  return round ? kRound : kRare;
}

// Each value once.
using Value = std::pair<std::string, std::string>;

Value ValueOf(const Figure& figure) {
  return {figure.unit, figure.when.empty() ? figure.value.ToString() : figure.when};
}

void AddFigures(const Reading& baseline, const BaselineIndex& index, const Reading& reading,
                Fingerprint& print) {
  std::set<Value> seen;
  for (const BaselineIndex::Quantity& quantity : index.quantities()) {
    const Figure& own = baseline.figures[quantity.figure];
    const double rarity = Rarity(own);
    const bool printed =
        rarity > 0 &&
        std::any_of(reading.figures.begin(), reading.figures.end(), [&own](const Figure& here) {
          return AreComparable(here, own) && SameValue(here, own);
        });
    if (printed && seen.insert(ValueOf(own)).second) {
      print.rare += rarity;
      ++print.figures;
    }
  }
}

}  // namespace

bool Fingerprint::Ties() const {
  constexpr double kAlone = 1.2;      // figures without a name
  constexpr double kBesideOne = 0.6;  // … beside one
  constexpr std::size_t kNames = 4;   // names without a figure
  return rare >= kAlone || (names >= 1 && rare >= kBesideOne) || (names >= 2 && rare >= kRare) ||
         names >= kNames;
}

Fingerprint FingerprintIn(const Baseline& baseline, const BaselineIndex& index,
                          const Article& article, const Reading& reading) {
  Fingerprint print;
  print.names = NamesShared(baseline, index, article, reading);
  AddFigures(baseline.reading, index, reading, print);
  return print;
}

}  // namespace claimwatch
