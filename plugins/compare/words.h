// Word and sentence differences: what people are shown, and the pairs that the comparison decides
// about. dtl's door.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace claimwatch {

// One stretch that stayed ('='), went ('-') or came ('+').
struct WordEdit {
  char op = '=';
  std::string text;

  bool operator==(const WordEdit&) const = default;
};

// The edits that turn `before` into `after`, word by word (Chinese, Japanese: sign by sign),
// neighbours of one kind joined. All '=' and '-' texts joined give `before`, all '=' and '+' give
// `after`, byte for byte. Texts that differ in more than some thousand places are answered with one
// '-' and one '+' in the middle: time stays bounded.
std::vector<WordEdit> WordDiff(std::string_view before, std::string_view after);

// A stretch of `before` that another of `after` took the place of; either may be empty.
struct Hunk {
  std::size_t before_start = 0;
  std::size_t before_end = 0;
  std::size_t after_start = 0;
  std::size_t after_end = 0;

  bool IsWordForWord() const {
    return before_end - before_start == 1 && after_end - after_start == 1;
  }
};

// The stretches in which two sequences of hashes differ, in order. Bounded as WordDiff is.
std::vector<Hunk> DiffSequences(const std::vector<std::size_t>& before,
                                const std::vector<std::size_t>& after);

// Whether one of `marks` stands anywhere in `text`, byte for byte.
bool HasOneOf(std::string_view text, std::span<const std::string_view> marks);

inline bool HasOneOf(std::string_view text, std::initializer_list<std::string_view> marks) {
  return HasOneOf(text, std::span(marks.begin(), marks.size()));
}

// How much two texts say in the same words: 0 nothing … 1 the same words (Dice over words, or over
// pairs of signs in Chinese and Japanese). Case and punctuation do not count.
double WordOverlap(std::string_view a, std::string_view b);

// The words that WordOverlap counts, as hashes in order; keep them when one text meets many.
std::vector<std::size_t> WordHashes(std::string_view text);
double HashOverlap(const std::vector<std::size_t>& sorted_a,
                   const std::vector<std::size_t>& sorted_b);

// Which sentence (or paragraph) of `before` became which of `after`: equal ones first, then the
// best matching of the rest wherever it stands (a move is no edit). Each index appears once; first
// empty = new, second empty = gone. In the order of `after`, with the gone ones where they stood.
std::vector<std::pair<std::optional<std::size_t>, std::optional<std::size_t>>> PairSentences(
    const std::vector<std::string_view>& before, const std::vector<std::string_view>& after);

}  // namespace claimwatch
