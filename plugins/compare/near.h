// An article's sentence that is nearly one of the baseline's: which words stand in the place of
// which.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "plugins/compare/passage.h"
#include "plugins/compare/words.h"

namespace claimwatch {

struct Held;  // plugins/compare/held.h

// How one word or a few in the place of others change what is said.
enum class SwapKind {
  kQuiet,     // a synonym, a spelling, a form of one name, a function word
  kOther,     // another word; what it does to the statement is not known
  kOpposite,  // of which only one can be true: opposites, all and some
  kName,      // another person, body, place or office
  kDate,
  kFigure
};

struct Swap {
  SwapKind kind = SwapKind::kQuiet;
  std::string reason;  // of kOpposite and kName
  Hunk words;          // into Passage::words of both
};

struct NearPair {
  std::size_t place = 0;  // of the baseline's sentence
  double overlap = 0;     // words that both have, 0–1
  Passage before;         // the baseline's
  Passage after;          // the article's
  std::vector<Hunk> hunks;
  std::vector<Swap> swaps;  // the hunks with words on both sides
};

// The baseline sentence of the same language that `held.sentence` nearly repeats; nullopt when
// there is none.
std::optional<NearPair> NearlyRepeated(const Held& held);

// The words of a hunk as printed in the reading of the passage.
std::string WordsOf(const Passage& passage, std::size_t start, std::size_t end);

}  // namespace claimwatch
