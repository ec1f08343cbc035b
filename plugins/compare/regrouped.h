// Sentences that were only cut elsewhere.
#pragma once

#include <utility>

#include "plugins/compare/passage.h"

namespace claimwatch {

// A passage before and after.
using PassagePair = std::pair<Passage, Passage>;

// Whether two neighbours have the same words and only end elsewhere ("A. B, C." became "A, B. C."),
// or only who says it has moved between them: "A, he said. B." became "A. B, he said.".
bool AreRegrouped(const PassagePair& one, const PassagePair& two);

}  // namespace claimwatch
