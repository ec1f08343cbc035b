// What is told of another time than the baseline's: "in 2019 the line carried 3.1 million" disputes
// nothing of what it carried in 2025, nor "in its June report" what a report of September says.
// Pure functions of their arguments.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/reading.h"
#include "plugins/compare/event.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// A figure of a clause; refers to what its maker owns.
struct TimedFigure {
  const Reading& reading;
  const Sentence& sentence;
  std::size_t clause = 0;
  const Figure& figure;
};

// The year or month that a clause is told of, its own or that of the clause before ("In 2009 a bus
// hit a train, | killing 12"); a month without its year is of the event's. Empty for none. `text`
// is what spans count in.
std::string TimeOf(const Sentence& sentence, std::size_t clause, std::string_view text,
                   const EventIdentity& event);

// Whether that is before the month of the event.
bool IsBefore(std::string_view time, const EventIdentity& event);

// Whether a figure is told of another time than that of `quantity`: of an earlier one ("in its June
// report"), of another stretch ("in the second quarter", "in the first round"), or it is the year
// or month of a figure that the baseline counts for its own ("carried 3.1 million in 2019", where
// the baseline has 4.2 million in 2025).
bool IsOfOtherTime(const TimedFigure& one, const Reading& baseline,
                   const BaselineIndex::Quantity& quantity, const BaselineIndex& index);

}  // namespace claimwatch
