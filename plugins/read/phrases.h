// Words of a text and the longest-match table that finds phrases among them; the ground of the
// glossary.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text.h"

namespace claimwatch {

// A word (letters and digits of one run), or a single sign of Chinese or Japanese.
struct Word {
  Span span;
  std::string plain;  // lower case, one spelling
  std::string stem;
  bool capital = false;  // first letter upper case
  bool cjk = false;
  bool after_mark = false;  // a mark other than a hyphen or an apostrophe stands before it
};

// Words of `text` in order; spans are moved by `offset`.
std::vector<Word> SplitWords(std::string_view text, std::size_t offset);

// Phrases by their stems. Built once, then const and shared by all threads.
class PhraseTable {
 public:
  struct Match {
    std::size_t id = 0;
    std::size_t length = 0;  // in words
  };

  // Which words fit the first one of a phrase: all of its stem, those of its stem with a capital
  // letter (names), or only its very form ("stated", but not the states).
  enum class First { kStem, kCapital, kForm };

  // The first one to claim a phrase keeps it. An empty phrase is ignored.
  void Add(const std::vector<Word>& phrase, std::size_t id, First first);
  // The longest phrase that starts at `at` and crosses no mark.
  std::optional<Match> Find(const std::vector<Word>& words, std::size_t at) const;

 private:
  struct Phrase {
    std::vector<std::string> rest;  // stems after the first
    std::string
        plain;  // the first word as given: of two phrases with one stem the text's own form wins
    std::size_t id = 0;
    First first = First::kStem;
  };

  // `at` plus the phrase's length lies within `words`.
  static bool FirstFits(const Phrase& phrase, const std::vector<Word>& words, std::size_t at);
  static bool Fits(const Phrase& phrase, const std::vector<Word>& words, std::size_t at);

  std::unordered_map<std::string, std::vector<Phrase>> by_first_;  // longest first
};

}  // namespace claimwatch
