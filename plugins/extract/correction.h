// The publisher's own note about a change: "Correction: an earlier version said …".
#pragma once

#include <string>
#include <vector>

namespace claimwatch {

// The first paragraph that is such a note, by how it begins (config/lexicon/extract/notes.tsv);
// empty without one. It stays in the text: it is text.
std::string FindCorrection(const std::vector<std::string>& paragraphs);

}  // namespace claimwatch
