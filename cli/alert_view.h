// An alert for people: one line in a list, a card when followed, the whole reasoning when
// explained.
#pragma once

#include <string>

#include "cli/style.h"
#include "core/alert.h"

namespace claimwatch {

class Store;  // storage/store.h

// "17" or "#17", as the list prints it; kInvalid for anything else.
Result<std::uint64_t> AlertNumber(std::string_view text);

// "  17  high  changed_figure  steppe  3,000 → 30,000 training opportunities".
std::string AlertLine(const Alert& alert, const Style& style);

// "2025-06-20 04:12  reworded  the same change on 40 pages of a.example  …", of daemon/groups.
std::string SilencedLine(const Json& silenced, const Style& style);

// Head, both sentences with the changed words marked, reason, and where to look further.
std::string AlertCard(const Alert& alert, const Style& style);

// Everything the record says about why: rule, spans, normalised values, signals, sightings, hashes.
std::string AlertExplanation(const Alert& alert, const Style& style);

// What the store knows beside the record: the line before and after its sentence, the other pages
// that said the same, and who has seen it (alert_surroundings.cpp). What cannot be found (a version
// that retention removed) is left out without a word, because the record alone is what was alerted.
std::string AlertSurroundings(const Store& store, const Alert& alert, const Style& style);

}  // namespace claimwatch
