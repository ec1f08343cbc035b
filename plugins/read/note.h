// A publisher's note about its own text (config/lexicon/extract/notes.tsv).
#pragma once

#include <string_view>

namespace claimwatch {

// Whether a sentence opens such a note: "Correction: …", "(This story has been corrected …)". What
// follows in its paragraph belongs to it. Any thread may ask.
bool OpensNote(std::string_view sentence);

}  // namespace claimwatch
