#include "plugins/read/scan.h"

#include <algorithm>
#include <iterator>

namespace claimwatch {
namespace {

struct StyleRow {
  std::string_view language;
  DigitStyle style;
};

constexpr StyleRow kStyles[] = {
    {"ru", {.decimal_comma = true, .space_groups = true, .point_groups = false}},
    {"kk", {.decimal_comma = true, .space_groups = true, .point_groups = false}},
    {"fr", {.decimal_comma = true, .space_groups = true, .point_groups = true}},
    {"de", {.decimal_comma = true, .space_groups = true, .point_groups = true}},
    {"es", {.decimal_comma = true, .space_groups = true, .point_groups = true}},
};

constexpr char32_t kHyphens[] = {U'-',   0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                 0x2015, 0x2212, U'~',   0xFF5E, 0xFF0D, 0x301C};
constexpr char32_t kDashes[] = {0x2013, 0x2014, 0x2015};
constexpr char32_t kClauseMarks[] = {U',',   U';',   U':',   U'.',   U'!',   U'?',
                                     U'(',   U')',   0xFF0C, 0xFF1B, 0xFF1A, 0x3002,
                                     0xFF01, 0xFF1F, 0x3001, 0xFF08, 0xFF09};
constexpr char32_t kSentenceMarks[] = {U'!', U'?', 0x3002, 0xFF01, 0xFF1F};

template <std::size_t kSize>
bool OneOf(const char32_t (&set)[kSize], char32_t point) {
  return std::find(std::begin(set), std::end(set), point) != std::end(set);
}

}  // namespace

DigitStyle DigitStyleOf(std::string_view language) {
  for (const StyleRow& row : kStyles) {
    if (row.language == language) {
      return row.style;
    }
  }
  return {};
}

std::string Scan::Folded(std::size_t at) const {
  std::string folded;
  FoldInto(Text(at), folded);
  return folded;
}

bool Scan::IsHyphen(std::size_t at) const {
  return IsKind(at, TokenKind::kSymbol) && OneOf(kHyphens, tokens[at].point);
}

bool Scan::IsDash(std::size_t at) const {
  return IsKind(at, TokenKind::kSymbol) && OneOf(kDashes, tokens[at].point);
}

bool Scan::EndsClause(std::size_t at) const {
  if (!Has(at) || tokens[at].kind == TokenKind::kBreak) {
    return true;
  }
  return tokens[at].kind == TokenKind::kSymbol && OneOf(kClauseMarks, tokens[at].point);
}

bool Scan::EndsSentence(std::size_t at) const {
  if (!Has(at) || tokens[at].kind == TokenKind::kBreak) {
    return true;
  }
  if (tokens[at].kind != TokenKind::kSymbol) {
    return false;
  }
  if (OneOf(kSentenceMarks, tokens[at].point)) {
    return true;
  }
  // A dot ends a sentence when a capital or nothing follows, and it is not the dot of an initial or
  // an abbreviation.
  const bool abbreviation = at > 0 && tokens[at - 1].end - tokens[at - 1].start == 1 &&
                            tokens[at - 1].kind == TokenKind::kWord;
  return tokens[at].point == U'.' && !abbreviation &&
         (!Has(at + 1) || (tokens[at + 1].space &&
                           (tokens[at + 1].upper || tokens[at + 1].kind != TokenKind::kWord)));
}

}  // namespace claimwatch
