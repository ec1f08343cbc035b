#include "plugins/compare/contradiction.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "plugins/compare/actor.h"
#include "plugins/compare/event.h"
#include "plugins/compare/make.h"
#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

constexpr double kNearFrom = 0.2;      // a sentence covered less than this is not even looked at
constexpr double kDeniedFrom = 0.6;    // share of the clause that the baseline sentence must have
constexpr double kOppositeFrom = 0.5;  // … without the opposite word itself
constexpr double kMissingFrom = 0.4;   // … when it takes a member out of a list
constexpr double kNamedFrom = 0.85;    // … apart from its names, when one of them is another's
constexpr double kNamedWeight = 1.2;
constexpr double kSubjectWeight = 0.8;   // terms from here on must all be the baseline's …
constexpr double kSpecificWeight = 1.0;  // … and one of them as telling as this
constexpr double kSubjectShare = 0.9;    // … for two deeds to be one
constexpr double kLeastWeight = 1.2;     // a clause lighter than this denies nothing in particular

// How much of `term` a baseline sentence covers.
double ShareIn(const Term& term, std::size_t sentence, const BaselineIndex& index) {
  for (const BaselineIndex::Place& place : index.Places(term.key)) {
    if (place.sentence == sentence) {
      return place.share;
    }
  }
  return 0;
}

// The clause of the baseline sentence that shares most with `clause`.
const Clause& Counterpart(const Clause& clause, const Sentence& other) {
  const Clause* best = &other.clauses.front();
  std::size_t most = 0;
  for (const Clause& candidate : other.clauses) {
    std::size_t common = 0;
    for (const std::string& key : candidate.concepts) {
      common += std::binary_search(clause.concepts.begin(), clause.concepts.end(), key) ? 1U : 0U;
    }
    if (common > most) {
      most = common;
      best = &candidate;
    }
  }
  return *best;
}

// A word of `other` that cannot be true together with `term`.
const Term* OppositeIn(const Term& term, const Sentence& other) {
  for (const Clause& clause : other.clauses) {
    for (const Term& candidate : clause.terms) {
      if (Glossary::Builtin().AreOpposite(term.key, candidate.key)) {
        return &candidate;
      }
    }
  }
  return nullptr;
}

std::optional<Finding> ByNegation(const Sentence& sentence, const Clause& clause, double coverage,
                                  const Sentence& other) {
  const Clause& counterpart = Counterpart(clause, other);
  if (clause.polarity == counterpart.polarity || coverage < kDeniedFrom) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-CLM-002", &sentence, &other);
  const bool denied = clause.polarity == Polarity::kNegative;
  finding.reason = denied ? "the same statement as in the baseline, but negated here"
                          : "the baseline negates this statement, here it is affirmed";
  finding.confidence = coverage;
  finding.signals.push_back(fmt::format("coverage={:.2f}", coverage));
  finding.signals.emplace_back(denied ? "polarity=negative" : "polarity=positive");
  finding.key = ClaimKeyOf("contradicts", other);
  return finding;
}

// The share of a clause beside `term` and names that a baseline sentence covers, 0–1; 0 when there
// is too little of it.
double CoveredBeside(const Term& term, const Clause& clause, std::size_t place,
                     const BaselineIndex& index) {
  double covered = 0;
  double weight = 0;
  for (const Term& rest : clause.terms) {
    const bool name = rest.kind == Term::Kind::kEntity;
    const double own = &rest == &term || name ? 0 : index.WeightOf(rest);
    weight += own;
    covered += own * ShareIn(rest, place, index);
  }
  return weight < kLeastWeight ? 0 : covered / weight;
}

Finding OppositeFinding(const Term& term, const Term& opposite, const Sentence& sentence,
                        const Sentence& other) {
  const bool list = term.key == "missing";
  Finding finding = MakeFinding(list ? "CW-CLM-004" : "CW-CLM-003", &sentence, &other);
  finding.reason =
      list ? "says that something is missing which the baseline's list has"
           : fmt::format("the baseline says '{}', here it is '{}'", opposite.key, term.key);
  finding.signals.push_back(fmt::format("opposite={}/{}", opposite.key, term.key));
  finding.key = ClaimKeyOf("contradicts", other);
  return finding;
}

// Who speaks of a gap in a list seldom repeats the list.
double OppositeFrom(const Term& term) {
  return term.key == "missing" ? kMissingFrom : kOppositeFrom;
}

std::optional<Finding> ByOpposite(const Sentence& sentence, const Clause& clause, std::size_t place,
                                  const Sentence& other, const BaselineIndex& index) {
  // Denied on one side only, an opposite says the same: "did not refuse".
  if (clause.polarity != Counterpart(clause, other).polarity) {
    return std::nullopt;
  }
  for (const Term& term : clause.terms) {
    const Term* opposite = ShareIn(term, place, index) < 0.5 ? OppositeIn(term, other) : nullptr;
    if (opposite == nullptr) {
      continue;
    }
    const double covered = CoveredBeside(term, clause, place, index);
    if (covered >= OppositeFrom(term)) {
      Finding finding = OppositeFinding(term, *opposite, sentence, other);
      finding.confidence = covered;
      return finding;
    }
  }
  return std::nullopt;
}

bool IsNamed(const Sentence& sentence, std::string_view key) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [key](const Clause& clause) {
    return std::any_of(clause.entities.begin(), clause.entities.end(),
                       [key](const Entity& entity) { return entity.key == key; });
  });
}

// An entity of `role` in the baseline sentence that the article's sentence does not name.
const Entity* Replaced(const Sentence& sentence, const Sentence& other, std::string_view role) {
  for (const Clause& clause : other.clauses) {
    for (const Entity& entity : clause.entities) {
      if (entity.role == role && !IsNamed(sentence, entity.key)) {
        return &entity;
      }
    }
  }
  return nullptr;
}

// The last place, person or country of a clause that the baseline does not know; nullptr for none.
const Entity* StrangerIn(const Clause& clause, const BaselineIndex& index) {
  const Entity* stranger = nullptr;
  for (const Entity& entity : clause.entities) {
    const bool role = entity.role == "place" || entity.role == "person" || entity.role == "country";
    stranger = role && index.Places(entity.key).empty() ? &entity : stranger;
  }
  return stranger;
}

// The share of a clause without its names that a baseline sentence covers, 0–1; 0 when the clause
// is nearly all names.
double CoveredWithoutNames(const Clause& clause, std::size_t place, const BaselineIndex& index) {
  double weight = 0;
  double covered = 0;
  for (const Term& term : clause.terms) {
    const double own = term.kind == Term::Kind::kEntity ? 0 : index.WeightOf(term);
    weight += own;
    covered += own * ShareIn(term, place, index);
  }
  return weight < kNamedWeight ? 0 : covered / weight;
}

// The same statement with a place or a person that the baseline does not know.
std::optional<Finding> ByName(const Sentence& sentence, const Clause& clause, std::size_t place,
                              const Sentence& other, const BaselineIndex& index) {
  const Entity* stranger = StrangerIn(clause, index);
  const Entity* replaced =
      stranger != nullptr ? Replaced(sentence, other, stranger->role) : nullptr;
  if (replaced == nullptr) {
    return std::nullopt;
  }
  const double covered = CoveredWithoutNames(clause, place, index);
  if (covered < kNamedFrom) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-ENT-001", &sentence, &other);
  finding.reason =
      fmt::format("the baseline names {} here, not {}", replaced->text, stranger->text);
  finding.confidence = covered;
  finding.signals.push_back(fmt::format("entity={}/{}", replaced->key, stranger->key));
  finding.key = fmt::format("entity:{}:{}", stranger->key, ClaimKeyOf("claim", other));
  return finding;
}

// Who holds an office is the doer, not the subject.
bool IsSubject(const Term& term) {
  return term.kind != Term::Kind::kEntity && !IsOffice(term) && term.weight >= kSubjectWeight;
}

// Whether all that `sentence` is about, names apart, is what the baseline sentence is about: then a
// deed in both is one deed. A single subject of its own ("a centre for water") makes it another.
bool SharesSubject(const Sentence& sentence, std::size_t place, const BaselineIndex& index) {
  bool specific = false;
  for (const Clause& clause : sentence.clauses) {
    for (const Term& term : clause.terms) {
      if (!IsSubject(term)) {
        continue;
      }
      if (ShareIn(term, place, index) < kSubjectShare) {
        return false;
      }
      specific = specific || term.weight >= kSpecificWeight;
    }
  }
  return specific;
}

bool Says(const Sentence& sentence, std::string_view key) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [key](const Clause& clause) {
    return std::binary_search(clause.concepts.begin(), clause.concepts.end(), key);
  });
}

// Deeds that are told as such: not asked, wished or denied.
std::vector<Deed> DeedsOf(const Sentence& sentence, std::string_view text) {
  std::vector<Deed> deeds;
  for (const Clause& clause : sentence.clauses) {
    const bool told = clause.modality == Modality::kFact || clause.modality == Modality::kPlan;
    if (told && clause.polarity == Polarity::kPositive) {
      const std::vector<Deed> own = DeedsIn(clause, text);
      deeds.insert(deeds.end(), own.begin(), own.end());
    }
  }
  return deeds;
}

// Who proposed a thing that the baseline says another announced claims its authorship; who
// announced a thing that another had proposed may only be telling of it.
bool IsOneAct(std::string_view here, std::string_view there) {
  return here == there || (here == "propose" && there == "announce");
}

// One act by another person or another rank. Where one sentence names both they acted together.
bool HasOtherActor(const Deed& here, const Sentence& sentence, const Deed& there,
                   const Sentence& other) {
  const bool persons = IsPerson(*here.actor) && IsPerson(*there.actor);
  return IsOneAct(here.act, there.act) && (persons || AreOtherOffices(*here.actor, *there.actor)) &&
         !Says(other, here.actor->key) && !Says(sentence, there.actor->key);
}

std::string Printed(const Deed& deed, const std::string& text) {
  return text.substr(deed.actor->span.start, deed.actor->span.size());
}

// "Announced by Tokayev" where the baseline has Xi's announcement of the same thing.
std::optional<Finding> ByActor(const Reading& reading, const Sentence& sentence,
                               const Reading& baseline, const BaselineIndex& index) {
  const std::vector<Deed> deeds = DeedsOf(sentence, reading.text);
  for (std::size_t place = 0; !deeds.empty() && place < baseline.sentences.size(); ++place) {
    if (!SharesSubject(sentence, place, index)) {
      continue;
    }
    const Sentence& other = baseline.sentences[place];
    for (const Deed& there : DeedsOf(other, baseline.text)) {
      const auto here = std::find_if(deeds.begin(), deeds.end(), [&](const Deed& deed) {
        return HasOtherActor(deed, sentence, there, other);
      });
      if (here != deeds.end()) {
        Finding finding = MakeFinding("CW-ENT-001", &sentence, &other);
        finding.reason = fmt::format("the baseline says that {} did this, not {}",
                                     Printed(there, baseline.text), Printed(*here, reading.text));
        finding.confidence = 0.85;  // the deed is the same, but its words may differ
        finding.signals.push_back(fmt::format("actor={}/{}", there.actor->key, here->actor->key));
        finding.key = fmt::format("entity:{}:{}", here->actor->key, ClaimKeyOf("claim", other));
        return finding;
      }
    }
  }
  return std::nullopt;
}

// "two of the five", "двое из пяти": the figure of a part, beside that of the whole.
const Figure* PartOfAll(const Clause& clause, const Reading& reading) {
  for (std::size_t i = 1; i < clause.figures.size(); ++i) {
    const Figure& part = reading.figures[clause.figures[i - 1]];
    const Figure& whole = reading.figures[clause.figures[i]];
    const std::size_t from = std::min(part.span.end, whole.span.start);
    const std::string between = reading.text.substr(from, whole.span.start - from);
    const bool of = between == " of the " || between == " of " || between == " из ";
    if (of && part.value < whole.value) {
      return &part;
    }
  }
  return nullptr;
}

// The baseline says that all did it, the article counts some.
std::optional<Finding> ByPart(const Reading& reading, const Sentence& sentence,
                              const Clause& clause, const Alignment& own, const Sentence& other) {
  const Figure* part = PartOfAll(clause, reading);
  if (part == nullptr || own.coverage < kDeniedFrom || !Says(other, "unanimous")) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-CLM-003", &sentence, &other);
  finding.reason = fmt::format("the baseline says that all did, here it is {}", part->text);
  finding.confidence = own.coverage;
  finding.signals.emplace_back("opposite=unanimous/part");
  finding.key = ClaimKeyOf("contradicts", other);
  return finding;
}

bool IsHolding(const Term& term) {
  constexpr std::array<std::string_view, 4> kHeld = {"hold", "host", "start", "conclude"};
  return std::find(kHeld.begin(), kHeld.end(), term.key) != kHeld.end();
}

bool StandsBeside(const Clause& clause, std::size_t at, const std::string& key) {
  return (at > 0 && clause.terms[at - 1].key == key) ||
         (at + 1 < clause.terms.size() && clause.terms[at + 1].key == key);
}

// A place that the baseline does not know, beside the word for holding, opening or closing.
const Entity* OtherVenue(const Clause& clause, const BaselineIndex& index) {
  const Entity* stranger = StrangerIn(clause, index);
  if (stranger == nullptr || stranger->role != "place") {
    return nullptr;
  }
  for (std::size_t i = 0; i < clause.terms.size(); ++i) {
    if (IsHolding(clause.terms[i]) && StandsBeside(clause, i, stranger->key)) {
      return stranger;
    }
  }
  return nullptr;
}

// The event itself, told by its number, was held elsewhere.
std::optional<Finding> ByVenue(const Reading& reading, const Sentence& sentence,
                               const Clause& clause, const Sentence& other,
                               const BaselineIndex& index) {
  const bool own = NumberIn(clause, reading.figures, index.event()) == EventNumber::kOwn;
  const Entity* stranger = own ? OtherVenue(clause, index) : nullptr;
  const Entity* replaced = stranger != nullptr ? Replaced(sentence, other, "place") : nullptr;
  if (replaced == nullptr) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-ENT-001", &sentence, &other);
  finding.reason =
      fmt::format("the baseline has the event in {}, not in {}", replaced->text, stranger->text);
  finding.confidence = 0.85;  // the number names the event; its place is a name of ours
  finding.signals.push_back(fmt::format("entity={}/{}", replaced->key, stranger->key));
  finding.key = fmt::format("entity:{}:{}", stranger->key, ClaimKeyOf("claim", other));
  return finding;
}

bool Asserts(const Clause& clause) {
  return clause.modality != Modality::kQuestion && clause.modality != Modality::kOpinion;
}

// A sentence of the article with what it is held against.
struct Case {
  const Reading& reading;
  const Sentence& sentence;
  const SentenceAlignment& alignment;
  const Reading& baseline;
  const BaselineIndex& index;
};

// The first opposite in any baseline sentence near the clause.
std::optional<Finding> ByAnyOpposite(const Case& held, const Clause& clause, std::size_t aligned) {
  for (std::size_t place = 0; place < held.baseline.sentences.size(); ++place) {
    const bool near = place == aligned || held.alignment.coverage[place] >= kNearFrom;
    std::optional<Finding> opposite =
        near ? ByOpposite(held.sentence, clause, place, held.baseline.sentences[place], held.index)
             : std::nullopt;
    if (opposite) {
      return opposite;
    }
  }
  return std::nullopt;
}

// Other names in a clause that tells of the same.
std::optional<Finding> ByAnyName(const Case& held, const Clause& clause, const Alignment& own) {
  const bool told = clause.modality == Modality::kFact && clause.polarity == Polarity::kPositive;
  if (!told) {
    return std::nullopt;
  }
  const Sentence& other = held.baseline.sentences[*own.sentence];
  if (auto venue = ByVenue(held.reading, held.sentence, clause, other, held.index)) {
    return venue;
  }
  return own.weight < kLeastWeight
             ? std::nullopt
             : ByName(held.sentence, clause, *own.sentence, other, held.index);
}

// Numbers and words that cannot both be true.
std::optional<Finding> ByWords(const Case& held, const Clause& clause, const Alignment& own) {
  if (own.weight < kLeastWeight) {
    return std::nullopt;
  }
  const Sentence& other = held.baseline.sentences[*own.sentence];
  std::optional<Finding> part = ByPart(held.reading, held.sentence, clause, own, other);
  return part ? part : ByAnyOpposite(held, clause, *own.sentence);
}

// What one clause contradicts, by the strongest evidence first.
std::optional<Finding> ByClause(const Case& held, const Clause& clause, const Alignment& own) {
  if (!own.sentence || !Asserts(clause)) {
    return std::nullopt;
  }
  const Sentence& other = held.baseline.sentences[*own.sentence];
  std::optional<Finding> finding = own.weight >= kLeastWeight
                                       ? ByNegation(held.sentence, clause, own.coverage, other)
                                       : std::nullopt;
  finding = finding ? finding : ByAnyName(held, clause, own);
  return finding ? finding : ByWords(held, clause, own);
}

}  // namespace

std::optional<Finding> FindContradiction(const Reading& reading, const Sentence& sentence,
                                         const SentenceAlignment& alignment,
                                         const Reading& baseline, const BaselineIndex& index) {
  const Case held{reading, sentence, alignment, baseline, index};
  for (std::size_t i = 0; i < sentence.clauses.size(); ++i) {
    std::optional<Finding> finding = ByClause(held, sentence.clauses[i], alignment.clauses[i]);
    if (finding) {
      return finding;
    }
  }
  return ByActor(reading, sentence, baseline, index);
}

}  // namespace claimwatch
