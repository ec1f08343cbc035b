#include "plugins/compare/other_venue.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "plugins/compare/event.h"
#include "plugins/compare/make.h"

namespace claimwatch {
namespace {

// Whether one name can stand where the other does: a country for a group, a place for a place.
bool ShareRole(const Entity& a, const Entity& b) {
  const auto party = [](const Entity& entity) {
    return entity.role == "country" || entity.role == "group";
  };
  return a.role == b.role || (party(a) && party(b));
}

// The last place in a clause that the baseline does not know, when no other stranger follows it.
const Entity* StrangePlaceIn(const Clause& clause, const BaselineIndex& index) {
  const Entity* stranger = nullptr;
  for (const Entity& entity : clause.entities) {
    const bool role = entity.role == "place" || entity.role == "person" || entity.role == "country";
    stranger = role && index.Places(entity.key).empty() ? &entity : stranger;
  }
  return stranger != nullptr && stranger->role == "place" ? stranger : nullptr;
}

bool IsHolding(const Term& term) {
  constexpr std::array<std::string_view, 4> kHeld = {"hold", "host", "start", "conclude"};
  return std::find(kHeld.begin(), kHeld.end(), term.key) != kHeld.end();
}

bool StandsBeside(const Clause& clause, std::size_t at, const std::string& key) {
  return (at > 0 && clause.terms[at - 1].key == key) ||
         (at + 1 < clause.terms.size() && clause.terms[at + 1].key == key);
}

// "The summit in Tashkent", "was in Bishkek for the summit".
bool IsPlaceOfMeeting(const Clause& clause, std::size_t at, const Entity& place,
                      std::string_view text) {
  const Term& meeting = clause.terms[at];
  const bool in = meeting.span.end <= place.span.start &&
                  text.substr(meeting.span.end, place.span.start - meeting.span.end) == " in ";
  const bool before = text.substr(0, place.span.start).ends_with(" was in ") &&
                      text.substr(place.span.end).starts_with(" for the ");
  return meeting.key == "summit" && (in || before);
}

// Whether nothing stands before the sentence in its paragraph that could speak of another event.
bool OpensParagraph(const Held& held) {
  const auto at = static_cast<std::size_t>(&held.sentence - held.reading.sentences.data());
  return at == 0 || held.reading.sentences[at - 1].paragraph != held.sentence.paragraph;
}

// "This summit", 此次峰会, or "The summit" that opens a paragraph: the one that the article
// reports.
bool SpeaksOfThisSummit(const Held& held, const Clause& clause) {
  constexpr std::array<std::string_view, 7> kThis = {"this ", "This ", "этот ", "Этот ",
                                                     "此次",  "本次",  "本届"};
  const std::string_view text = held.reading.text;
  return std::any_of(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
    const std::string_view before =
        text.substr(clause.span.start, term.span.start - clause.span.start);
    const bool opens = clause.span.start == held.sentence.span.start && OpensParagraph(held) &&
                       (before.empty() || before == "The ");
    return term.key == "summit" &&
           (opens || std::any_of(kThis.begin(), kThis.end(), [before](std::string_view word) {
              return before.ends_with(word);
            }));
  });
}

// A place that the article names elsewhere, or with days of its own, had a meeting of its own.
bool IsNamedOnce(const Held& held, const Clause& clause, const Entity& place) {
  const std::string& text = held.reading.text;
  const bool once = text.find(place.text) == text.rfind(place.text);
  return once && std::none_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
           return DaysIn(held.reading.figures[i], held.index.event()) == EventDays::kOther;
         });
}

// A place that the baseline does not know, beside the word for holding, opening or closing, or of
// the summit itself.
const Entity* OtherVenue(const Clause& clause, const BaselineIndex& index, std::string_view text) {
  const Entity* stranger = StrangePlaceIn(clause, index);
  if (stranger == nullptr) {
    return nullptr;
  }
  for (std::size_t i = 0; i < clause.terms.size(); ++i) {
    if ((IsHolding(clause.terms[i]) && StandsBeside(clause, i, stranger->key)) ||
        IsPlaceOfMeeting(clause, i, *stranger, text)) {
      return stranger;
    }
  }
  return nullptr;
}

// The place of the event in a baseline sentence that may stand for `stranger`: one that is named
// beside the event's own number, or in the sentence that the clause is about.
const Entity* OwnVenue(const Held& held, std::size_t place, std::size_t aligned,
                       const Entity& stranger) {
  const Sentence& other = held.baseline.sentences[place];
  const bool numbered =
      std::any_of(other.clauses.begin(), other.clauses.end(), [&held](const Clause& clause) {
        return NumberIn(clause, held.baseline.figures, held.index.event()) == EventNumber::kOwn;
      });
  return numbered || place == aligned ? Replaced(held.sentence, other, stranger) : nullptr;
}

}  // namespace

bool IsSetApart(std::string_view before) {
  constexpr std::array<std::string_view, 5> kApart = {" not ", "not the ", " не ", "rather than ",
                                                      "而不是"};
  return std::any_of(kApart.begin(), kApart.end(),
                     [before](std::string_view mark) { return before.ends_with(mark); });
}

bool IsNamed(const Sentence& sentence, std::string_view key) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
    return std::any_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
      const std::size_t at = entity.span.start - sentence.span.start;
      return entity.key == key && !IsSetApart(std::string_view(sentence.text).substr(0, at));
    });
  });
}

const Entity* Replaced(const Sentence& sentence, const Sentence& other, const Entity& stranger) {
  for (const Clause& clause : other.clauses) {
    for (const Entity& entity : clause.entities) {
      if (ShareRole(entity, stranger) && !IsNamed(sentence, entity.key)) {
        return &entity;
      }
    }
  }
  return nullptr;
}

std::optional<Finding> FindOtherVenue(const Held& held, const Clause& clause, std::size_t aligned) {
  const bool numbered =
      NumberIn(clause, held.reading.figures, held.index.event()) == EventNumber::kOwn;
  const bool own = numbered || SpeaksOfThisSummit(held, clause);
  const Entity* stranger = own ? OtherVenue(clause, held.index, held.reading.text) : nullptr;
  if (stranger == nullptr || (!numbered && !IsNamedOnce(held, clause, *stranger))) {
    return std::nullopt;
  }
  return FindNear(held, aligned, 0, [&](std::size_t place) -> std::optional<Finding> {
    const Entity* replaced = OwnVenue(held, place, aligned, *stranger);
    if (replaced == nullptr) {
      return std::nullopt;
    }
    const Sentence& other = held.baseline.sentences[place];
    Finding finding = MakeFinding("CW-ENT-001", &held.sentence, &other);
    finding.reason =
        fmt::format("the baseline has the event in {}, not in {}", replaced->text, stranger->text);
    finding.confidence = 0.85;  // the number names the event; its place is a name of ours
    finding.signals.push_back(fmt::format("entity={}/{}", replaced->key, stranger->key));
    finding.key = fmt::format("entity:{}:{}", stranger->key, ClaimKeyOf("claim", other));
    return finding;
  });
}

}  // namespace claimwatch
