// A sentence that is the baseline's but for a word, and so may say the opposite.
#pragma once

#include <optional>
#include <string>

#include "core/finding.h"
#include "plugins/compare/held.h"

namespace claimwatch {

struct Turned {
  std::optional<Finding> finding;  // an opposite, another name, another day, figures that changed
                                   // places; nullopt when that is not sure
  std::string doubt;      // then: why it does not say what the baseline says; empty: it may
  std::size_t place = 0;  // of the baseline's sentence
};

// `later`: the article is younger than the baseline by days, so that what was detained may have
// been released since.
Turned FindTurned(const Held& held, bool later);

}  // namespace claimwatch
