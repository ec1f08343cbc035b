// A sentence of the article with what it is held against: what the searches for a contradiction
// share.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/reading.h"
#include "plugins/compare/align.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// Refers to what its maker owns; none of it may be changed or go while it is used.
struct Held {
  const Reading& reading;
  const Sentence& sentence;
  const SentenceAlignment& alignment;
  const Reading& baseline;
  const BaselineIndex& index;
};

// How much of `term` a baseline sentence covers, 0–1.
double ShareIn(const Term& term, std::size_t sentence, const BaselineIndex& index);

// Whether a clause of `sentence` has the class or entity `key`.
bool Says(const Sentence& sentence, std::string_view key);

}  // namespace claimwatch
