// Which content came and which went between two passages, once everything quiet is taken out:
// synonyms of one class, misprints, spellings, forms of one name, order.
#pragma once

#include <string_view>
#include <vector>

#include "plugins/compare/passage.h"

namespace claimwatch {

struct TermDiff {
  std::vector<Term> gone;
  std::vector<Term> come;

  double GoneWeight() const;
  double ComeWeight() const;
};

// Whether two terms cannot both be true of one thing, by the glossary or by their words.
bool AreOpposed(const Term& a, const Passage& before, const Term& b, const Passage& after);

TermDiff DiffTerms(const Passage& before, const Passage& after);

// Whether one word is a misprint or another spelling of the other: neighbours swapped, one letter
// too many, too few or wrong in a long word, unless both are words of the dictionary.
bool IsMisprint(std::string_view a, std::string_view b);

// "Avoidable" and "unavoidable", "довольны" and "недовольны": plain words, one denies the other.
bool IsPrefixNegation(std::string_view a, std::string_view b);

}  // namespace claimwatch
