// Which statements of the baseline an article repeats: evidence of the gate (compare/relevance).
#pragma once

#include <cstddef>
#include <vector>

#include "core/reading.h"
#include "plugins/compare/index.h"

namespace claimwatch {

struct RepeatedFacts {
  std::vector<bool> repeated;  // by baseline sentence
  std::size_t count = 0;
  double weight = 0;
  double telling = 0;  // the most that one of them has in common beside names

  // One that was repeated counts less again. `subject` is what it has in common beside names.
  void Add(std::size_t sentence, double subject);

  // Whether they tie an article that names nobody and no place of the baseline.
  bool TieAlone() const;
};

RepeatedFacts FactsIn(const Baseline& baseline, const BaselineIndex& index, const Reading& reading);

}  // namespace claimwatch
