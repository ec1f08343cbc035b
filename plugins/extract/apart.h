// What no article is made of, told by structure alone before anything is judged: readers' comments,
// lists of links, the openings of other articles. They change from fetch to fetch; taken out first,
// they are no neighbours that a verdict could hang on.
#pragma once

#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// By block: 0 for what stands apart, 1 for the rest; empty when nothing does. `page` must be whole.
// A page with hardly any prose beside its links or its openings of articles keeps them.
std::vector<float> Apart(const PageView& page);

}  // namespace claimwatch
