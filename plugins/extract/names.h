// The names of authors in a string as pages print it: "By Ann Lee, Bo Chen and Cy Dent".
//
// The words around names stand in config/lexicon/extract/bylines.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

inline constexpr std::size_t kMaxNameBytes = 80;
inline constexpr std::size_t kMaxAuthorNames = 20;

// The kinds of words in the table, which says what each is for; lower case, with the spaces that
// must stand beside them.
struct BylineWords {
  std::vector<std::string> before;
  std::vector<std::string> after;
  std::vector<std::string> behind;
  std::vector<std::string> nobody;
  std::vector<std::string> between;
  std::vector<std::string> source;
  std::vector<std::string> skip;
};

// Read once; lives as long as the program.
const BylineWords& WordsOfBylines();

// Whether `text` is such a word before a name and nothing more: "By", "Author:". What follows it on
// the page is a name.
bool IsBylineLabel(std::string_view text);

// `text` without the words before it that `words` lists, as often as they stand there; a view into
// `text`. "By: Ann Lee" → "Ann Lee".
std::string_view WithoutWords(std::string_view text, const std::vector<std::string>& words);

// Appends the names in `raw` (text or markup) that `names` has not got; what cannot be a name is
// left out.
void AddNames(std::string_view raw, std::vector<std::string>& names);

// Two to four words, each with a capital and small letters, or a few CJK letters: a person rather
// than a role or an agency.
bool IsPersonName(const std::string& name);

}  // namespace claimwatch
