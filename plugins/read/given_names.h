// Given names that people bear (config/lexicon/claims/given_names.tsv).
#pragma once

#include <string_view>

namespace claimwatch {

// Whether both words are given names, and not spellings of one: "Jane" and "Joan" are two people,
// "Sara" and "Sarah" may be one. Case does not count. Any thread may ask.
bool AreOtherGivenNames(std::string_view a, std::string_view b);

}  // namespace claimwatch
