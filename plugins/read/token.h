// Tokens of a text: words, digit runs, Han characters one by one, symbols. One pass over the bytes;
// no ICU on the way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace claimwatch {

enum class TokenKind : std::uint8_t {
  kWord,
  kDigits,
  kHan,
  kSymbol,
  kBreak
};  // kBreak: a run of line breaks

struct Token {
  std::uint32_t start = 0;  // bytes of the text, end exclusive
  std::uint32_t end = 0;
  std::uint32_t id = 0;  // in the lexicon; 0: a word it does not know
  char32_t point = 0;    // of symbols and Han characters; the first one of words
  TokenKind kind = TokenKind::kSymbol;
  bool space = false;  // white space stands before it
  bool upper = false;  // starts with a capital
  bool caps = false;   // all capitals, two or more
};

// The form in which words are compared: lower case, ё as е, no soft hyphens. Covers Latin, Cyrillic
// and Greek by tables; other scripts have no case.
void FoldInto(std::string_view word, std::string& out);

// Appends the tokens of `text` from byte `begin` to `end`. Ids are left 0.
void Tokenize(std::string_view text, Span part, std::vector<Token>& out);

// The digits of a digit token as ASCII, whatever their script.
void AppendAsciiDigits(std::string_view digits, std::string& out);

}  // namespace claimwatch
