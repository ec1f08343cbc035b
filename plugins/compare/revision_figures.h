// The figures of two versions of one passage: which changed, came or went.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/finding.h"
#include "plugins/compare/passage.h"

namespace claimwatch {

std::vector<Finding> ReviseFigures(const Passage& before, const Passage& after);

// The same figure on both sides that goes up on one and down on the other; two nullptrs when there
// is none.
std::pair<const Figure*, const Figure*> TurnedFigure(const Passage& before, const Passage& after);

// That figure as a finding, for a pair whose words do not say that it was turned ("up 3 percent");
// nullopt when there is none.
std::optional<Finding> ReviseDirection(const Passage& before, const Passage& after);

// Whether a figure is an amount that readers would check by itself (no date, no small count of
// those present).
bool IsNewsworthy(const Figure& figure, const Sentence& sentence);

// The clause of `sentence` that `figure` stands in.
const Clause& ClauseOf(const Figure& figure, const Sentence& sentence);

}  // namespace claimwatch
