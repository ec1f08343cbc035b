// Forms of figures that make no other figure.
#pragma once

#include "core/figure.h"
#include "plugins/compare/passage.h"

namespace claimwatch {

// "18:00" and "18.00", which by itself is read as a number.
bool SameClock(const Figure& a, const Figure& b);

// "12 October" and "12.10", which may be a number.
bool SameDay(const Figure& a, const Figure& b);

// Whether a figure only says in another unit what the one says that it stands beside in brackets:
// "59 miles" of "95 kilometres (59 miles)", and "95 kilometres" too.
bool IsConversion(const Passage& passage, const Figure& figure);

}  // namespace claimwatch
