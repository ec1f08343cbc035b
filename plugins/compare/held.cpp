#include "plugins/compare/held.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "plugins/compare/event.h"

namespace claimwatch {

bool Asserts(const Clause& clause) {
  return clause.modality != Modality::kQuestion && clause.modality != Modality::kOpinion;
}

bool LooksYearsBack(const Clause& clause, const Reading& reading) {
  constexpr std::array<std::string_view, 9> kAgo = {"years ago",   "year ago",  "decade ago",
                                                    "decades ago", "лет назад", "год назад",
                                                    "года назад",  "年前",      "年以前"};
  constexpr std::size_t kBefore = 6;  // bytes: "年前" stands before a comma and so beside a clause
  const std::size_t comma = std::string_view("，").size();
  const std::size_t lead = clause.span.start < kBefore + comma ? 0 : kBefore + comma;
  const std::string_view text = reading.text;
  const std::string_view ahead = text.substr(clause.span.start - lead, lead);
  const bool aside = lead > 0 && ahead == "年前，";
  const std::string_view own = text.substr(clause.span.start, clause.span.size());
  const bool initiative =
      std::any_of(clause.terms.begin(), clause.terms.end(), [](const Term& term) {
        return term.key == "initiative" || term.key == "proposed" || term.key == "goal";
      });
  return !initiative &&
         (aside || std::any_of(kAgo.begin(), kAgo.end(), [own](std::string_view ago) {
            return own.find(ago) != std::string_view::npos;
          }));
}

bool TellsEarlier(const Held& held, const Clause& clause) {
  const int year = clause.time.empty() ? 0 : YearOf(clause.time);
  return (year != 0 && year < held.index.event().year) || LooksYearsBack(clause, held.reading);
}

bool IsSaidByStranger(const Held& held) {
  const auto& clauses = held.sentence.clauses;
  return std::any_of(clauses.begin(), clauses.end(), [&held](const Clause& clause) {
    return clause.speaker.starts_with("person:") && held.index.Places(clause.speaker).empty();
  });
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
