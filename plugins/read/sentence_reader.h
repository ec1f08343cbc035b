// One sentence on its way to clauses: its words and figures with the tables that read them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/figure.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {

// Refers to the text and the figures of its maker.
struct SentenceReader {
  std::string_view text;
  const std::vector<Figure>& figures;
  const Glossary& glossary = Glossary::Builtin();
  std::vector<Word> words = {};
  std::vector<std::size_t> in_sentence = {};  // figures
};

// What stands between word `word` (1 or more) and the one before it.
inline std::string_view Gap(const SentenceReader& reader, std::size_t word) {
  const std::size_t from = reader.words[word - 1].span.end;
  return reader.text.substr(from, reader.words[word].span.start - from);
}

inline bool Contains(std::string_view text, std::string_view piece) {
  return text.find(piece) != std::string_view::npos;
}

}  // namespace claimwatch
