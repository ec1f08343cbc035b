// What the choice of the body looks at: one row of numbers for each block of a page.
//
// The order of the columns is the order the trees in config/lexicon/extract/body.tsv were trained
// with: a change here needs new trees (tests/train/body_train.cpp).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/extract/block.h"
#include "plugins/extract/dom.h"
#include "plugins/extract/elements.h"
#include "plugins/extract/page_map.h"

namespace claimwatch {

inline constexpr std::size_t kFirstFeatures = 84;   // of the first pass
inline constexpr std::size_t kSecondFeatures = 21;  // what the second adds from the first's answer
inline constexpr std::size_t kFeatures = kFirstFeatures + kSecondFeatures;

using Features = std::array<float, kFeatures>;

// What the head of the page says about the body.
struct BodyHints {
  std::string title;
  std::string description;
  std::string linked_body;  // JSON-LD articleBody, plain text
};

struct PageView {
  const Dom& dom;
  const std::vector<Block>& blocks;
  const PageMap& map;
  const BodyHints& hints;
};

// Columns of the first pass, one row a block. `elements` are those of `page.dom`.
std::vector<Features> FirstFeatures(const PageView& page, const Elements& elements,
                                    const KeyWeights& weights);

// Fills the columns of the second pass from the first's probabilities.
void AddSecondFeatures(const PageView& page, const std::vector<float>& probability,
                       std::vector<Features>& rows);

}  // namespace claimwatch
