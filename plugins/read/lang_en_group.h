// Noun groups of English: where the words that name one thing begin and end ("the annual trade
// turnover"), and which of several groups is the head ("the cost of homes"). For lang_en.cpp only.
//
// There is no parser behind it: closed classes and verb forms of config/lexicon/en/nouns.tsv end a
// group, a plural ends it unless another plural follows. Every walk is bounded, so time is linear.
#pragma once

#include <cstddef>

#include "plugins/read/draft.h"

namespace claimwatch {

// Tokens of a noun group, end exclusive; empty when first == last.
struct Group {
  std::size_t first = 0;
  std::size_t last = 0;

  bool empty() const { return first == last; }
};

// Whether word `at` can stand in a noun group; `plural_seen`: the word before it was a plural,
// behind which only another plural goes on.
bool InGroup(const Scan& scan, std::size_t at, bool plural_seen);
// The noun group that starts at `at`; its head is the last word. "heads of state" stays "heads".
Group GroupFrom(const Scan& scan, std::size_t at, bool plural_wanted);
// The noun group that ends before token `end` and does not begin before `limit`.
Group GroupBefore(const Scan& scan, std::size_t end, std::size_t limit);
// "the cost of homes", "revenue from China": the head of `group`, over the prepositional phrases in
// front of it.
Group HeadOf(const Scan& scan, Group group, std::size_t limit);

// Makes at most the last three words of `group` what `draft` counts; false when it is empty.
bool TakeGroup(const Scan& scan, FigureDraft& draft, Group group);
// Takes the noun group that starts at `at`; false when there is none.
bool TakeGroupFrom(const Scan& scan, FigureDraft& draft, std::size_t at, bool plural_wanted);
// Takes the group that starts at `at` and is in the plural, over an "and": "electric and hybrid
// cars".
bool TakeJoinedGroup(const Scan& scan, FigureDraft& draft, std::size_t at);
// Where a noun group may start behind the figure: behind articles, adjectives of quantity, "of
// the".
std::size_t SkipToGroup(const Scan& scan, std::size_t at);
// Articles, pronouns and numbers in front of a noun group that starts at `at` are stepped over.
std::size_t SkipDeterminers(const Scan& scan, std::size_t at, std::size_t limit);

// A past form in -ed, by its ending only.
bool IsPast(const Scan& scan, std::size_t at);
// A verb that a figure can be the object of: of change, of the table, in the past.
bool IsFrameVerb(const Scan& scan, std::size_t at);
// … and nothing but a verb here: no noun of the table, no article before it.
bool IsOnlyVerb(const Scan& scan, std::size_t at);
// Words that may stand between a subject and its verb: adverbs, "which", "not".
bool IsBeforeVerb(const Scan& scan, std::size_t at);
// "the set", "a 5% pay rise": an article in front, also of a figure, makes a noun of a verb form.
bool IsNominal(const Scan& scan, std::size_t at);
// "two smaller tenancies": an adjective of size before the noun says nothing of a change.
bool IsComparative(const Scan& scan, std::size_t at);
// "last year", "next week": a time, nothing that is counted.
bool IsRelativeTime(const Scan& scan, std::size_t at);
// "debt, excluding banks, was": steps back over what stands between two commas before the verb.
std::size_t SkipInsertion(const Scan& scan, std::size_t verb, std::size_t limit);

}  // namespace claimwatch
