// When two figures can be held against each other, and whether they count one thing: the ground
// that compare/quantities decides on. Pure functions of their arguments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/figure.h"
#include "core/reading.h"

namespace claimwatch {

class BaselineIndex;

using Concepts = std::vector<std::string>;  // what a figure counts: classes, the telling one first

constexpr double kSameThing = 0.5;  // from this agreement on two figures count one thing

bool IsCountKind(FigureKind kind);

// "Countries", and not "Central Asian countries".
bool NamesGroup(const Concepts& concepts);

// A country, a group, a person or a guest in the sentence: "the five presidents and their guest"
// are all but one of those who met.
bool NamesOthersBeside(const Sentence& sentence);

// Whether nothing is counted but those who met ("six heads of state").
bool AreActors(const Concepts& concepts);

// Whether the telling words of both name one thing, or one that covers the other.
bool CountAlike(const Concepts& a, const Concepts& b);

// 1 the same thing counted, 0 another, -1 nothing known.
double Agreement(const Figure& figure, const Concepts& concepts, const Figure& other,
                 const Concepts& other_concepts);

bool AreComparable(const Figure& a, const Figure& b);

// Dates may differ in how much they say: "2025-06" is "2025-06-17".
bool SameValue(const Figure& a, const Figure& b);

// Whether the clauses date their figures to different years. `figure` is that of `clause`.
bool OtherTime(const Clause& clause, const Clause& other, const Figure& figure);

// What is measured is not named beside these; only the statement tells.
bool IsUncounted(const Figure& figure);

bool IsSmallCount(const Figure& figure);

// "128 человек", "128 passengers": one of two counts that are no small ones says no more than that
// they are people.
bool CountsOnlyPeople(const Figure& one, const Figure& other);

// "More than 100" against "more than 120": nobody who knows the second would print the first.
bool IsOtherBound(const Figure& a, const Figure& b);

// "The two-day meeting": how long they met is no period of what they agreed.
bool IsLengthOfMeeting(const Figure& one, const Concepts& concepts);

// A year against a day; "for the first time", which does not dispute "the second summit".
bool IsOfAnotherKind(const Figure& one, const Figure& other);

// "The two sides", "обе стороны": parties of anything, which are never counted.
bool AreTwoSides(const Figure& figure);

// "The four other republics", "остальные четыре": without the one just named. `text` is what the
// figure's span counts in.
bool CountsOthers(const Figure& one, std::string_view text);

// "Voted to hold", "voted against it", where there is a vote for something else: those who voted
// are counted for what they voted for. Both texts begin behind the figure.
bool IsOtherVote(std::string_view here, std::string_view there);

// "Fourteen of the pairs", "из них 14", "其中14对": a part is not the whole. `text` is what the
// figure's span counts in.
bool IsPart(const Figure& one, std::string_view text);

// "Kazakhstan and China have 27 pairs", 中哈: two of the parties, and nobody else.
bool IsOfTwo(const Clause& clause, std::string_view text);

// "Tokayev named five priority areas", "its own list has eight", "in the world": somebody whom the
// baseline sentence does not name counts his own, or the count is of another scope. `text` is what
// `one` and the clause count in.
bool IsOwnList(const Clause& clause, const Figure& one, const Sentence& other,
               std::string_view text);

// "Asked for five years for Ozols", "DNB economists expect": said for a name, or expected by one,
// that the text of the baseline does not have. Two languages tell nothing.
bool IsOfAnotherName(const Clause& clause, const Figure& one, const Reading& reading,
                     const Reading& baseline);

// "15 sister-city agreements" beside "more than 100 pairs of sister cities": papers that were
// signed are fewer than what they are about.
bool CountsPapers(const Concepts& here, const Concepts& there);

// "Two cultural centers" beside "three cooperation centers": the noun has a kind of its own, of
// which the baseline sentence at `place` says nothing.
bool IsOfOwnKind(const Figure& one, const Clause& clause, std::size_t place,
                 const BaselineIndex& index);

// "Довести число пар до ста": the level that is reached, and no bound.
bool ReachesLevel(const Clause& clause, const Figure& one, std::string_view text);

}  // namespace claimwatch
