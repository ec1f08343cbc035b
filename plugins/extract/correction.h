// The publisher's own note about a change: "Correction: an earlier version said …".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

// Whether a paragraph is such a note, by how it begins (config/lexicon/extract/notes.tsv).
bool IsCorrection(std::string_view paragraph);

// The first paragraph that is such a note;
// empty without one. It stays in the text: it is text.
std::string FindCorrection(const std::vector<std::string>& paragraphs);

}  // namespace claimwatch
