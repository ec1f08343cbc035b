// Who does it and to whom: edits that leave every word of a sentence and turn what it says.
#pragma once

#include <optional>
#include <string>

#include "plugins/compare/passage.h"

namespace claimwatch {

// The reason when two things of one sentence changed places ("The police attacked the protesters",
// "the protesters attacked the police"), or when only its voice was turned ("the police were
// attacked by …"). Two members of a list, two sides of "met" or "is", and circumstances ("on Sunday
// … in Paris") may change places freely.
std::optional<std::string> RolesTurned(const Passage& before, const Passage& after);

}  // namespace claimwatch
