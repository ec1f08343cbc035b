// A person of a Chinese text who has another name in the next version.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugins/compare/passage.h"
#include "plugins/compare/words.h"

namespace claimwatch {

// "'周明远' became '周明达'" where one full name took the place of another. A name stands behind a
// title, before a word of speech, or is exchanged whole.
std::optional<std::string> RenamedPerson(const Passage& before, const Passage& after,
                                         const std::vector<Hunk>& places);

}  // namespace claimwatch
