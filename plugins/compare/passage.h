// A passage: the sentences of one version that became the sentences of the next, read for comparing
// word by word.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/reading.h"
#include "plugins/read/phrases.h"

namespace claimwatch {

struct Passage {
  const Reading* reading = nullptr;
  std::vector<const Sentence*> sentences;
  std::vector<Word> words;
  std::vector<Term> terms;  // of all clauses
  std::vector<const Figure*> figures;
  std::vector<const Quote*> quotes;
  int negations = 0;  // clauses that deny
  int hedges = 0;
  int source = 0;  // how firmly it is sourced: see kSource…

  bool empty() const { return sentences.empty(); }

  const Sentence& first() const { return *sentences.front(); }
};

inline constexpr int kSourceRumour = 0;
inline constexpr int kSourceAnonymous = 1;
inline constexpr int kSourceOfficials = 2;
inline constexpr int kSourceNamed = 3;
inline constexpr int kSourceOutlet = 4;  // nobody is named: the outlet itself says it

Passage ReadPassage(const Reading& reading, const std::vector<std::size_t>& sentences,
                    const Stemmer& stemmer);

// Which passages of `before` became which of `after`; one side may be empty. Splits and merges are
// one passage.
std::vector<std::pair<Passage, Passage>> PairPassages(const Reading& before, const Reading& after);

}  // namespace claimwatch
