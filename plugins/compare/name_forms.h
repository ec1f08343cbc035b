// One name in many letters: "Kassym-Jomart Tokayev", "Qasym-Jomart Toqaev", "Касым-Жомарт".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/reading.h"

namespace claimwatch {

// A Latin word with the choices of a transliteration made alike: "Zhaparov" and "Japarov" are
// "japarov".
std::string NameSounds(std::string_view word);

// "Ласков" → "laskov": letter by letter, for many words at once (core's ToLatin knows all scripts
// and is slow).
std::string RussianInLatin(std::string_view word);

// The consonants of a Latin word without the choices of a transliteration ("Zhaparov", "Japarov":
// "jprv"); a word in other letters is only put in lower case.
std::string NameSkeleton(std::string_view word);

// Whether two full names can be one: every word of the shorter one is a form of a word of the
// longer one. Two persons who share a family name are told apart by their first names.
bool AreNameForms(std::string_view a, std::string_view b);

// Whether two full names of as many words have other given names at one place: "Jane Cole", "Joan
// Cole".
bool AreOtherPeople(std::string_view a, std::string_view b);

// The names among `terms`, each in one piece: an unknown first name belongs to the known family
// name beside it. Such a term's key is "person:tokayev+" and its skeleton, so that it equals no
// other by chance.
std::vector<Term> JoinNames(const std::vector<Term>& terms, std::string_view text);

// The key without what JoinNames has added to it.
std::string_view BaseKey(const Term& term);

}  // namespace claimwatch
