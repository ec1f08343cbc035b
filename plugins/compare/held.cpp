#include "plugins/compare/held.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "plugins/compare/actor.h"
#include "plugins/compare/event.h"
#include "plugins/compare/other_year.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

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
  const std::vector<Clause>& own = held.sentence.clauses;
  const auto at = std::find_if(own.begin(), own.end(),
                               [&clause](const Clause& one) { return &one == &clause; });
  const bool before =
      at != own.end() && IsBefore(TimeOf(held.sentence, static_cast<std::size_t>(at - own.begin()),
                                         held.reading.text, held.index.event()),
                                  held.index.event());
  return before || (year != 0 && year < held.index.event().year) ||
         LooksYearsBack(clause, held.reading);
}

namespace {

// "…, said": a short clause with a word for speech.
bool IsSpeech(const Clause& clause, std::string_view text) {
  constexpr std::size_t kFew = 4;  // terms
  const std::vector<Word> words =
      SplitWords(text.substr(clause.span.start, clause.span.size()), clause.span.start);
  bool speech = false;
  for (std::size_t i = 0; i < words.size() && !speech; ++i) {
    speech = Glossary::Builtin().FindCue(Cue::kSpeech, words, i).has_value();
  }
  return speech && clause.terms.size() <= kFew && clause.figures.empty();
}

// "英国央行行长贝利表示，": an office of a body or country that the baseline does not know, and
// nobody whom it knows.
bool IsOfficeOfStranger(const Clause& clause, const BaselineIndex& index) {
  bool office = false;
  bool stranger = false;
  for (const Term& term : clause.terms) {
    const bool body = term.key.starts_with("body:") || term.key.starts_with("country:");
    const bool entity = term.kind == Term::Kind::kEntity;
    if (entity && !index.Places(term.key).empty()) {
      return false;
    }
    stranger = stranger || body;
    office = office || IsOffice(term);
  }
  return office && stranger;
}

}  // namespace

bool IsSaidByStranger(const Held& held) {
  const auto& clauses = held.sentence.clauses;
  if (clauses.size() > 1 && IsOfficeOfStranger(clauses.front(), held.index) &&
      IsSpeech(clauses.front(), held.reading.text)) {
    return true;
  }
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
