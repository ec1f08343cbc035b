// Figures of another year than the baseline's: "in 2019 the line carried 3.1 million" disputes
// nothing of what it carried in 2025. Pure functions of their arguments.
#pragma once

#include <cstddef>

#include "core/reading.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// A figure of a clause; refers to what its maker owns.
struct TimedFigure {
  const Reading& reading;
  const Sentence& sentence;
  std::size_t clause = 0;
  const Figure& figure;
};

// "In 2024 it stood at 4.5 percent, and inflation was 3.1 percent that year": told of an earlier
// year than the event's, where the baseline clause names none.
bool IsOfEarlierYear(const TimedFigure& one, const Clause& other, int event_year);

// "Carried 3.1 million in 2019", where the baseline has 4.2 million in 2025: the year of `one` is
// that of another figure, which the baseline sentence of `quantity` counts for its own year.
bool DatesAnotherFigure(const TimedFigure& one, const Reading& baseline,
                        const BaselineIndex::Quantity& quantity, const BaselineIndex& index);

}  // namespace claimwatch
