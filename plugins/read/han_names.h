// Chinese full names: family names and the titles before them (config/lexicon/claims/names_zh.tsv).
#pragma once

#include <cstddef>
#include <vector>

#include "plugins/read/phrases.h"

namespace claimwatch {

// How many signs of a family name begin at word `at`: 2 (欧阳), 1 (周) or 0. Any thread may ask.
std::size_t FamilyNameAt(const std::vector<Word>& words, std::size_t at);

// Whether a title ends right before word `at`: 市长, 发言人.
bool FollowsTitle(const std::vector<Word>& words, std::size_t at);

}  // namespace claimwatch
