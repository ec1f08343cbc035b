// How the analyzers write a finding down: excerpts, rule, reason, and the key that is the same for
// every outlet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/reading.h"

namespace claimwatch {

Excerpt ExcerptOf(const Sentence& sentence);

// A finding of `rule` (its type and name are the rule's). `sentence` or `other` may be nullptr.
Finding MakeFinding(std::string_view rule, const Sentence* sentence, const Sentence* other);

// The classes that name what `figure` counts, heaviest first: those of its counted noun, or, when
// it has none, of the subject of its clause.
std::vector<std::string> CountedConcepts(const Figure& figure, const Clause& clause);

// Whether `figure` counts what `asked` names, in any language: by its counted noun, or by what that
// is a measure of ("pairs of sister cities" for "sister city").
bool Counts(const Figure& figure, const Clause& clause, std::string_view asked);

// "figure:grant:CNY:1500000000": what is counted, the unit and the value, in no language.
std::string FigureKeyOf(const Figure& figure, const Clause& clause);

// "claim:+:place:urumqi:railway:schedule": the heaviest classes of the clauses, sorted, with the
// polarity.
std::string ClaimKeyOf(std::string_view prefix, const Sentence& sentence);

// "more than 100 pairs of sister cities", for reasons.
std::string FigureWords(const Figure& figure);

// Whether one of the finding's signals is exactly this.
bool HasSignal(const Finding& finding, std::string_view signal);

}  // namespace claimwatch
