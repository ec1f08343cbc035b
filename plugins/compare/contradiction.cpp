#include "plugins/compare/contradiction.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

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
constexpr double kLeastWeight = 1.2;  // a clause lighter than this denies nothing in particular

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

std::optional<Finding> ByOpposite(const Sentence& sentence, const Clause& clause, std::size_t place,
                                  const Sentence& other, const BaselineIndex& index) {
  for (const Term& term : clause.terms) {
    const Term* opposite = ShareIn(term, place, index) < 0.5 ? OppositeIn(term, other) : nullptr;
    if (opposite == nullptr || clause.polarity != Counterpart(clause, other).polarity) {
      continue;
    }
    const bool list = term.key == "missing";
    const double covered = CoveredBeside(term, clause, place, index);
    if (covered < (list ? kMissingFrom : kOppositeFrom)) {
      continue;
    }
    Finding finding = MakeFinding(list ? "CW-CLM-004" : "CW-CLM-003", &sentence, &other);
    finding.reason =
        list ? "says that something is missing which the baseline's list has"
             : fmt::format("the baseline says '{}', here it is '{}'", opposite->key, term.key);
    finding.confidence = covered;
    finding.signals.push_back(fmt::format("opposite={}/{}", opposite->key, term.key));
    finding.key = ClaimKeyOf("contradicts", other);
    return finding;
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

// The same statement with a place or a person that the baseline does not know.
std::optional<Finding> ByName(const Sentence& sentence, const Clause& clause, std::size_t place,
                              const Sentence& other, const BaselineIndex& index) {
  double weight = 0;
  double covered = 0;
  const Entity* stranger = StrangerIn(clause, index);
  for (const Term& term : clause.terms) {
    const bool name = term.kind == Term::Kind::kEntity;
    weight += name ? 0 : index.WeightOf(term);
    covered += name ? 0 : index.WeightOf(term) * ShareIn(term, place, index);
  }
  const Entity* replaced =
      stranger != nullptr ? Replaced(sentence, other, stranger->role) : nullptr;
  if (replaced == nullptr || weight < kNamedWeight || covered / weight < kNamedFrom) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-ENT-001", &sentence, &other);
  finding.reason =
      fmt::format("the baseline names {} here, not {}", replaced->text, stranger->text);
  finding.confidence = covered / weight;
  finding.signals.push_back(fmt::format("entity={}/{}", replaced->key, stranger->key));
  finding.key = fmt::format("entity:{}:{}", stranger->key, ClaimKeyOf("claim", other));
  return finding;
}

}  // namespace

std::optional<Finding> FindContradiction(const Sentence& sentence,
                                         const SentenceAlignment& alignment,
                                         const Reading& baseline, const BaselineIndex& index) {
  for (std::size_t i = 0; i < sentence.clauses.size(); ++i) {
    const Clause& clause = sentence.clauses[i];
    const Alignment& own = alignment.clauses[i];
    const bool asserts =
        clause.modality != Modality::kQuestion && clause.modality != Modality::kOpinion;
    if (!own.sentence || own.weight < kLeastWeight || !asserts) {
      continue;
    }
    const Sentence& other = baseline.sentences[*own.sentence];
    if (std::optional<Finding> finding = ByNegation(sentence, clause, own.coverage, other)) {
      return finding;
    }
    const bool told = clause.modality == Modality::kFact && clause.polarity == Polarity::kPositive;
    if (std::optional<Finding> finding =
            told ? ByName(sentence, clause, *own.sentence, other, index) : std::nullopt) {
      return finding;
    }
    for (std::size_t place = 0; place < baseline.sentences.size(); ++place) {
      const bool near = place == *own.sentence || alignment.coverage[place] >= kNearFrom;
      std::optional<Finding> opposite =
          near ? ByOpposite(sentence, clause, place, baseline.sentences[place], index)
               : std::nullopt;
      if (opposite) {
        return opposite;
      }
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
