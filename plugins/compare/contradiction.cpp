#include "plugins/compare/contradiction.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "plugins/compare/absence.h"
#include "plugins/compare/circumstance.h"
#include "plugins/compare/held.h"
#include "plugins/compare/make.h"
#include "plugins/compare/office_holder.h"
#include "plugins/compare/other_deed.h"
#include "plugins/compare/other_name.h"
#include "plugins/compare/part.h"
#include "plugins/compare/quotation.h"
#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kNearFrom = 0.2;      // a sentence covered less than this is not even looked at
constexpr double kDeniedFrom = 0.6;    // share of the clause that the baseline sentence must have
constexpr double kOppositeFrom = 0.5;  // … without the opposite word itself
constexpr double kMissingFrom = 0.4;   // … when it takes a member out of a list
constexpr double kDeniedFull = 0.9;    // … of a clause that says little
constexpr double kLeastDenied = 0.95;  // … which is lighter than kLeastWeight
constexpr double kOwnShare = 0.5;      // a word from here on is the baseline sentence's own
constexpr double kNamedShare = 0.7;   // a name that a baseline sentence has, or a group that has it
constexpr double kDeedWeight = 0.5;   // a lighter verb names no deed of its own
constexpr double kFullyDenied = 0.9;  // of the part of a clause that is denied
constexpr double kLeastBeside = 1.0;  // beside an opposite stands a subject
constexpr double kLeastWeight = 1.2;  // a clause lighter than this denies nothing in particular

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

// Somebody that the baseline does not know: what is denied of another says nothing of its own.
bool NamesStranger(const Clause& clause, const BaselineIndex& index) {
  return std::any_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
    const bool role = entity.role != "name" && entity.role != "document" && entity.role != "body";
    return role && index.Places(entity.key).empty();
  });
}

// A clause that says little denies only what it repeats in full.
double DeniedFrom(const Alignment& own) {
  return own.weight >= kLeastWeight ? kDeniedFrom : own.weight >= kLeastDenied ? kDeniedFull : 2;
}

// "Refused to": the word that denies is the opposite itself.
bool IsNegation(const Term& term, std::string_view text) {
  constexpr std::size_t kReach = 32;  // bytes of a cue
  const std::vector<Word> words = SplitWords(text.substr(term.span.start, kReach), 0);
  return !words.empty() && Glossary::Builtin().FindCue(Cue::kNot, words, 0);
}

// "No winner" is one fact: its "no" denies nothing.
bool IsInPhrase(const Span& denial, const Clause& clause) {
  return std::any_of(clause.terms.begin(), clause.terms.end(), [&denial](const Term& term) {
    return term.span.Covers(denial) && term.span.size() > denial.size();
  });
}

// The words of a clause that deny: "no longer", "failed to", "не удалось".
std::vector<Span> DenialsIn(const Clause& clause, std::string_view text) {
  const std::vector<Word> words =
      SplitWords(text.substr(clause.span.start, clause.span.size()), clause.span.start);
  std::vector<Span> denials;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto cue = Glossary::Builtin().FindCue(Cue::kNot, words, i);
    const Span denial =
        cue ? Span{words[i].span.start, words[i + cue->length - 1].span.end} : Span{};
    if (cue && !IsInPhrase(denial, clause)) {
      denials.push_back(denial);
    }
  }
  return denials;
}

// `own` without the words that deny, which the baseline cannot have.
Alignment WithoutDenials(const Held& held, const Clause& clause, const Alignment& own,
                         const std::vector<Span>& denials) {
  Alignment rest = own;
  double covered = own.coverage * own.weight;
  for (const Term& term : clause.terms) {
    const bool denies = std::any_of(denials.begin(), denials.end(), [&term](const Span& denial) {
      return denial.Covers(term.span);
    });
    const double weight = denies ? held.index.WeightOf(term) : 0;
    rest.weight -= weight;
    covered -= weight * ShareIn(term, *own.sentence, held.index);
  }
  rest.coverage = rest.weight > 0 ? std::clamp(covered / rest.weight, 0.0, 1.0) : 0;
  return rest;
}

// From the last "and" before `at` to the next one behind it, or the ends of the clause.
Span CoordinateOf(const Clause& clause, std::size_t at, std::string_view text) {
  constexpr std::array<std::string_view, 4> kAnd = {" and ", " и ", " but ", " но "};
  const std::string_view before = text.substr(clause.span.start, at - clause.span.start);
  const std::string_view behind = text.substr(at, clause.span.end - at);
  Span part = clause.span;
  for (const std::string_view mark : kAnd) {
    if (const std::size_t last = before.rfind(mark); last != std::string_view::npos) {
      part.start = std::max(part.start, clause.span.start + last);
    }
    if (const std::size_t first = behind.find(mark); first != std::string_view::npos) {
      part.end = std::min(part.end, at + first);
    }
  }
  return part;
}

// "Rejected reports that they were divided", "not one stayed away": words for what went wrong,
// which a baseline that has it go well says the opposite of somewhere.
bool IsOppositeOfAny(const Term& term, const Reading& baseline) {
  const bool wrong = term.key == "divided" || term.key == "boycott" || term.key == "hide_absent";
  return wrong && std::any_of(baseline.sentences.begin(), baseline.sentences.end(),
                              [&term](const Sentence& sentence) {
                                return OppositeIn(term, sentence) != nullptr;
                              });
}

// "No leader opposed it": who denies the opposite says the same. "Were divided and did not uphold
// it" denies something else.
bool DeniesOpposite(const Held& held, const Clause& clause, std::size_t place) {
  const Sentence& other = held.baseline.sentences[place];
  const std::vector<Span> denials = DenialsIn(clause, held.reading.text);
  const auto denied = [&](const Term& term) {
    return std::any_of(denials.begin(), denials.end(), [&](const Span& denial) {
      return CoordinateOf(clause, denial.start, held.reading.text).Covers(term.span);
    });
  };
  const auto opposite = [&](const Term& term) {
    return OppositeIn(term, other) != nullptr || IsOppositeOfAny(term, held.baseline);
  };
  return std::any_of(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
    return ShareIn(term, place, held.index) < kOwnShare && denied(term) &&
           !IsNegation(term, held.reading.text) && opposite(term);
  });
}

bool IsWithout(const Span& denial, std::string_view text) {
  const std::string_view word = text.substr(denial.start, denial.size());
  return word == "without" || word == "без";
}

// "Cooperation without an end date": what is told is told, and only what follows is denied.
bool IsLackOnly(const std::vector<Span>& denials, std::string_view text) {
  return !denials.empty() &&
         std::all_of(denials.begin(), denials.end(),
                     [text](const Span& denial) { return IsWithout(denial, text); });
}

// "Left without having signed the treaty", "… and did not sign it", "did not attend and sent his
// deputy": the part of a clause that is denied has all its words in the baseline sentence.
bool DeniesInPart(const Held& held, const Clause& clause, std::size_t place,
                  const std::vector<Span>& denials) {
  const std::string_view text = held.reading.text;
  return std::any_of(denials.begin(), denials.end(), [&](const Span& denial) {
    Span part = CoordinateOf(clause, denial.start, text);
    part.start = IsWithout(denial, text) ? denial.end : part.start;
    double weight = 0;
    double covered = 0;
    for (const Term& term : clause.terms) {
      const double own =
          part.Covers(term.span) && !denial.Covers(term.span) ? held.index.WeightOf(term) : 0;
      weight += own;
      covered += own * ShareIn(term, place, held.index);
    }
    return weight >= kLeastWeight && covered >= kFullyDenied * weight;
  });
}

// "Has not yet chosen a site for the centre": what is denied is a deed that the baseline does not
// tell. Not of "did not agree on": what a baseline has as done was agreed.
bool DeniesOtherDeed(const Held& held, const Clause& clause, std::size_t place,
                     const std::vector<Span>& denials) {
  const std::size_t behind = denials.empty() ? clause.span.end : denials.back().end;
  const auto deed = std::find_if(clause.terms.begin(), clause.terms.end(),
                                 [behind](const Term& term) { return term.span.start >= behind; });
  const bool predicate = deed != clause.terms.end() &&
                         (deed->kind == Term::Kind::kVerb || deed->kind == Term::Kind::kUnknown);
  return predicate && deed->key != "agree" && deed->weight >= kDeedWeight &&
         ShareIn(*deed, place, held.index) == 0;
}

// Whether enough of what a clause denies stands in the baseline sentence that it is about.
bool DeniesEnough(const Held& held, const Clause& clause, const Alignment& own) {
  const std::vector<Span> denials = DenialsIn(clause, held.reading.text);
  const Alignment rest = WithoutDenials(held, clause, own, denials);
  if (DeniesCircumstance(held, clause, *own.sentence, denials)) {
    return false;
  }
  const bool whole = !IsLackOnly(denials, held.reading.text) &&
                     (own.coverage >= DeniedFrom(own) || rest.coverage >= DeniedFrom(rest));
  return (whole && !DeniesOtherDeed(held, clause, *own.sentence, denials)) ||
         DeniesInPart(held, clause, *own.sentence, denials);
}

// "The centres have not opened yet": what was announced is still to come, and no less announced.
bool IsStillToCome(const Clause& clause, std::string_view text) {
  constexpr std::array<std::string_view, 5> kLater = {"establish", "start", "provide", "hold",
                                                      "enter_into_force"};
  const std::string_view own = text.substr(clause.span.start, clause.span.size());
  const bool yet = HasOneOf(own, {" yet", "пока не", "ещё не", "еще не", "尚未", "还没", "还未"});
  return yet && std::find(kLater.begin(), kLater.end(), clause.predicate) != kLater.end();
}

std::optional<Finding> ByNegation(const Held& held, const Clause& clause, const Alignment& own) {
  const Sentence& other = held.baseline.sentences[*own.sentence];
  const Clause& counterpart = Counterpart(clause, other);
  if (IsStillToCome(clause, held.reading.text) || clause.polarity == counterpart.polarity ||
      !DeniesEnough(held, clause, own) || NamesStranger(clause, held.index) ||
      DeniesOpposite(held, clause, *own.sentence)) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-CLM-002", &held.sentence, &other);
  const bool denied = clause.polarity == Polarity::kNegative;
  finding.reason = denied ? "the same statement as in the baseline, but negated here"
                          : "the baseline negates this statement, here it is affirmed";
  finding.confidence = own.coverage;
  finding.signals.push_back(fmt::format("coverage={:.2f}", own.coverage));
  finding.signals.emplace_back(denied ? "polarity=negative" : "polarity=positive");
  finding.key = ClaimKeyOf("contradicts", other);
  return finding;
}

// Who stayed away is what is said of him; elsewhere names say nothing about a subject.
bool IsAbsence(const Term& term) {
  return term.key == "boycott" || term.key == "hide_absent";
}

// The share of a clause beside `term` and names that a baseline sentence covers, 0–1; 0 when there
// is too little of it.
double CoveredBeside(const Term& term, const Clause& clause, std::size_t place,
                     const BaselineIndex& index) {
  double covered = 0;
  double weight = 0;
  for (const Term& rest : clause.terms) {
    const bool name = rest.kind == Term::Kind::kEntity && !IsAbsence(term);
    const double own = &rest == &term || name ? 0 : index.WeightOf(rest);
    weight += own;
    covered += own * ShareIn(rest, place, index);
  }
  return weight < kLeastBeside ? 0 : covered / weight;
}

// "China and the five states are all developed countries": beside names of the baseline sentence
// the opposite, a noun, is all that is said.
bool IsPredicate(const Term& term, const Clause& clause, std::size_t place,
                 const BaselineIndex& index) {
  if (term.kind != Term::Kind::kNoun) {
    return false;
  }
  bool named = false;
  for (const Term& rest : clause.terms) {
    if (&rest != &term && ShareIn(rest, place, index) < kNamedShare) {
      return false;
    }
    named = named || (rest.kind == Term::Kind::kEntity && !rest.key.starts_with("place:"));
  }
  return named;
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

// "No fewer than": the word that denies stands right before the opposite.
bool IsDenied(const Term& term, std::string_view text) {
  constexpr std::array<std::string_view, 8> kNot = {" no ", "No ", " not ", "Not ",
                                                    " не ", "Не ", "不",    "没有"};
  const std::string_view before = text.substr(0, term.span.start);
  return std::any_of(kNot.begin(), kNot.end(),
                     [before](std::string_view word) { return before.ends_with(word); });
}

// "没有一位拒绝": the opposite denies by itself, and is denied before.
bool IsDeniedTwice(const Term& term, const Clause& clause, std::string_view text) {
  if (clause.polarity == Polarity::kNegative || !IsNegation(term, text)) {
    return false;
  }
  const std::vector<Span> denials = DenialsIn(clause, text);
  return std::any_of(denials.begin(), denials.end(),
                     [&term](const Span& denial) { return denial.end <= term.span.start; });
}

// "Killed nine and injured forty": who says both says no opposite.
bool SaysBoth(const Clause& clause, const Term& opposite) {
  return std::binary_search(clause.concepts.begin(), clause.concepts.end(), opposite.key);
}

// "The krone strengthened by 0.5 percent", where the baseline gives no percent: another movement.
bool MeasuresItsOwn(const Held& held, const Clause& clause, const Sentence& other) {
  return std::any_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
    const Figure& here = held.reading.figures[i];
    const bool size = here.kind == FigureKind::kPercent || here.kind == FigureKind::kMoney;
    return size && std::none_of(held.baseline.figures.begin(), held.baseline.figures.end(),
                                [&](const Figure& there) {
                                  return other.span.Covers(there.span) && there.kind == here.kind;
                                });
  });
}

// Whether the clause has the opposite of another thing than the baseline sentence `other`.
bool SpeaksOfOther(const Held& held, const Clause& clause, const Term& term, const Term& opposite,
                   const Sentence& other) {
  return SaysBoth(clause, opposite) || MeasuresItsOwn(held, clause, other) ||
         IsOvercome(term, held.reading.text) || IsDenied(term, held.reading.text) ||
         NamesStranger(clause, held.index) ||
         (Says(held.sentence, "survey") && !Says(other, "survey"));
}

std::optional<Finding> ByOpposite(const Held& held, const Clause& clause, std::size_t place) {
  const Sentence& other = held.baseline.sentences[place];
  const BaselineIndex& index = held.index;
  // Denied on one side only, an opposite says the same: "did not refuse".
  if (clause.polarity != Counterpart(clause, other).polarity) {
    return std::nullopt;
  }
  for (const Term& term : clause.terms) {
    if (IsDeniedTwice(term, clause, held.reading.text) || IsMeasured(held, clause, term)) {
      continue;
    }
    const Term* opposite =
        ShareIn(term, place, index) < kOwnShare ? OppositeIn(term, other) : nullptr;
    if (opposite == nullptr || SpeaksOfOther(held, clause, term, *opposite, other)) {
      continue;
    }
    const double covered =
        IsPredicate(term, clause, place, index) ? 1 : CoveredBeside(term, clause, place, index);
    if (covered >= OppositeFrom(term)) {
      Finding finding = OppositeFinding(term, *opposite, held.sentence, other);
      finding.confidence = covered;
      return finding;
    }
  }
  return std::nullopt;
}

// An opposite in the sentence that the clause is about, or the first in any other near it.
std::optional<Finding> ByAnyOpposite(const Held& held, const Clause& clause, std::size_t aligned) {
  return FindNear(held, aligned, kNearFrom,
                  [&](std::size_t place) { return ByOpposite(held, clause, place); });
}

// Numbers and words that cannot both be true.
std::optional<Finding> ByWords(const Held& held, const Clause& clause, const Alignment& own) {
  if (own.weight < kLeastWeight) {
    return std::nullopt;
  }
  std::optional<Finding> part = FindPart(held, clause, own);
  return part ? part : ByAnyOpposite(held, clause, *own.sentence);
}

// What one clause contradicts, by the strongest evidence first.
std::optional<Finding> ByClause(const Held& held, const Clause& clause, const Alignment& own) {
  if (!own.sentence || !Asserts(clause) || TellsEarlier(held, clause) || IsSaidByStranger(held)) {
    return std::nullopt;
  }
  std::optional<Finding> finding = ByNegation(held, clause, own);
  finding = finding ? finding : FindOtherName(held, clause, own);
  return finding ? finding : ByWords(held, clause, own);
}

}  // namespace

std::optional<Finding> FindContradiction(const Reading& reading, const Sentence& sentence,
                                         const SentenceAlignment& alignment,
                                         const Reading& baseline, const BaselineIndex& index) {
  const Held held{reading, sentence, alignment, baseline, index};
  // "In my view, …": what follows is somebody's view, too.
  if (sentence.clauses.front().modality == Modality::kOpinion) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < sentence.clauses.size(); ++i) {
    std::optional<Finding> finding = ByClause(held, sentence.clauses[i], alignment.clauses[i]);
    if (finding) {
      return finding;
    }
  }
  for (const auto find : {FindOtherOffice, FindOtherMember, FindOtherActor, FindOtherNumber,
                          FindOtherDay, FindOtherGiver, FindOtherTitle, FindOtherTreaty,
                          FindAbsence, FindStandIn, FindAlteredQuote}) {
    if (std::optional<Finding> finding = find(held)) {
      return finding;
    }
  }
  return std::nullopt;
}

bool IsDeniedOnOneSide(const Held& held, std::size_t place) {
  const std::vector<Clause>& clauses = held.sentence.clauses;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const Alignment& own = held.alignment.clauses[i];
    if (own.sentence == place && own.coverage >= kDeniedFrom && own.weight >= kLeastWeight &&
        clauses[i].polarity != Counterpart(clauses[i], held.baseline.sentences[place]).polarity &&
        !DeniesOpposite(held, clauses[i], place)) {
      return true;
    }
  }
  return false;
}

}  // namespace claimwatch
