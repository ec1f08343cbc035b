// Sentences of a text: paragraphs first, then final marks, with guards for abbreviations, initials,
// decimals, datelines, list numbers and time stamps. Chinese and Japanese end sentences at their
// own marks, without a space.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace claimwatch {

struct SentencePlace {
  Span span;                  // trimmed
  std::size_t paragraph = 0;  // counts from 0
};

// In text order. Paragraphs end at line breaks. What has no end for 2,400 bytes is cut there
// between words, so that no reader or comparison of sentences meets one of any length. Pure,
// linear.
std::vector<SentencePlace> SplitSentences(std::string_view text);

}  // namespace claimwatch
