#include "plugins/compare/worth.h"

#include <algorithm>
#include <vector>

#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

bool IsOpinion(const Sentence& sentence) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [](const Clause& clause) {
    return clause.modality == Modality::kQuestion || clause.modality == Modality::kOpinion;
  });
}

std::size_t VagueWords(const Sentence& sentence) {
  const std::vector<Word> words = SplitWords(sentence.text, 0);
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size();) {
    const auto cue = Glossary::Builtin().FindCue(Cue::kVague, words, i);
    count += cue ? 1U : 0U;
    i += cue ? cue->length : 1;
  }
  return count;
}

// A person, a body, a town, a document or an unknown name that the baseline does not have.
// Countries and groups stand in every sentence on diplomacy.
bool NamesSomething(const Clause& clause, const BaselineIndex& index) {
  return std::any_of(clause.entities.begin(), clause.entities.end(),
                     [&index](const Entity& entity) {
                       return entity.role != "country" && entity.role != "group" &&
                              !index.Has(entity.key) && index.Places(entity.key).empty();
                     });
}

// "The weather was hot": nobody acts, nothing is named, little is said.
bool SaysLittle(const Sentence& sentence) {
  constexpr double kEnough = 2.2;
  double weight = 0;
  for (const Clause& clause : sentence.clauses) {
    if (!clause.entities.empty() || !clause.figures.empty()) {
      return false;
    }
    for (const Term& term : clause.terms) {
      weight += term.weight;
    }
  }
  return weight < kEnough;
}

bool HasFigure(const Clause& clause, const Reading& reading) {
  return std::any_of(clause.figures.begin(), clause.figures.end(), [&reading](std::size_t i) {
    const Figure& figure = reading.figures[i];
    const bool ordinal = figure.kind == FigureKind::kOrdinal;
    return !ordinal && (!figure.when.empty() || figure.value > Decimal(1));
  });
}

}  // namespace

bool IsCheckWorthy(const Reading& reading, const Sentence& sentence, const BaselineIndex& index) {
  if (IsOpinion(sentence) || SaysLittle(sentence)) {
    return false;
  }
  const std::size_t vague = VagueWords(sentence);
  if (vague == 0) {
    return true;
  }
  const bool specific =
      std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
        return NamesSomething(clause, index) || HasFigure(clause, reading);
      });
  return specific && vague < 3;
}

}  // namespace claimwatch
