// What can be counted in a paragraph without knowing its language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace claimwatch {

struct TextFacts {
  std::uint32_t characters = 0;  // code points
  std::uint32_t words = 0;       // two CJK characters count as one word
  std::uint32_t sentence_ends = 0;
  std::uint32_t commas = 0;
  std::uint32_t digits = 0;
  std::uint32_t letters = 0;
  std::uint32_t upper = 0;     // of the letters
  std::uint32_t cjk = 0;       // of the letters
  std::uint32_t symbols = 0;   // | • © » › → # @
  std::uint32_t initials = 0;  // words that begin with a capital
  bool ends_sentence = false;
  bool ends_colon = false;
  bool starts_lower = false;
  bool starts_quote = false;
  bool address = false;  // "http", "www." or "@"

  // Reads like a sentence or more of prose.
  bool IsProse() const { return sentence_ends > 0 && words >= 12; }
};

TextFacts CountText(std::string_view text);

}  // namespace claimwatch
