// Chinese full names: family names and the titles before them (config/lexicon/claims/names_zh.tsv).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "plugins/read/phrases.h"

namespace claimwatch {

// How many signs of a family name begin at word `at`: 2 (欧阳), 1 (周) or 0. Any thread may ask.
std::size_t FamilyNameAt(const std::vector<Word>& words, std::size_t at);

// Whether a title ends right before word `at`: 市长, 发言人.
bool FollowsTitle(const std::vector<Word>& words, std::size_t at);

// Words that stand right before a full name or behind it (市长), without those that say what
// somebody is in a case (被告人), and words of politeness behind one (先生).
const std::vector<std::string_view>& HanTitles();
const std::vector<std::string_view>& HanHonours();

// Whether `signs` begin with a family name.
bool OpensWithFamilyName(std::string_view signs);

}  // namespace claimwatch
