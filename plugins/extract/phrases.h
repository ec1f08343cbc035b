// Many phrases looked for in one text at once, in one pass over it.
//
// A text is searched for some two thousand phrases of walls; one std::string::find for each would
// cost more than all of the rest of an extraction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace claimwatch {

// Grows by Add only; what a phrase views must live as long as the set.
class PhraseSet {
 public:
  using Id = std::uint32_t;

  static constexpr std::size_t kKeyBytes = 3;

  // The same phrase gets the same number, counted from 0. It has at least kKeyBytes.
  Id Add(std::string_view phrase);

  std::string_view operator[](Id id) const { return phrases_[id]; }

  // By number: whether the phrase is somewhere in `text`, as bytes.
  std::vector<bool> FoundIn(std::string_view text) const;

 private:
  static constexpr std::size_t kBuckets = 8192;

  static std::size_t BucketOf(std::string_view text);

  std::vector<std::string_view> phrases_;
  std::array<std::vector<Id>, kBuckets> buckets_;  // by the first kKeyBytes
};

}  // namespace claimwatch
