// English words that may stand for one another, and the words a dictionary has (WordNet 3.0, made
// compact by tools kept beside the tables; config/lexicon/claims/synonyms_en.tsv).
#pragma once

#include <string_view>

namespace claimwatch {

// Whether two plain lower-case English words share a common sense. Inflected forms count as their
// lemma.
bool AreSynonyms(std::string_view a, std::string_view b);

// Whether they exclude one another ("rise", "fall").
bool AreAntonyms(std::string_view a, std::string_view b);

}  // namespace claimwatch
