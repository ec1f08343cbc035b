// Words that may stand for one another, and the words a dictionary has: of English from WordNet 3.0
// (made compact by tools kept beside the tables; config/lexicon/claims/synonyms_en.tsv), of
// English, Russian and Chinese news from an own list (synonyms_news.tsv).
#pragma once

#include <string_view>

namespace claimwatch {

// Whether two plain lower-case words share a common sense. Inflected forms count as their
// lemma.
bool AreSynonyms(std::string_view a, std::string_view b);

// Whether they exclude one another ("rise", "fall").
bool AreAntonyms(std::string_view a, std::string_view b);

// Whether two lower-case forms, or two Chinese words, exclude one another where one stands in the
// place of the other in a report ("detained", "released"). Of any language; each form is listed.
bool ExcludeInNews(std::string_view a, std::string_view b);

// Whether there is any word that it excludes so, wherever the two stand: no degree, side or age.
bool HasOppositeInNews(std::string_view word);

// Whether both stand on one side of such a pair ("cut", "axe"): there they say the same.
bool AreAlikeInNews(std::string_view a, std::string_view b);

}  // namespace claimwatch
