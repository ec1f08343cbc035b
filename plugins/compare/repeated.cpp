#include "plugins/compare/repeated.h"

#include <algorithm>

#include "plugins/compare/align.h"

namespace claimwatch {
namespace {

constexpr double kFactFrom =
    0.62;  // coverage from which a sentence repeats a statement of the baseline
constexpr double kFactWeight = 1.8;   // … if it says at least this much
constexpr double kFactSubject = 1.1;  // … and this much of it about something else than names
// What ties an article that names nobody and no place of the baseline: so many of its statements,
// or one that says so much ("six fields" and "3,000 places in two years" are any ministry's).
constexpr std::ptrdiff_t kFactsAlone = 3;
constexpr double kTellingFact = 2.2;

// What a clause says beside the names in it: who stands beside whom is no statement.
double SubjectWeight(const Clause& clause) {
  double weight = 0;
  for (const Term& term : clause.terms) {
    weight += term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName ? 0 : term.weight;
  }
  return weight;
}

// A clause that says enough beside names, and what a statement of the baseline says.
bool RepeatsFact(const Clause& clause, const Alignment& alignment) {
  return alignment.sentence && alignment.coverage >= kFactFrom && alignment.weight >= kFactWeight &&
         SubjectWeight(clause) >= kFactSubject;
}

}  // namespace

void RepeatedFacts::Add(std::size_t sentence, double subject) {
  weight += repeated[sentence] ? 0.25 : 0.45;
  repeated[sentence] = true;
  telling = std::max(telling, subject);
  ++count;
}

bool RepeatedFacts::TieAlone() const {
  return telling >= kTellingFact ||
         std::count(repeated.begin(), repeated.end(), true) >= kFactsAlone;
}

RepeatedFacts FactsIn(const Baseline& baseline, const BaselineIndex& index,
                      const Reading& reading) {
  RepeatedFacts facts{std::vector<bool>(index.sentences(), false)};
  for (const Sentence& sentence : reading.sentences) {
    const SentenceAlignment alignment = Align(reading, sentence, baseline.reading, index);
    for (std::size_t c = 0; c < alignment.clauses.size(); ++c) {
      const Clause& clause = sentence.clauses[c];
      const Alignment& own = alignment.clauses[c];
      if (RepeatsFact(clause, own)) {
        facts.Add(*own.sentence, own.coverage * SubjectWeight(clause));
      }
    }
  }
  return facts;
}

}  // namespace claimwatch
