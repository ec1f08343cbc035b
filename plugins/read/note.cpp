#include "plugins/read/note.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// Brackets, asterisks and bullets stand before a note and are no part of it.
std::string_view WithoutMarks(std::string_view text) {
  const auto* letter = std::find_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xC4 ||
           std::isalnum(static_cast<unsigned char>(c)) != 0;
  });
  return text.substr(static_cast<std::size_t>(letter - text.begin()));
}

std::vector<std::string> LoadOpenings() {
  std::vector<std::string> openings;
  for (const std::string_view line : Split(Embedded("extract/notes.tsv"), '\n')) {
    if (!line.empty() && line.front() != '#') {
      openings.emplace_back(WithoutMarks(line));
    }
  }
  return openings;
}

}  // namespace

bool OpensNote(std::string_view sentence) {
  constexpr std::size_t kHead = 160;  // bytes
  static const std::vector<std::string> kOpenings = LoadOpenings();
  constexpr std::array<std::string_view, 4> kQuotes = {"\"", "“", "«", "「"};
  const bool quoted =
      std::any_of(kQuotes.begin(), kQuotes.end(),
                  [sentence](std::string_view mark) { return sentence.starts_with(mark); });
  if (quoted) {
    return false;  // somebody else's apology
  }
  const std::string head = LowerCase(sentence.substr(0, kHead));
  const std::string_view words = WithoutMarks(head);
  return std::any_of(kOpenings.begin(), kOpenings.end(), [words](const std::string& opening) {
    return !opening.empty() && words.starts_with(opening);
  });
}

}  // namespace claimwatch
