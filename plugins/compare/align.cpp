#include "plugins/compare/align.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace claimwatch {
namespace {

// A participant or a place that the baseline names anywhere is known in every sentence.
constexpr double kKnownEntity = 0.8;
// A subject that the baseline speaks of elsewhere is half known here.
constexpr double kKnownElsewhere = 0.25;
constexpr double kHeavy = 1.0;
constexpr double kFigureWeight = 0.8;

using Scores = std::vector<double>;

bool IsEventEntity(const Term& term) {
  return term.kind == Term::Kind::kEntity &&
         (term.key.starts_with("person:") || term.key.starts_with("place:") ||
          term.key.starts_with("country:") || term.key.starts_with("group:"));
}

// An ordinal or a small count is equal by chance too often to say what a sentence is about.
bool IsTelling(const Figure& figure) {
  const bool count = figure.kind == FigureKind::kCount || figure.kind == FigureKind::kNumber;
  return figure.kind != FigureKind::kOrdinal && figure.kind != FigureKind::kDuration &&
         !(count && figure.value < Decimal(20));
}

bool SameNumber(const Figure& a, const Figure& b) {
  if (a.kind != b.kind || a.dimension != b.dimension) {
    return false;
  }
  return a.when.empty() ? a.value == b.value && a.unit == b.unit : a.when == b.when;
}

bool HasNumber(const Sentence& sentence, const std::vector<Figure>& figures, const Figure& number) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
    return std::any_of(clause.figures.begin(), clause.figures.end(),
                       [&](std::size_t i) { return SameNumber(number, figures[i]); });
  });
}

// Adds a figure to the scores of the sentences that print it; false when none does.
bool CoverFigure(const Figure& figure, const Reading& baseline, Scores& scores) {
  bool known = false;
  for (std::size_t s = 0; s < baseline.sentences.size(); ++s) {
    const bool found = HasNumber(baseline.sentences[s], baseline.figures, figure);
    scores[s] += found ? kFigureWeight : 0;
    known = known || found;
  }
  return known;
}

// Adds to `scores` what each baseline sentence covers of the clause; returns the clause's weight.
double Cover(const Reading& reading, const Clause& clause, const Reading& baseline,
             const BaselineIndex& index, Scores& scores) {
  double weight = 0;
  for (const Term& term : clause.terms) {
    const double own = index.WeightOf(term);
    weight += own;
    for (const BaselineIndex::Place& place : index.Places(term.key)) {
      scores[place.sentence] += own * place.share;
    }
  }
  for (const std::size_t i : clause.figures) {
    const bool telling = IsTelling(reading.figures[i]);
    weight += telling && CoverFigure(reading.figures[i], baseline, scores) ? kFigureWeight : 0;
  }
  return weight;
}

// The weight of the clause's terms that neither of two baseline sentences covers.
void AddNovel(Alignment& alignment, const Clause& clause, const BaselineIndex& index,
              std::size_t first, std::size_t second) {
  for (const Term& term : clause.terms) {
    double known = index.Has(term.key) ? kKnownElsewhere : 0;
    for (const BaselineIndex::Place& place : index.Places(term.key)) {
      const bool here = place.sentence == first || place.sentence == second;
      known = std::max(known, here ? place.share : kKnownElsewhere * place.share);
    }
    if (IsEventEntity(term) && index.Has(term.key)) {
      known = std::max(known, kKnownEntity);
    }
    alignment.novel += index.WeightOf(term) * (1 - known);
    alignment.heavy = alignment.heavy || (term.weight >= kHeavy && known < 0.3);
  }
}

// The baseline sentence that a clause is about: most covered, and of equals the one that says least
// else.
std::optional<std::size_t> Best(const Scores& scores, const BaselineIndex& index) {
  std::optional<std::size_t> best;
  double best_value = 0;
  for (std::size_t s = 0; s < scores.size(); ++s) {
    const double value =
        scores[s] * (0.85 + 0.15 * std::min(1.0, scores[s] / std::max(1.0, index.Weight(s))));
    if (value > best_value) {
      best = s;
      best_value = value;
    }
  }
  return best;
}

void Fill(Alignment& alignment, const Scores& scores, const BaselineIndex& index, double weight) {
  alignment.weight = weight;
  alignment.sentence = Best(scores, index);
  if (alignment.sentence && weight > 0) {
    const double covered = scores[*alignment.sentence];
    alignment.coverage = std::min(1.0, covered / weight);
    alignment.reverse = std::min(1.0, covered / std::max(0.1, index.Weight(*alignment.sentence)));
  }
}

}  // namespace

SentenceAlignment Align(const Reading& reading, const Sentence& sentence, const Reading& baseline,
                        const BaselineIndex& index) {
  SentenceAlignment result;
  Scores all(index.sentences(), 0);
  double weight = 0;
  for (const Clause& clause : sentence.clauses) {
    Scores scores(index.sentences(), 0);
    Alignment alignment;
    const double own = Cover(reading, clause, baseline, index, scores);
    Fill(alignment, scores, index, own);
    weight += alignment.weight;
    std::transform(all.begin(), all.end(), scores.begin(), all.begin(), std::plus<>());
    result.clauses.push_back(alignment);
  }
  Fill(result.whole, all, index, weight);
  for (std::size_t i = 0; i < sentence.clauses.size(); ++i) {
    Alignment& clause = result.clauses[i];
    const std::size_t own = clause.sentence.value_or(index.sentences());
    const std::size_t whole = result.whole.sentence.value_or(index.sentences());
    AddNovel(clause, sentence.clauses[i], index, own, whole);
    result.whole.novel += clause.novel;
    result.whole.heavy = result.whole.heavy || clause.heavy;
  }
  result.coverage = std::move(all);
  for (double& share : result.coverage) {
    share = weight > 0 ? std::min(1.0, share / weight) : 0;
  }
  return result;
}

}  // namespace claimwatch
