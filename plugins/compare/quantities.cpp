#include "plugins/compare/quantities.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "plugins/compare/counted.h"
#include "plugins/compare/event.h"
#include "plugins/compare/held.h"
#include "plugins/compare/make.h"
#include "plugins/compare/other_year.h"
#include "plugins/compare/people_state.h"

namespace claimwatch {
namespace {

constexpr double kAligned = 0.4;  // an accusation needs this much of the sentence in the baseline's
constexpr double kAlignedUncounted = 0.5;  // … this much when nothing names what is counted
constexpr double kKnownBeside = 0.35;      // an equal number counts as known from here on
constexpr double kSubject = 0.85;  // shared beside names, for figures whose subject is not named
constexpr double kGoal = 0.55;     // … and for a goal of which nothing else is said
constexpr double kAllOfIt = 0.98;
constexpr double kTooNovel =
    0.5;  // a clause with this share of new content speaks of something else

constexpr double kNovelBeside = 0.6;  // … beside another figure of the baseline sentence

constexpr std::size_t kMark = 3;  // bytes: "："
constexpr double kWhole = 0.9;    // of a statement that is the baseline's but for its number
constexpr double kWholeWeight = 1.5;
constexpr double kClauseWeight = 1.0;  // a clause lighter than this is about no sentence

class Decider {
 public:
  Decider(const Reading& reading, const Sentence& sentence, const SentenceAlignment& alignment,
          const Reading& baseline, const BaselineIndex& index)
      : reading_(reading),
        sentence_(sentence),
        alignment_(alignment),
        baseline_(baseline),
        index_(index) {}

  FigureDecision Decide(std::size_t figure, std::size_t clause) const {
    FigureDecision decision;
    decision.figure = figure;
    decision.clause = clause;
    const Figure& one = reading_.figures[figure];
    if (IsWorthless(one) || NumbersList(one)) {
      return decision;
    }
    const Concepts concepts = CountedConcepts(one, sentence_.clauses[clause]);
    if (CountsFewerActors(decision, one, concepts)) {
      return decision;
    }
    if (Known(decision, one, concepts) || Judged(decision, one, concepts)) {
      return decision;
    }
    decision.kind = one.kind == FigureKind::kOrdinal || IsGroupSize(one) || IsOneOfList(one)
                        ? FigureDecision::Kind::kIgnored
                        : FigureDecision::Kind::kNew;
    return decision;
  }

 private:
  // "One of them", "both", "a pair", "the two sides", a time stamp.
  static bool IsWorthless(const Figure& figure) {
    const bool small = IsCountKind(figure.kind) && figure.unit.empty() &&
                       figure.value <= Decimal(1) && figure.value >= Decimal(0) &&
                       figure.comparator == Comparator::kEqual;
    const bool weekday =
        figure.kind == FigureKind::kDate && figure.when.find('W') != std::string::npos;
    return small || weekday || figure.kind == FigureKind::kTime || figure.text == "pair" ||
           AreTwoSides(figure);
  }

  // "Two: three centres will be set up", "5. …": the number of a paragraph in a list.
  bool NumbersList(const Figure& one) const {
    const std::string_view behind = std::string_view(reading_.text).substr(one.span.end, kMark);
    return one.span.start == sentence_.span.start && IsSmallCount(one) &&
           (behind.starts_with(":") || behind.starts_with(".") || behind.starts_with("：") ||
            behind.starts_with("、"));
  }

  double Coverage(std::size_t clause, std::size_t sentence) const {
    const Alignment& own = alignment_.clauses[clause];
    const double by_clause =
        own.sentence == sentence ? own.coverage : CoveredShare(clause, sentence);
    return std::max(by_clause, alignment_.coverage[sentence]);
  }

  // Of a clause by a sentence that is not the one it has most in common with. A name that the
  // baseline has elsewhere only repeats who or where ("schools in Laskov, Brun and Peshta").
  double CoveredShare(std::size_t clause, std::size_t sentence) const {
    double covered = 0;
    double weight = alignment_.clauses[clause].weight;
    for (const Term& term : sentence_.clauses[clause].terms) {
      const double share = ShareIn(term, sentence, index_);
      const bool aside =
          term.kind == Term::Kind::kName && share == 0 && !index_.Places(term.key).empty();
      covered += index_.WeightOf(term) * share;
      weight -= aside ? index_.WeightOf(term) : 0;
    }
    return weight >= kClauseWeight ? covered / weight : 0;
  }

  // Of two sentences that cover the same, the one that says less else comes first.
  double Rank(std::size_t clause, std::size_t sentence) const {
    return Coverage(clause, sentence) + 0.1 / (1 + index_.Weight(sentence));
  }

  // How well the best aligned sentence covers that has a figure of this kind.
  double BestCoverage(std::size_t clause, const Figure& one) const {
    double best = 0;
    for (const BaselineIndex::Quantity& quantity : index_.quantities()) {
      if (AreComparable(one, baseline_.figures[quantity.figure])) {
        best = std::max(best, Coverage(clause, quantity.sentence));
      }
    }
    return best;
  }

  // Whether an equal value of the baseline is this one: both count the same, or nothing tells that
  // they do not and the statements are alike.
  static bool IsMeant(const Figure& one, double agreement, double coverage, double nearest) {
    const bool uncounted = IsUncounted(one);
    if (agreement >= kSameThing && !uncounted) {
      return true;
    }
    return coverage >= kKnownBeside && coverage >= nearest &&
           (agreement != 0 || uncounted || !IsSmallCount(one));
  }

  // "128 people" of 128 passengers; those who died are others than those aboard.
  bool AreSamePeople(const Figure& one, const Figure& other,
                     const BaselineIndex::Quantity& quantity) const {
    const std::string_view here = StateOfPeople(one, sentence_, reading_.figures);
    return CountsOnlyPeople(one, other) &&
           (here.empty() || here == quantity.state || (here == "aboard" && quantity.state.empty()));
  }

  // The baseline has this very value for the same thing, or beside it.
  bool Known(FigureDecision& decision, const Figure& one, const Concepts& concepts) const {
    if (IsGroup(one, concepts) || IsRestOfGroup(one, concepts)) {
      decision.kind = FigureDecision::Kind::kKnown;
      return true;
    }
    double best = -1;
    const double nearest = IsUncounted(one) ? 0.8 * BestCoverage(decision.clause, one) : 0;
    for (const BaselineIndex::Quantity& quantity : index_.quantities()) {
      const Figure& other = baseline_.figures[quantity.figure];
      if (!AreComparable(one, other) || !SameValue(one, other) ||
          IsOfOtherPeople(quantity.state, one, sentence_, reading_.figures)) {
        continue;
      }
      const double rank = Rank(decision.clause, quantity.sentence);
      const double agreement = Agreement(one, concepts, other, quantity.concepts);
      const double coverage = Coverage(decision.clause, quantity.sentence);
      const bool both = !IsSmallCount(one) && HasCompanion(decision, quantity.sentence);
      if (rank > best && (both || AreSamePeople(one, other, quantity) ||
                          IsMeant(one, agreement, coverage, nearest))) {
        best = rank;
        decision.quantity = quantity;
      }
    }
    if (!decision.quantity) {
      return false;
    }
    decision.verdict =
        CompareFigures(baseline_.figures[decision.quantity->figure], one, index_.rates());
    decision.kind = IsOnOtherSide(decision, one, concepts) ? FigureDecision::Kind::kChanged
                                                           : FigureDecision::Kind::kKnown;
    return true;
  }

  // The same number of the same thing, and the bound turned round.
  bool IsOnOtherSide(const FigureDecision& decision, const Figure& one,
                     const Concepts& concepts) const {
    const BaselineIndex::Quantity& quantity = *decision.quantity;
    const Figure& other = baseline_.figures[quantity.figure];
    const bool level = ReachesLevel(sentence_.clauses[decision.clause], one, reading_.text);
    const bool turned = IsTurned(other, one) || decision.verdict.rule == "direction";
    return !level && turned && IsCandidate(decision, one, concepts, quantity);
  }

  // "Signed by the heads of state of five countries" where the very statement has six. Who names
  // one of them beside the number counts the others only.
  bool CountsFewerActors(FigureDecision& decision, const Figure& one,
                         const Concepts& concepts) const {
    const Alignment& own = alignment_.clauses[decision.clause];
    if (!IsCountKind(one.kind) || !AreActors(concepts) || NamesOthersBeside(sentence_) ||
        IsPart(one, reading_.text) || own.weight < kWholeWeight || own.coverage < kWhole ||
        !own.sentence) {
      return false;
    }
    for (const BaselineIndex::Quantity& quantity : index_.quantities()) {
      const Figure& other = baseline_.figures[quantity.figure];
      if (quantity.sentence != *own.sentence || !IsCountKind(other.kind) ||
          !AreActors(quantity.concepts) || NamesGroup(quantity.concepts)) {
        continue;
      }
      decision.quantity = quantity;
      decision.verdict = CompareFigures(other, one, index_.rates());
      if (decision.verdict.relation != FigureRelation::kChanged) {
        decision.quantity.reset();
        return false;
      }
    }
    decision.kind = decision.quantity ? FigureDecision::Kind::kChanged : decision.kind;
    return decision.quantity.has_value();
  }

  // "The six", "all five": those who met, by their number alone.
  bool IsGroup(const Figure& one, const Concepts& concepts) const {
    const bool counts_else =
        std::any_of(index_.quantities().begin(), index_.quantities().end(),
                    [&](const BaselineIndex::Quantity& quantity) {
                      return !AreActors(quantity.concepts) &&
                             IsCountKind(baseline_.figures[quantity.figure].kind) &&
                             CountAlike(concepts, quantity.concepts);
                    });
    return one.counted.empty() && !counts_else && IsGroupSize(one);
  }

  // "The four other presidents", where the baseline has five: all of them but the one just named.
  bool IsRestOfGroup(const Figure& one, const Concepts& concepts) const {
    if (!AreActors(concepts) || !IsSmallCount(one) || !CountsOthers(one, reading_.text)) {
      return false;
    }
    Figure all = one;
    all.value = one.value + Decimal(1);
    return IsGroupSize(all) || IsGroupSize(one);
  }

  // "Один из трёх": one of what the baseline counts is no share.
  bool IsOneOfList(const Figure& one) const {
    if (one.kind != FigureKind::kFraction || one.text.find(" из ") == std::string::npos) {
      return false;
    }
    return std::any_of(index_.quantities().begin(), index_.quantities().end(),
                       [&](const BaselineIndex::Quantity& quantity) {
                         const Figure& other = baseline_.figures[quantity.figure];
                         return IsCountKind(other.kind) && IsSmallCount(other) &&
                                (other.value * one.value - Decimal(1)).Abs() < Decimal::Make(1, -3);
                       });
  }

  bool IsGroupSize(const Figure& one) const {
    if (!IsSmallCount(one)) {
      return false;
    }
    return std::any_of(index_.quantities().begin(), index_.quantities().end(),
                       [&](const BaselineIndex::Quantity& quantity) {
                         const Figure& other = baseline_.figures[quantity.figure];
                         return IsCountKind(other.kind) && AreActors(quantity.concepts) &&
                                SameValue(one, other);
                       });
  }

  // Whether the clause says enough of its own to be about something else, or of others. A second
  // figure that is the baseline sentence's ("within two years") says that it is not.
  bool SpeaksOfElse(const FigureDecision& decision, const BaselineIndex::Quantity& quantity) const {
    const Clause& clause = sentence_.clauses[decision.clause];
    const Alignment& own = alignment_.clauses[decision.clause];
    const double most = HasCompanion(decision, quantity.sentence) ? kNovelBeside : kTooNovel;
    return (own.weight > 0 && own.novel / own.weight > most) || NamesStranger(clause) ||
           !Asserts(clause) ||
           IsOfAnotherName(clause, reading_.figures[decision.figure], reading_, baseline_);
  }

  // Whether the clause has another figure of a baseline sentence, of another kind than this one.
  bool HasCompanion(const FigureDecision& decision, std::size_t place) const {
    const std::vector<std::size_t>& figures = sentence_.clauses[decision.clause].figures;
    return std::any_of(figures.begin(), figures.end(), [&](std::size_t i) {
      const Figure& here = reading_.figures[i];
      const bool other = i != decision.figure && here.kind != FigureKind::kOrdinal &&
                         !AreComparable(here, reading_.figures[decision.figure]);
      return other && std::any_of(index_.quantities().begin(), index_.quantities().end(),
                                  [&](const BaselineIndex::Quantity& quantity) {
                                    const Figure& there = baseline_.figures[quantity.figure];
                                    return quantity.sentence == place &&
                                           AreComparable(here, there) && SameValue(here, there);
                                  });
    });
  }

  // "Eleven pairs involve Tajik towns": a count of one or two of the parties, which the baseline
  // names by their group only, is a part.
  bool IsOfSomeParties(const Clause& clause, const Figure& one) const {
    constexpr std::ptrdiff_t kSome = 2;
    const auto parties =
        std::count_if(clause.entities.begin(), clause.entities.end(), [this](const Entity& entity) {
          return entity.role == "country" && !index_.Has(entity.key);
        });
    return IsCountKind(one.kind) &&
           ((parties > 0 && parties <= kSome) || IsOfTwo(clause, reading_.text));
  }

  // "The heads of state of four countries met Xi": any four, where no group is named.
  bool IsLight(std::size_t clause) const {
    const std::vector<Entity>& named = sentence_.clauses[clause].entities;
    return alignment_.clauses[clause].weight < kWholeWeight &&
           std::none_of(named.begin(), named.end(),
                        [](const Entity& entity) { return entity.role == "group"; });
  }

  // The rest of a clause behind a figure.
  static std::string_view Behind(const Figure& one, const Clause& clause, const Reading& reading) {
    const std::size_t from = std::min(one.span.end, clause.span.end);
    return std::string_view(reading.text).substr(from, clause.span.end - from);
  }

  // Whether both figures can be held against each other at all.
  bool IsOfOneKind(const FigureDecision& decision, const Figure& one, const Concepts& concepts,
                   const BaselineIndex::Quantity& quantity) const {
    const Figure& other = baseline_.figures[quantity.figure];
    const Clause& clause = sentence_.clauses[decision.clause];
    const Clause& other_clause = baseline_.sentences[quantity.sentence].clauses[quantity.clause];
    // How many did another thing is no matter.
    const bool others =
        AreActors(concepts) && (IsLight(decision.clause) ||
                                alignment_.clauses[decision.clause].sentence != quantity.sentence);
    return AreComparable(one, other) && !OtherTime(clause, other_clause, one) && !others &&
           !IsOfOtherTime(TimedFigure{reading_, sentence_, decision.clause, one}, baseline_,
                          quantity, index_) &&
           !LooksYearsBack(clause, reading_) && !IsPart(one, reading_.text) &&
           !IsOwnList(clause, one, baseline_.sentences[quantity.sentence], reading_.text) &&
           !IsOfAnotherKind(one, other) &&
           !IsOtherVote(Behind(one, clause, reading_), Behind(other, other_clause, baseline_)) &&
           !IsLengthOfMeeting(one, concepts) &&
           IsDifference(one, reading_.text) == IsDifference(other, baseline_.text) &&
           !IsOfOtherPeople(quantity.state, one, sentence_, reading_.figures);
  }

  // "Cut its key rate to 4.25 percent", where the baseline's sentence has one figure of the kind:
  // what is said of it stands in that sentence, whatever was taken for what is counted.
  bool IsTheOnlyOne(const Figure& one, const Concepts& concepts,
                    const BaselineIndex::Quantity& quantity, double coverage) const {
    const Clause& other = baseline_.sentences[quantity.sentence].clauses[quantity.clause];
    const bool said =
        !concepts.empty() &&
        std::binary_search(other.concepts.begin(), other.concepts.end(), concepts.front());
    const auto alike =
        std::count_if(index_.quantities().begin(), index_.quantities().end(),
                      [&](const BaselineIndex::Quantity& there) {
                        return there.sentence == quantity.sentence &&
                               AreComparable(one, baseline_.figures[there.figure]) &&
                               baseline_.figures[there.figure].dimension == one.dimension;
                      });
    return !IsCountKind(one.kind) && !IsUncounted(one) && said && alike == 1 &&
           coverage >= kWhole && one.dimension == baseline_.figures[quantity.figure].dimension;
  }

  // "Xi had set that goal two years ago": short, and all of it the baseline's.
  double SubjectFrom(const FigureDecision& decision, double coverage) const {
    const std::vector<std::string>& concepts = sentence_.clauses[decision.clause].concepts;
    const bool goal = std::binary_search(concepts.begin(), concepts.end(), "goal");
    return goal && coverage >= kAllOfIt ? kGoal : kSubject;
  }

  bool IsCandidate(const FigureDecision& decision, const Figure& one, const Concepts& concepts,
                   const BaselineIndex::Quantity& quantity) const {
    if (!IsOfOneKind(decision, one, concepts, quantity) ||
        IsOfSomeParties(sentence_.clauses[decision.clause], one) ||
        SpeaksOfElse(decision, quantity)) {
      return false;
    }
    const Figure& other = baseline_.figures[quantity.figure];
    const bool papers = CountsPapers(concepts, quantity.concepts) && one.value < other.value;
    if (papers || IsOfOwnKind(one, sentence_.clauses[decision.clause], quantity.sentence, index_)) {
      return false;
    }
    const double coverage = Coverage(decision.clause, quantity.sentence);
    const double agreement = IsTheOnlyOne(one, concepts, quantity, coverage)
                                 ? 1
                                 : Agreement(one, concepts, other, quantity.concepts);
    if (agreement < 0 || IsUncounted(one)) {
      return coverage >= kAlignedUncounted &&
             SharedSubject(quantity.sentence) >= SubjectFrom(decision, coverage) &&
             coverage >= 0.8 * BestCoverage(decision.clause, one);
    }
    return agreement >= kSameThing && coverage >= kAligned;
  }

  // The weight of what a baseline sentence shares with this one beside names: a date or a period
  // changed only in a statement on one subject.
  double SharedSubject(std::size_t place) const {
    double shared = 0;
    for (const Clause& clause : sentence_.clauses) {
      for (const Term& term : clause.terms) {
        for (const BaselineIndex::Place& one : index_.Places(term.key)) {
          const bool counts = term.kind != Term::Kind::kEntity && one.sentence == place;
          shared += counts ? term.weight * one.share : 0;
        }
      }
    }
    return shared;
  }

  // Somebody or some place that the baseline does not know, or another line or pipeline of which
  // the clause tells: another's pledge is no change of this one.
  bool NamesStranger(const Clause& clause) const {
    const auto tells_of = [&clause](const Entity& entity) {
      return entity.key.starts_with("thing:") &&
             entity.span.start == clause.terms.front().span.start;
    };
    return std::any_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
      const bool party = entity.role != "name" && entity.role != "document";
      return (party || tells_of(entity)) && index_.Places(entity.key).empty();
    });
  }

  bool Judged(FigureDecision& decision, const Figure& one, const Concepts& concepts) const {
    double best = 0;
    for (const BaselineIndex::Quantity& quantity : index_.quantities()) {
      const double coverage = Rank(decision.clause, quantity.sentence);
      if (coverage <= best || !IsCandidate(decision, one, concepts, quantity) ||
          StandsBeside(quantity)) {
        continue;
      }
      best = coverage;
      decision.quantity = quantity;
      decision.verdict = CompareFigures(baseline_.figures[quantity.figure], one, index_.rates());
    }
    if (!decision.quantity) {
      return false;
    }
    const Figure& other = baseline_.figures[decision.quantity->figure];
    if (IsOtherBound(other, one) && decision.verdict.relation != FigureRelation::kUnrelated) {
      decision.kind = FigureDecision::Kind::kChanged;
      return true;
    }
    switch (decision.verdict.relation) {
      case FigureRelation::kChanged:
        decision.kind = FigureDecision::Kind::kChanged;
        return true;
      case FigureRelation::kMorePrecise:
        decision.kind = FigureDecision::Kind::kMorePrecise;
        return true;
      case FigureRelation::kUnrelated:
        decision.quantity.reset();
        return false;
      default:
        decision.kind = FigureDecision::Kind::kKnown;
        return true;
    }
  }

  // A small number of something else is equal by chance: "the six leaders named five areas".
  bool CountsElse(const Figure& here, const Clause& clause,
                  const BaselineIndex::Quantity& quantity) const {
    return IsSmallCount(here) &&
           Agreement(here, CountedConcepts(here, clause), baseline_.figures[quantity.figure],
                     quantity.concepts) == 0;
  }

  // The sentence prints the baseline's own value too, so this other one counts something else.
  bool StandsBeside(const BaselineIndex::Quantity& quantity) const {
    for (const Clause& clause : sentence_.clauses) {
      for (const std::size_t i : clause.figures) {
        const Figure& other = baseline_.figures[quantity.figure];
        const Figure& here = reading_.figures[i];
        if (AreComparable(here, other) && SameValue(here, other) &&
            !CountsElse(here, clause, quantity)) {
          return true;
        }
      }
    }
    return false;
  }

  const Reading& reading_;
  const Sentence& sentence_;
  const SentenceAlignment& alignment_;
  const Reading& baseline_;
  const BaselineIndex& index_;
};

}  // namespace

std::vector<FigureDecision> DecideFigures(const Reading& reading, const Sentence& sentence,
                                          const SentenceAlignment& alignment,
                                          const Reading& baseline, const BaselineIndex& index) {
  const Decider decider(reading, sentence, alignment, baseline, index);
  std::vector<FigureDecision> decisions;
  for (std::size_t c = 0; c < sentence.clauses.size(); ++c) {
    for (const std::size_t figure : sentence.clauses[c].figures) {
      decisions.push_back(decider.Decide(figure, c));
    }
  }
  return decisions;
}

}  // namespace claimwatch
