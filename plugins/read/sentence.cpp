#include "plugins/read/sentence.h"

#include <algorithm>
#include <array>
#include <string>

namespace claimwatch {
namespace {

// No sentence of a newspaper is as long: about 400 English words, 170 Russian ones, 800 signs.
constexpr std::size_t kLongest = 2400;  // bytes

// Words whose point ends no sentence.
constexpr std::array<std::string_view, 58> kAbbreviations = {
    "mr",   "mrs",  "ms",  "dr",  "st",   "no",  "prof", "gen",  "gov",  "sen", "rep", "lt",
    "col",  "capt", "sgt", "jan", "feb",  "mar", "apr",  "jun",  "jul",  "aug", "sep", "sept",
    "oct",  "nov",  "dec", "inc", "ltd",  "co",  "corp", "vs",   "etc",  "e.g", "i.e", "approx",
    "u.s",  "u.k",  "u.n", "a.m", "p.m",  "fig", "vol",  "т.е",  "т.д",  "т.п", "г",   "гг",
    "млрд", "млн",  "тыс", "руб", "долл", "ул",  "им",   "проф", "акад", "стр"};

bool IsFinal(char32_t point) {
  return point == '.' || point == '!' || point == '?' || point == 0x2026;
}

bool IsCjkFinal(char32_t point) {
  return point == 0x3002 || point == 0xFF01 || point == 0xFF1F || point == 0xFF61;
}

bool IsCloser(char32_t point) {
  constexpr std::array<char32_t, 14> kClosers = {'"',    '\'',   ')',    ']',    0x201D,
                                                 0x2019, 0xBB,   0x300D, 0x300F, 0xFF09,
                                                 0x203A, 0x300B, 0x3011, 0x201C};
  return std::find(kClosers.begin(), kClosers.end(), point) != kClosers.end();
}

bool IsOpener(char32_t point) {
  constexpr std::array<char32_t, 9> kOpeners = {'"',    '\'', '(',    '[',   0x201C,
                                                0x2018, 0xAB, 0x201E, 0x2014};
  return std::find(kOpeners.begin(), kOpeners.end(), point) != kOpeners.end();
}

// "…глава МИД Ван И.": in Russian initials stand before a name, so a letter after one is the name's
// end.
bool FollowsName(std::string_view before) {
  const std::string_view trimmed = Trim(before);
  std::size_t start = trimmed.size();
  while (start > 0) {
    std::size_t at = start;
    if (!IsLetter(PreviousCodePoint(trimmed, at))) {
      break;
    }
    start = at;
  }
  std::size_t at = start;
  return start < trimmed.size() && trimmed.size() - start > 4 &&
         IsUpper(NextCodePoint(trimmed, at));
}

// Whether the point that stands at the end of `before` belongs to an abbreviation, an initial or a
// list number.
bool IsGuarded(std::string_view before) {
  std::size_t start = before.size();
  while (start > 0) {
    std::size_t at = start;
    const char32_t point = PreviousCodePoint(before, at);
    if (!IsLetter(point) && !IsDigit(point) && point != '.') {
      break;
    }
    start = at;
  }
  const std::string word = LowerCase(before.substr(start));
  if (word.empty()) {
    return false;
  }
  const bool number =
      std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number) {
    return Trim(before.substr(0, start)).empty();
  }
  std::size_t at = 0;
  const char32_t first = NextCodePoint(word, at);
  const bool initial = at == word.size() && IsLetter(first) && word != "i" && word != "я" &&
                       !(IsCyrillic(first) && FollowsName(before.substr(0, start)));
  return initial ||
         std::find(kAbbreviations.begin(), kAbbreviations.end(), word) != kAbbreviations.end();
}

bool StartsSentence(std::string_view rest) {
  std::size_t at = 0;
  while (at < rest.size()) {
    const char32_t point = NextCodePoint(rest, at);
    if (!IsSpace(point)) {
      return IsUpper(point) || IsDigit(point) || IsOpener(point) || IsCjk(point) || point == '-';
    }
  }
  return true;
}

// “ closes a German quotation and opens a Chinese or English one: before a letter it opens.
bool OpensWord(std::string_view text, std::size_t at) {
  return at < text.size() && IsLetter(NextCodePoint(text, at));
}

// Past the closing marks at `at`.
std::size_t SkipClosers(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t point = NextCodePoint(text, next);
    if (!IsCloser(point) || (point == 0x201C && OpensWord(text, next))) {
      break;
    }
    at = next;
  }
  return at;
}

// What has no end in sight is cut between words, or anywhere when it has none.
bool IsTooLong(std::size_t bytes, char32_t point) {
  return bytes >= 2 * kLongest || (bytes >= kLongest && (IsSpace(point) || IsCjk(point)));
}

// The end of the sentence that starts at `start` in `line`.
std::size_t SentenceEnd(std::string_view line, std::size_t start) {
  std::size_t at = start;
  while (at < line.size()) {
    const std::size_t mark = at;
    const char32_t point = NextCodePoint(line, at);
    if (IsTooLong(at - start, point)) {
      return at;
    }
    if (IsCjkFinal(point)) {
      return SkipClosers(line, at);
    }
    if (!IsFinal(point)) {
      continue;
    }
    const std::size_t end = SkipClosers(line, at);
    std::size_t next = end;
    const bool space = end >= line.size() || IsSpace(NextCodePoint(line, next));
    const bool guarded = point == '.' && IsGuarded(line.substr(start, mark - start));
    if (space && !guarded && StartsSentence(line.substr(end))) {
      return end;
    }
  }
  return line.size();
}

void SplitLine(std::string_view text, Span line, std::size_t paragraph,
               std::vector<SentencePlace>& sentences) {
  const std::string_view piece = text.substr(line.start, line.size());
  std::size_t start = 0;
  while (start < piece.size()) {
    const std::size_t end = SentenceEnd(piece, start);
    const std::string_view trimmed = Trim(piece.substr(start, end - start));
    if (!trimmed.empty()) {
      const auto offset = static_cast<std::size_t>(trimmed.data() - text.data());
      sentences.push_back({{offset, offset + trimmed.size()}, paragraph});
    }
    start = end;
  }
}

}  // namespace

std::vector<SentencePlace> SplitSentences(std::string_view text) {
  std::vector<SentencePlace> sentences;
  std::size_t paragraph = 0;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    if (!Trim(text.substr(start, end - start)).empty()) {
      SplitLine(text, {start, end}, paragraph++, sentences);
    }
    start = end + 1;
  }
  return sentences;
}

}  // namespace claimwatch
