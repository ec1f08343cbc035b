// The event itself, told by its number, held elsewhere; and which names can stand for one another.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "plugins/compare/held.h"

namespace claimwatch {

// Whether the text before a name sets it apart: "not", "rather than". It is not named for what is
// said.
bool IsSetApart(std::string_view before);

// Whether a sentence names `key`, and not to set it apart.
bool IsNamed(const Sentence& sentence, std::string_view key);

// An entity of the baseline sentence `other` that `sentence` does not name and `stranger` may stand
// for: a country for a group, a place for a place. nullptr for none.
const Entity* Replaced(const Sentence& sentence, const Sentence& other, const Entity& stranger);

// "The second summit in Tashkent" where the baseline has it in Astana.
std::optional<Finding> FindOtherVenue(const Held& held, const Clause& clause, std::size_t aligned);

}  // namespace claimwatch
