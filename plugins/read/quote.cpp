#include "plugins/read/quote.h"

#include <algorithm>
#include <array>
#include <string>

namespace claimwatch {
namespace {

struct Marks {
  char32_t open;
  char32_t close;
};

constexpr std::array<Marks, 7> kMarks = {{{'"', '"'},
                                          {0x201C, 0x201D},
                                          {0xAB, 0xBB},
                                          {0x201E, 0x201C},
                                          {0x300C, 0x300D},
                                          {0x300E, 0x300F},
                                          {0xFF02, 0xFF02}}};

// 0 when `open` opens no quotation.
char32_t CloserOf(char32_t open) {
  const auto* found = std::find_if(kMarks.begin(), kMarks.end(),
                                   [open](const Marks& marks) { return marks.open == open; });
  return found != kMarks.end() ? found->close : 0;
}

Span WithMarks(std::string_view text, Span inside) {
  PreviousCodePoint(text, inside.start);
  NextCodePoint(text, inside.end);
  return inside;
}

// The line of `text` around `within`; `within` itself when the line has no end.
Span ParagraphAround(std::string_view text, Span within) {
  constexpr std::size_t kLongest = 16'384;  // bytes
  const std::size_t before = within.start > 0 ? text.rfind('\n', within.start - 1) : text.npos;
  const std::size_t start = within.start > 0 && before != text.npos ? before + 1 : 0;
  const std::size_t end = std::min(text.find('\n', within.end), text.size());
  return end - start <= kLongest ? Span{start, end} : within;
}

}  // namespace

bool IsQuotation(std::string_view quoted) {
  std::size_t signs = 0;
  std::size_t gaps = 0;
  std::size_t at = 0;
  while (at < quoted.size()) {
    const char32_t point = NextCodePoint(quoted, at);
    signs += IsCjk(point) ? 1U : 0U;
    gaps += IsSpace(point) ? 1U : 0U;
  }
  return gaps >= 2 || signs >= 6;
}

std::vector<Span> QuotedSpans(std::string_view text, Span within) {
  std::vector<Span> spans;
  char32_t closer = 0;
  std::size_t start = 0;
  std::size_t at = within.start;
  while (at < within.end) {
    const std::size_t mark = at;
    const char32_t point = NextCodePoint(text, at);
    if (closer == 0) {
      closer = CloserOf(point);
      start = at;
    } else if (point == closer) {
      spans.push_back({start, mark});
      closer = 0;
    }
  }
  return spans;
}

std::vector<Span> QuotedParts(std::string_view text, Span sentence) {
  std::vector<Span> parts;
  for (const Span& quoted : QuotedSpans(text, ParagraphAround(text, sentence))) {
    const Span part{std::max(quoted.start, sentence.start), std::min(quoted.end, sentence.end)};
    if (part.start < part.end) {
      parts.push_back(part);
    }
  }
  return parts;
}

std::vector<Quote> ReadQuotes(std::string_view text, const Sentence& sentence) {
  std::vector<Quote> quotes;
  for (const Span& inside : QuotedSpans(text, sentence.span)) {
    const std::string_view words = text.substr(inside.start, inside.size());
    if (IsQuotation(words)) {
      quotes.push_back({std::string(words), WithMarks(text, inside), ""});
    }
  }
  for (Quote& quote : quotes) {
    for (const Clause& clause : sentence.clauses) {
      quote.speaker = quote.speaker.empty() ? clause.speaker : quote.speaker;
    }
  }
  return quotes;
}

}  // namespace claimwatch
