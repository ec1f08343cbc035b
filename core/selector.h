// CSS selectors, as far as rules for a site need them: a subset of W3C Selectors Level 4, which
// also says what each means.
//
// Elements by name, `*`, `#id`, `.class`, attributes (`[a]`, `=`, `~=`, `|=`, `^=`, `$=`, `*=`,
// with the flag `i`), the descendant and the child combinator, and lists. No pseudo-classes, no
// siblings: what a page says of itself in names is more lasting than the order of its elements.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace claimwatch {

enum class AttributeMatch : std::uint8_t { kThere, kWhole, kWord, kLanguage, kBegin, kEnd, kPart };

struct AttributeTest {
  std::string name;  // lower case; ".story" is "class" with kWord, "#top" is "id" with kWhole
  AttributeMatch match = AttributeMatch::kThere;
  std::string value;
  bool ignore_case = false;  // ASCII only

  // Whether an attribute that is there and says `text` passes.
  bool Passes(std::string_view text) const;
};

// What one element must be.
struct Compound {
  std::string element;  // lower case; empty: any
  std::vector<AttributeTest> tests;
  bool child_of_last = false;  // ">" stands before it; otherwise it may be any descendant
};

using Selector = std::vector<Compound>;  // from the outside in; never empty

inline constexpr std::size_t kMostSelectorBytes = 1000;
inline constexpr std::size_t kMostCompounds = 16;  // of one selector
inline constexpr std::size_t kMostSelectors = 64;  // of one list

// "div.story > p, #lead" as its selectors. kInvalid with what is wrong and where, 1-based bytes.
Result<std::vector<Selector>> ParseSelectors(std::string_view text);

}  // namespace claimwatch
