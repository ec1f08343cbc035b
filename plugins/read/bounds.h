// "More than 20 and less than 35" is one range, not two figures.
#pragma once

#include <vector>

#include "plugins/read/draft.h"

namespace claimwatch {

// Joins neighbours of which one bounds from below and the other from above, when nothing but "and",
// "but" or a comma stands between them and both are of one unit. The joined figure spans both. The
// comparators must have been found before; what is counted must not.
void JoinBounds(const Scan& scan, std::vector<FigureDraft>& drafts);

}  // namespace claimwatch
