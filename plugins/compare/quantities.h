// The figures of one sentence held against a baseline: known, changed, more precise, or new?
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/reading.h"
#include "plugins/compare/align.h"
#include "plugins/compare/figures.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// What became of one figure of the article. kIgnored: worth no word (one of them, a time of day, a
// weekday, a rank or a size of a group that the baseline does not know).
struct FigureDecision {
  enum class Kind { kIgnored, kKnown, kChanged, kMorePrecise, kNew };
  Kind kind = Kind::kIgnored;
  std::size_t figure = 0;  // in the article's figures
  std::size_t clause = 0;  // of the sentence
  std::optional<BaselineIndex::Quantity>
      quantity;  // of the baseline; for all but kIgnored and kNew
  FigureVerdict verdict;
};

// One decision for each figure of the sentence. An accusation (kChanged) needs the same thing
// counted, an aligned statement, the same time and no participant that the statement does not have.
std::vector<FigureDecision> DecideFigures(const Reading& reading, const Sentence& sentence,
                                          const SentenceAlignment& alignment,
                                          const Reading& baseline, const BaselineIndex& index);

}  // namespace claimwatch
