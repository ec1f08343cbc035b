// Frames: a sentence as clauses with their terms, entities, polarity, modality and speaker.
#pragma once

#include <string_view>
#include <vector>

#include "core/reading.h"

namespace claimwatch {

// The clauses of the sentence at `span` of `text`, at least one. `figures` are those of the whole
// text, in text order; words inside a figure are no terms.
std::vector<Clause> ReadClauses(std::string_view text, Span span,
                                const std::vector<Figure>& figures);

}  // namespace claimwatch
