// What tells the event of a baseline that no table knows: its own names, in Latin or Russian
// letters, and its figures. Evidence of the gate (compare/relevance) for a topic of one's own.
#pragma once

#include <cstddef>

#include "core/article.h"
#include "core/reading.h"
#include "plugins/compare/index.h"
#include "plugins/stage.h"

namespace claimwatch {

struct Fingerprint {
  std::size_t names = 0;    // telling words of the baseline's names that the article has
  std::size_t figures = 0;  // values of the baseline that the article prints
  double rare = 0;          // how little chance there is in these: 0.3 for one like 310 or 4.5 %

  // Whether these tie the article to the event: names and figures together, or so many of the one
  // that they need not the other. Fewer may be another day's report of the same town, or a like
  // story elsewhere.
  bool Ties() const;
};

Fingerprint FingerprintIn(const Baseline& baseline, const BaselineIndex& index,
                          const Article& article, const Reading& reading);

}  // namespace claimwatch
