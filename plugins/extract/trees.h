// Boosted decision trees as a table: the learnt judgement of body.h.
//
// One line a tree: "NAME TAB" and its nodes in preorder, parted by spaces: "12<0.35" asks whether
// column 12 is below 0.35 (the yes side follows, then the no side), "=0.4" is a leaf. Written by
// tests/train/body_train.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "plugins/extract/features.h"

namespace claimwatch {

class Trees {
 public:
  // The trees called `name` in the table. kInvalid: not such a table.
  static Result<Trees> Read(std::string_view table, std::string_view name);

  // The sum of all trees as a probability.
  float Probability(const Features& row) const;

  bool empty() const { return roots_.empty(); }

 private:
  struct Node {
    std::uint16_t column = 0;
    std::uint16_t no = 0;  // where the no side begins, from this node; 0: a leaf
    float value = 0;
  };

  // False: not as the head of this file says.
  static bool ReadNode(std::string_view word, Node& node);
  bool ReadTree(std::string_view line);

  std::vector<Node> nodes_;
  std::vector<std::size_t> roots_;
};

}  // namespace claimwatch
