// One difference, shown as words in colour, side by side, unified, or HTML; the same pairing of
// paragraphs for all but the unified one, which is what diff -u would say.
//
// A paragraph that stands elsewhere is shown once, at its new place, as moved, with the words that
// changed in it; what kept its order around it did not move.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/style.h"
#include "core/article.h"
#include "core/json.h"
#include "plugins/compare/words.h"

namespace claimwatch {

// A text with the words that name it in the head of a diff ("a1b2c3d4e5f60718@1  2025-06-17
// 10:00").
struct DiffSide {
  std::string name;
  std::string title;
  std::vector<std::string> paragraphs;
  std::string language = {};  // BCP 47, of title and paragraphs; empty when undecided

  static DiffSide Of(std::string name, const Article& article) {
    return {std::move(name), article.title, article.paragraphs, article.language};
  }
};

// Paragraph by paragraph, changed words marked: colour, or [-gone-]{+come+} without it. Unchanged
// paragraphs are left out but for one line of context on each side.
std::string WordDiffView(const DiffSide& before, const DiffSide& after, const Style& style);

// Two columns at the width of the terminal; wide (CJK) characters count two.
std::string SideBySideView(const DiffSide& before, const DiffSide& after, std::size_t columns,
                           const Style& style);

// What diff -u says of two files with one line per paragraph (all lines as context), for patch and
// other tools. A move is a line gone and a line come.
std::string UnifiedView(const DiffSide& before, const DiffSide& after, const Style& style);

// A whole HTML page without script (CSP default-src 'none').
std::string HtmlView(const DiffSide& before, const DiffSide& after);

// The same pairs as a table of two columns for a larger page: what went is marked on the left, what
// came on the right, and each cell names its language. Well-formed as XML too.
std::string HtmlColumns(const DiffSide& before, const DiffSide& after);

// {"before","after","edits":[[op,text],…],"moved":[[from,to],…]} over title and text; paragraphs
// count from 1.
Json DiffJson(const DiffSide& before, const DiffSide& after);

// A difference in one line: '=' as it is, '-' and '+' in colour or as [-gone-]{+come+}.
std::string MarkedEdits(const std::vector<WordEdit>& edits, const Style& style);

// Changed words of one sentence pair marked, as in WordDiffView.
std::string MarkedWords(std::string_view before, std::string_view after, const Style& style);

}  // namespace claimwatch
