// What became of the people that a figure counts: 14 who died are no 29 who are missing, though
// both are "people".
#pragma once

#include <string_view>

#include "core/figure.h"
#include "core/reading.h"

namespace claimwatch {

// "dead", "missing", "injured", "rescued", "aboard", "detained", "evacuated" or "capacity"; empty
// when the words beside the figure say none of these. `figure` stands in `sentence`, whose figures
// are in `figures`. The result lives as long as the program.
std::string_view StateOfPeople(const Figure& figure, const Sentence& sentence,
                               const std::vector<Figure>& figures);

// Whether those people are in another state than `state`: the missing against the dead. False when
// one of the two is not known.
bool IsOfOtherPeople(std::string_view state, const Figure& figure, const Sentence& sentence,
                     const std::vector<Figure>& figures);

// "50 more than allowed": by how much two amounts differ is none of them. `text` is what the
// figure's span counts in.
bool IsDifference(const Figure& figure, std::string_view text);

}  // namespace claimwatch
