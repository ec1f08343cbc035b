// What two versions of one passage say differently apart from figures: the ladder polarity → entity
// → quote → source → certainty → content. The highest rung that differs is the finding; lower ones
// are its consequences.
#pragma once

#include <optional>

#include "core/finding.h"
#include "plugins/compare/passage.h"

namespace claimwatch {

// The highest rung that differs; nullopt when the words differ only in how they say it. The finding
// is against the previous version.
std::optional<Finding> ReviseWords(const Passage& before, const Passage& after);

// Only the rungs that accuse beyond doubt: an opposite, another name or office, all and some.
std::optional<Finding> ReviseSurely(const Passage& before, const Passage& after);

}  // namespace claimwatch
