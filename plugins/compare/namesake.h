// Another thing of the baseline's kind under a name of its own: the council of another city,
// another ferry, another country's bank. What happens to it is told in the same words and counted
// in the same nouns, so names alone tell the two apart.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/reading.h"
#include "plugins/compare/index.h"
#include "plugins/stage.h"

namespace claimwatch {

// The name under which the title or the lead of an article tells what a statement of the baseline
// tells of another name; nullopt when the article names anybody or anything that the baseline
// names, or names nothing. Names of two scripts are held against each other only where a table has
// them: what cannot be compared is no other name. Linear in the article.
std::optional<std::string> NamesakeOf(const Baseline& baseline, const BaselineIndex& index,
                                      const Article& article, const Reading& reading);

// How many telling words of the baseline's names ("Tarnau") an article has, in Latin or Russian
// letters, in title, address or text.
std::size_t NamesShared(const Baseline& baseline, const BaselineIndex& index,
                        const Article& article, const Reading& reading);

// What a sentence names: a thing of the baseline's (kOwn), another one beside a word that the
// baseline has beside a name of its own (kNamesake: "the ferry Norna" where the baseline has "the
// ferry Saint Olga"), or neither.
enum class Naming { kNone, kOwn, kNamesake };

// The same for every sentence of `reading`; inside a paragraph what follows a sentence on a
// namesake is told of it, until a thing of the baseline's is named.
std::vector<Naming> NamingsOf(const Reading& reading, const Reading& baseline);

}  // namespace claimwatch
