// The figures of two versions of one passage: which changed, came or went.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/finding.h"
#include "plugins/compare/passage.h"
#include "plugins/compare/revision_places.h"

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

// Whether the changed figures say all that changed in `places`: only their words did, or their
// bound.
bool FiguresTellAll(const Passage& before, const Passage& after, const std::vector<Hunk>& places,
                    const std::vector<Finding>& findings);

// Beside an exchange that accuses, the figure that came or went with it says no more: "all five
// members" became "most members", "no deaths" "three deaths".
void DropExchangedFigures(const Passage& before, const Passage& after,
                          const std::vector<Hunk>& places, std::vector<Finding>& findings);

// A figure that came or went in the one place that changed was changed: "twice" became "three
// times", "на треть" "наполовину".
void ShowExchangedFigures(const Passage& before, const Passage& after,
                          const std::vector<Hunk>& places, std::vector<Finding>& findings);

}  // namespace claimwatch
