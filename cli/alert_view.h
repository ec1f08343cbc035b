// An alert for people: one line in a list, a card when followed, the whole reasoning when
// explained.
#pragma once

#include <string>

#include "cli/style.h"
#include "core/alert.h"

namespace claimwatch {

// "  17  high  changed_figure  steppe  3,000 → 30,000 training opportunities".
std::string AlertLine(const Alert& alert, const Style& style);

// Head, both sentences with the changed words marked, reason, and where to look further.
std::string AlertCard(const Alert& alert, const Style& style);

// Everything the record says about why: rule, spans, normalised values, signals, sightings, hashes.
std::string AlertExplanation(const Alert& alert, const Style& style);

}  // namespace claimwatch
