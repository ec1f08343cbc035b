// Alignment: which statement of the baseline does a clause speak about, and how much of the clause
// is in it?
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/reading.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// A clause or a whole sentence held against a baseline.
struct Alignment {
  std::optional<std::size_t> sentence;  // of the baseline; nullopt when none covers anything
  double coverage = 0;                  // share of the clause's weight that this sentence covers
  double reverse = 0;  // share of the baseline sentence's weight that the clause has
  double weight = 0;   // of all terms of the clause
  double novel = 0;    // weight that neither this sentence nor the event's own names cover
  bool heavy = false;  // a term that names a subject of its own is among what is novel
};

struct SentenceAlignment {
  Alignment whole;
  std::vector<Alignment> clauses;  // one for each clause of the sentence
  std::vector<double> coverage;    // of the whole sentence, by each baseline sentence
};

SentenceAlignment Align(const Reading& reading, const Sentence& sentence, const Reading& baseline,
                        const BaselineIndex& index);

}  // namespace claimwatch
