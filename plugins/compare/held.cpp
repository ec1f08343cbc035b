#include "plugins/compare/held.h"

#include <algorithm>

#include "plugins/compare/event.h"

namespace claimwatch {

bool Asserts(const Clause& clause) {
  return clause.modality != Modality::kQuestion && clause.modality != Modality::kOpinion;
}

bool TellsEarlier(const Clause& clause, const BaselineIndex& index) {
  const int year = clause.time.empty() ? 0 : YearOf(clause.time);
  return year != 0 && year < index.event().year;
}

double ShareIn(const Term& term, std::size_t sentence, const BaselineIndex& index) {
  for (const BaselineIndex::Place& place : index.Places(term.key)) {
    if (place.sentence == sentence) {
      return place.share;
    }
  }
  return 0;
}

bool Says(const Sentence& sentence, std::string_view key) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [key](const Clause& clause) {
    return std::binary_search(clause.concepts.begin(), clause.concepts.end(), key);
  });
}

}  // namespace claimwatch
