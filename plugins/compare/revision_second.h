// A second edit in a sentence: the ladder tells the gravest difference, and "the chief financial
// officer did not rule it out" may have become "the chief executive ruled it out".
#pragma once

#include <optional>
#include <vector>

#include "core/finding.h"
#include "plugins/compare/passage.h"
#include "plugins/compare/revision_places.h"

namespace claimwatch {

// What one place of `places` alone makes of the sentence, where that accuses and is not what `told`
// says. Of a sentence in which more than three places changed nothing: it was written anew.
std::optional<Finding> ReviseElsewhere(const Passage& before, const Passage& after,
                                       const std::vector<Hunk>& places, const Finding& told);

}  // namespace claimwatch
