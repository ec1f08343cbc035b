// Gradient boosted trees for a yes or no, in the form plugins/extract/trees.h reads.
//
// Columns are cut into at most 255 bins; trees grow leaf by leaf where the loss falls most; each
// tree sees a part of the rows and columns. The same rows and seed give the same trees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace claimwatch::train {

struct Sample {
  const float* row;  // borrowed; `columns` numbers
  float label;       // 0 … 1
  float weight;
};

struct BoostOptions {
  std::size_t columns = 0;
  int trees = 300;
  int leaves = 20;
  double rate = 0.045;
  double min_weight = 8;  // of the rows in a leaf
  double ridge = 2;
  double row_share = 0.5;
  double column_share = 0.4;
  std::uint64_t seed = 7;
};

// One line a tree, each without its name.
std::vector<std::string> Boost(const std::vector<Sample>& samples, const BoostOptions& options);

}  // namespace claimwatch::train
