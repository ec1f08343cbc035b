// Runs of words as a set: how much of one text is in another, whatever the markup between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace claimwatch {

// Holds hashes only: the text may go. Two texts of which one has no run at all are not alike.
class ShingleSet {
 public:
  ShingleSet() = default;
  // Runs of `length` words of `text`; a CJK character is a word.
  ShingleSet(std::string_view text, std::size_t length);

  bool empty() const { return shingles_.empty(); }

  std::size_t size() const { return shingles_.size(); }

  // The share of the runs of `text` that are in the set, 0 … 1.
  double Cover(std::string_view text) const;
  // Shared runs against all runs of both (Jaccard), 0 … 1.
  double Alike(std::string_view text) const;

 private:
  std::unordered_set<std::uint64_t> shingles_;
  std::size_t length_ = 1;
};

// Hashes of the words of `text`, letters case-folded for ASCII only.
std::vector<std::uint64_t> TextWordHashes(std::string_view text);

}  // namespace claimwatch
