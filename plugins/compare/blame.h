// Who wrote this sentence when: each sentence of an article's history with the version that brought
// it and the version that took it away. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/article.h"

namespace claimwatch {

struct BlamedSentence {
  std::string text;
  std::uint32_t first = 1;            // version number that brought it
  std::optional<std::uint32_t> gone;  // version number that did not have it any more
};

// `versions` oldest first, the first is version 1. The answer is in the order of the latest text,
// with sentences that are gone where they stood. A sentence that came back counts from its return.
std::vector<BlamedSentence> Blame(const std::vector<Article>& versions);

}  // namespace claimwatch
