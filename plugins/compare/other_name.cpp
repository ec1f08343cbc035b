#include "plugins/compare/other_name.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/actor.h"
#include "plugins/compare/make.h"
#include "plugins/compare/other_venue.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kNamedFrom = 0.85;  // of a clause without its names, when one of them is another's
constexpr double kNamedWeight = 1.2;     // the least that the clause says beside its names …
constexpr double kAmountWeight = 0.9;    // … or beside an amount that is the baseline's
constexpr double kNearFrom = 0.4;        // a sentence covered less than this is not looked at
constexpr double kSubjectWeight = 0.8;   // terms from here on must all be the baseline's …
constexpr double kSpecificWeight = 1.0;  // … and one of them as telling as this
constexpr double kSubjectShare = 0.9;    // … for two deeds to be one
constexpr double kLeastWeight = 1.2;     // a clause lighter than this names nothing in particular

// The last name of one of `roles` in a clause that the baseline does not know; nullptr for none.
template <std::size_t kCount>
const Entity* StrangerIn(const Clause& clause, const BaselineIndex& index,
                         const std::array<std::string_view, kCount>& roles) {
  const Entity* stranger = nullptr;
  for (const Entity& entity : clause.entities) {
    const bool role = std::find(roles.begin(), roles.end(), entity.role) != roles.end();
    stranger = role && index.Places(entity.key).empty() ? &entity : stranger;
  }
  return stranger;
}

constexpr std::array<std::string_view, 3> kOne = {"place", "person", "country"};
// Those who can be what only one is, or get what was promised to another.
constexpr std::array<std::string_view, 2> kParties = {"country", "group"};

// The share of a clause without its names that a baseline sentence covers, 0–1; 0 when the clause
// says less than `least` beside names.
double CoveredWithoutNames(const Clause& clause, std::size_t place, const BaselineIndex& index,
                           double least) {
  double weight = 0;
  double covered = 0;
  for (const Term& term : clause.terms) {
    const double own = term.kind == Term::Kind::kEntity ? 0 : index.WeightOf(term);
    weight += own;
    covered += own * ShareIn(term, place, index);
  }
  return weight < least ? 0 : covered / weight;
}

// "The leading partner", "главный", 头号: one of several may be important, but only one is first.
bool IsForemost(const Term& term, std::string_view text) {
  constexpr std::array<std::string_view, 14> kFirst = {
      "leading", "main",   "chief", "principal", "foremost", "number one", "ведущ",
      "главн",   "основн", "首要",  "头号",      "第一大",   "主要",       "top"};
  const std::string printed = LowerCase(text.substr(term.span.start, term.span.size()));
  return term.key == "important" &&
         std::any_of(kFirst.begin(), kFirst.end(),
                     [&printed](std::string_view word) { return printed.starts_with(word); });
}

// A superlative: only one is it.
bool IsUnique(const Clause& clause, std::string_view text) {
  if (std::any_of(clause.terms.begin(), clause.terms.end(),
                  [text](const Term& term) { return IsForemost(term, text); })) {
    return true;
  }
  const std::vector<Word> words = SplitWords(text.substr(clause.span.start, clause.span.size()), 0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (Glossary::Builtin().FindCue(Cue::kTop, words, i)) {
      return true;
    }
  }
  return false;
}

// Whether the clause prints an amount that the baseline sentence has too: "3,000 places".
bool SharesAmount(const Held& held, const Clause& clause, const Sentence& other) {
  constexpr std::int64_t kTelling = 20;
  return std::any_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
    const Figure& figure = held.reading.figures[i];
    return figure.when.empty() && figure.value >= Decimal(kTelling) &&
           std::any_of(held.baseline.figures.begin(), held.baseline.figures.end(),
                       [&](const Figure& one) {
                         return other.span.Covers(one.span) && one.kind == figure.kind &&
                                one.value == figure.value;
                       });
  });
}

// A place that the deed of the baseline sentence is moved to: "inaugurated in Beijing".
const Entity* MovedTo(const Held& held, const Clause& clause, std::size_t place) {
  for (const Entity& entity : clause.entities) {
    const auto at = std::find_if(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
      return term.span.start == entity.span.start;
    });
    if (entity.role != "place" || at == clause.terms.begin() || at == clause.terms.end() ||
        IsNamed(held.baseline.sentences[place], entity.key)) {
      continue;
    }
    const Term& deed = *(at - 1);
    const std::string_view gap = std::string_view(held.reading.text)
                                     .substr(deed.span.end, entity.span.start - deed.span.end);
    const bool moved = (gap == " in " || gap == " в ") && deed.kind == Term::Kind::kVerb &&
                       ShareIn(deed, place, held.index) >= kSubjectShare;
    if (moved) {
      return &entity;
    }
  }
  return nullptr;
}

// Whether a clause beside `party` speaks of nobody but those of the baseline sentence: who is
// Kazakhstan's biggest partner need not be the region's.
bool IsOfSameParties(const Clause& clause, const Sentence& other, const Entity& party) {
  return std::all_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
    const bool one = entity.role == "country" || entity.role == "group";
    return !one || entity.key == party.key || IsNamed(other, entity.key);
  });
}

// "Russia will open two centres in Bishkek": a country that the baseline does not know does it.
bool OpensWithStranger(const Clause& clause, const BaselineIndex& index, const Entity& one) {
  const Entity& first = clause.entities.front();
  return &first != &one && first.role == "country" && index.Places(first.key).empty() &&
         first.span.start == clause.terms.front().span.start;
}

// The name of the clause that may have taken another's place in the baseline sentence. Another
// party is an accusation only where the statement holds for one: by a superlative that both have,
// or by the amount.
const Entity* SwappedIn(const Held& held, const Clause& clause, std::size_t place) {
  const Sentence& other = held.baseline.sentences[place];
  const bool fact = clause.modality == Modality::kFact;
  const Entity* one = fact ? StrangerIn(clause, held.index, kOne) : nullptr;
  if (one != nullptr && one->role != "country") {
    return OpensWithStranger(clause, held.index, *one) ? nullptr : one;
  }
  if (const Entity* moved = fact ? MovedTo(held, clause, place) : nullptr) {
    return moved;
  }
  const Entity* party = StrangerIn(clause, held.index, kParties);
  if (party == nullptr) {
    return nullptr;
  }
  const bool unique =
      fact && IsUnique(clause, held.reading.text) && IsOfSameParties(clause, other, *party);
  return unique || SharesAmount(held, clause, other) ? party : nullptr;
}

// The same statement with a name that the baseline does not know.
std::optional<Finding> ByName(const Held& held, const Clause& clause, std::size_t place) {
  const Sentence& other = held.baseline.sentences[place];
  const Entity* stranger = SwappedIn(held, clause, place);
  const Entity* replaced =
      stranger != nullptr ? Replaced(held.sentence, other, *stranger) : nullptr;
  const double least = SharesAmount(held, clause, other) ? kAmountWeight : kNamedWeight;
  const double covered =
      replaced != nullptr ? CoveredWithoutNames(clause, place, held.index, least) : 0;
  if (covered < kNamedFrom) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-ENT-001", &held.sentence, &other);
  finding.reason =
      fmt::format("the baseline names {} here, not {}", replaced->text, stranger->text);
  finding.confidence = covered;
  finding.signals.push_back(fmt::format("entity={}/{}", replaced->key, stranger->key));
  finding.key = fmt::format("entity:{}:{}", stranger->key, ClaimKeyOf("claim", other));
  return finding;
}

// The sentence that the clause is about, or another that says all of it.
std::optional<Finding> ByAnyName(const Held& held, const Clause& clause, std::size_t aligned) {
  return FindNear(held, aligned, kNearFrom,
                  [&](std::size_t place) { return ByName(held, clause, place); });
}

// Whether a clause has a name that could be in another's place.
bool NamesSome(const Clause& clause, const BaselineIndex& index) {
  return StrangerIn(clause, index, kOne) != nullptr ||
         StrangerIn(clause, index, kParties) != nullptr ||
         std::any_of(clause.entities.begin(), clause.entities.end(),
                     [](const Entity& entity) { return entity.role == "place"; });
}

// Who holds an office is the doer, not the subject.
bool IsSubject(const Term& term) {
  return term.kind != Term::Kind::kEntity && !IsOffice(term) && term.weight >= kSubjectWeight;
}

// Whether the sentence counts what the baseline sentence counts, to the same number ("three
// centres"), or has a date of its.
bool SharesCount(const Held& held, std::size_t place) {
  for (const Clause& clause : held.sentence.clauses) {
    for (const std::size_t i : clause.figures) {
      const Figure& figure = held.reading.figures[i];
      const std::vector<std::string> concepts = CountedConcepts(figure, clause);
      for (const BaselineIndex::Quantity& quantity : held.index.quantities()) {
        const Figure& other = held.baseline.figures[quantity.figure];
        const bool same = quantity.sentence == place && other.kind == figure.kind &&
                          other.value == figure.value && figure.value > Decimal(2);
        const bool counted = same && !concepts.empty() && !quantity.concepts.empty() &&
                             concepts.front() == quantity.concepts.front();
        const bool dated =
            quantity.sentence == place && !figure.when.empty() && figure.when == other.when;
        if (counted || dated) {
          return true;
        }
      }
    }
  }
  return false;
}

// ", which rests on mutual respect": tells more of a thing, and makes it no other.
bool IsRelative(const Clause& clause, std::string_view text) {
  constexpr std::array<std::string_view, 5> kWhich = {"which ", "который ", "которая ", "которое ",
                                                      "которые "};
  const std::string_view own = text.substr(clause.span.start, clause.span.size());
  return std::any_of(kWhich.begin(), kWhich.end(),
                     [own](std::string_view which) { return own.starts_with(which); });
}

// Whether all that `sentence` is about, names apart, is what the baseline sentence is about: then a
// deed in both is one deed. A single subject of its own ("a centre for water") makes it another.
bool SharesSubject(const Held& held, std::size_t place) {
  const Sentence& sentence = held.sentence;
  const BaselineIndex& index = held.index;
  bool specific = SharesCount(held, place);
  for (const Clause& clause : sentence.clauses) {
    if (IsRelative(clause, held.reading.text)) {
      continue;
    }
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

// "Proposed to hold a forum in Almaty", where the baseline tells of no such thing: a meeting of its
// own, at a place of its own.
bool TellsOwnMeeting(const Sentence& sentence, const Sentence& other, const BaselineIndex& index) {
  const auto holds = [](const Sentence& one) {
    return (Says(one, "hold") || Says(one, "host")) &&
           (Says(one, "meeting") || Says(one, "summit"));
  };
  const bool place =
      std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&index](const Clause& clause) {
        return std::any_of(clause.entities.begin(), clause.entities.end(),
                           [&index](const Entity& entity) {
                             return entity.role == "place" && index.Places(entity.key).empty();
                           });
      });
  return place || (holds(sentence) && !holds(other));
}

// Deeds that are told as such: not asked, wished or denied.
std::vector<Deed> DeedsOf(const Sentence& sentence, const std::string& text) {
  std::vector<Deed> deeds;
  for (const Clause& clause : sentence.clauses) {
    const bool told = clause.modality == Modality::kFact || clause.modality == Modality::kPlan;
    if (told && clause.polarity == Polarity::kPositive) {
      const std::vector<Deed> own = DeedsIn(clause, text);
      deeds.insert(deeds.end(), own.begin(), own.end());
      const auto at = static_cast<std::size_t>(&clause - sentence.clauses.data());
      if (const auto relative = RelativeDeed(sentence, at, text)) {
        deeds.push_back(*relative);
      }
      if (const auto participle = ParticipleDeed(clause, deeds, text)) {
        deeds.push_back(*participle);
      }
    }
  }
  return deeds;
}

// Who proposed a thing that the baseline says another announced claims its authorship; who
// announced a thing that another had proposed may only be telling of it.
bool IsOneAct(std::string_view here, std::string_view there) {
  return here == there || (here == "propose" && there == "announce");
}

// Whether the rank of who acts here, told with his name, is another than that of those who act
// there, or is his no more.
bool HasOtherRank(const Deed& here, const Deed& there) {
  return here.title != nullptr && IsOffice(*there.actor) &&
         (here.former || AreOtherOffices(*here.title, *there.actor));
}

// ", not the president": named to say that it was not he.
bool IsNamedAsDoer(const Sentence& sentence, std::string_view key) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
    return std::any_of(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
      const std::size_t at = term.span.start - sentence.span.start;
      return term.key == key && !IsSetApart(std::string_view(sentence.text).substr(0, at));
    });
  });
}

// "The prime minister announced": a head of government did what the baseline has of a person by
// name, whom it calls no such thing.
bool IsLesserRank(const Deed& here, const Deed& there) {
  constexpr std::array<std::string_view, 4> kRanks = {"prime_minister", "head_of_government",
                                                      "vice_president", "ambassador"};
  return IsPerson(*there.actor) && there.title == nullptr &&
         std::find(kRanks.begin(), kRanks.end(), here.actor->key) != kRanks.end();
}

// One act by another person or another rank. Where one sentence names both they acted together.
bool HasOtherActor(const Deed& here, const Sentence& sentence, const Deed& there,
                   const Sentence& other) {
  const bool persons = IsPerson(*here.actor) && IsPerson(*there.actor);
  return IsOneAct(here.act, there.act) &&
         (persons || AreOtherOffices(*here.actor, *there.actor) || HasOtherRank(here, there) ||
          IsLesserRank(here, there)) &&
         !Says(other, here.actor->key) &&
         (here.former || !IsNamedAsDoer(sentence, there.actor->key));
}

std::string Printed(const Deed& deed, const std::string& text) {
  return text.substr(deed.actor->span.start, deed.actor->span.size());
}

}  // namespace

std::optional<Finding> FindOtherName(const Held& held, const Clause& clause, const Alignment& own) {
  const bool told = clause.modality == Modality::kFact || clause.modality == Modality::kPlan;
  if (!told || clause.polarity != Polarity::kPositive || !NamesSome(clause, held.index)) {
    return std::nullopt;
  }
  auto venue = clause.modality == Modality::kFact ? FindOtherVenue(held, clause, *own.sentence)
                                                  : std::nullopt;
  return venue || own.weight < kLeastWeight ? venue : ByAnyName(held, clause, *own.sentence);
}

// "Announced by Tokayev" where the baseline has Xi's announcement of the same thing.
std::optional<Finding> FindOtherActor(const Held& held) {
  const Reading& reading = held.reading;
  const Sentence& sentence = held.sentence;
  const Reading& baseline = held.baseline;
  const std::vector<Deed> deeds = DeedsOf(sentence, reading.text);
  for (std::size_t place = 0; !deeds.empty() && place < baseline.sentences.size(); ++place) {
    const Sentence& other = baseline.sentences[place];
    if (!SharesSubject(held, place) || TellsOwnMeeting(sentence, other, held.index)) {
      continue;
    }
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

}  // namespace claimwatch
