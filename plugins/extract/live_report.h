// Live reports: entries in order, each with its time.
#pragma once

#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// A live report says when each of its entries was written: three times or more that stand right
// before what is chosen, by block, belong to it, and so do the headings between.
void TakeTimes(const PageView& page, std::vector<bool>& chosen);

}  // namespace claimwatch
