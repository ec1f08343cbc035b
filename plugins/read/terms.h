// What a text can be found by: stems of words, single Han characters and their pairs, digit runs,
// and the values of figures, so that "3000" finds "3,000", "three thousand" and 三千.
//
// The index and the search read texts through the same function; whoever changes what a key is must
// raise kTermsVersion, so that an index of the old keys is built anew.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace claimwatch {

// Of the keys below.
constexpr std::uint32_t kTermsVersion = 1;

// Where one term stands. Words, digit runs and Han characters are counted from 0; punctuation is
// not counted, a paragraph's end is one place, so that no phrase reaches over it.
struct TermPlace {
  std::uint32_t first = 0;
  std::uint32_t last = 0;  // of a figure of several words; else `first`
  Span span;               // bytes of the text
};

// A text by its terms.
class SearchText {
 public:
  // Whether figures are read, which is most of the work; without them no '#' key is found.
  enum class Figures { kRead, kLeave };

  // `language` is for the figures, "" = detect. Keeps no reference to `text`. Time is linear.
  SearchText(std::string_view text, std::string_view language, Figures figures = Figures::kRead);

  // In text order; empty when the term is not there. A key is a stem ("train"), a digit run
  // ("2025"), a Han character, or '#' and a value ("#3000", "#10%", "#2025-06-17", "#XXXX-06-17").
  const std::vector<TermPlace>& Places(const std::string& key) const;

  // How many words, digit runs and Han characters it has.
  std::size_t size() const { return tokens_.size(); }

  // All keys with the pairs of neighbouring Han characters: what an index keeps. Sorted, unique,
  // each at most kMostKeyBytes long.
  std::vector<std::string> Keys() const;

 private:
  void AddWords(std::string_view text);
  void AddFigures(std::string_view text, std::string_view language);

  std::map<std::string, std::vector<TermPlace>> places_;
  std::vector<TermPlace> tokens_;
  std::vector<std::string> pairs_;
};

constexpr std::size_t kMostKeyBytes = 64;

// One thing that has to be in the text: a word, a figure, or a phrase whose terms follow each
// other.
struct SearchPhrase {
  // Each term by the keys that will do, in the order of the phrase.
  std::vector<std::vector<std::string>> terms;
  // The same for an index, that knows no places: every set must have a key that is there.
  std::vector<std::vector<std::string>> needs;
};

// `"training opportunities" 3000 培训`: words, figures and Han runs anywhere in the text, what
// stands in quotation marks as it stands there. Empty when nothing in it can be searched for.
std::vector<SearchPhrase> ReadSearch(std::string_view query, std::string_view language);

// Where `phrase` stands in `text`, in text order.
std::vector<TermPlace> FindPhrase(const SearchText& text, const SearchPhrase& phrase);

}  // namespace claimwatch
