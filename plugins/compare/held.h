// A sentence of the article with what it is held against: what the searches for a contradiction
// share.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/finding.h"
#include "core/reading.h"
#include "plugins/compare/align.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// Refers to what its maker owns; none of it may be changed or go while it is used.
struct Held {
  const Reading& reading;
  const Sentence& sentence;
  const SentenceAlignment& alignment;
  const Reading& baseline;
  const BaselineIndex& index;
};

// Who asks or guesses asserts nothing.
bool Asserts(const Clause& clause);

// "Three years ago there were …", of a clause of `reading`; not "an initiative" or "a goal of three
// years ago".
bool LooksYearsBack(const Clause& clause, const Reading& reading);

// "In May 2023 …", "three years ago …": what was so in an earlier year than the event's denies
// nothing of it.
bool TellsEarlier(const Held& held, const Clause& clause);

// "We will win the trade war," Trump said: what a person says whom the baseline does not know is no
// other account of its event.
bool IsSaidByStranger(const Held& held);

// How much of `term` a baseline sentence covers, 0–1.
double ShareIn(const Term& term, std::size_t sentence, const BaselineIndex& index);

// What `find`, called with the number of a baseline sentence, finds in `aligned`, or else in the
// first of the others of which the article's sentence covers `from` or more.
template <typename Find>
std::optional<Finding> FindNear(const Held& held, std::size_t aligned, double from, Find find) {
  std::optional<Finding> finding = find(aligned);
  for (std::size_t place = 0; !finding && place < held.baseline.sentences.size(); ++place) {
    if (place != aligned && held.alignment.coverage[place] >= from) {
      finding = find(place);
    }
  }
  return finding;
}

// Whether a clause of `sentence` has the class or entity `key`.
bool Says(const Sentence& sentence, std::string_view key);

}  // namespace claimwatch
