// UTF-8 text: everything inside the house is UTF-8, and every offset counts UTF-8 bytes. ICU's
// door, with core/charset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

// A stretch of a text by byte offsets, end exclusive.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - start; }

  bool Covers(const Span& other) const { return start <= other.start && other.end <= end; }

  bool Overlaps(const Span& other) const { return start < other.end && other.start < end; }

  bool operator==(const Span&) const = default;
};

// The code point at `at` (moved past it). Ill-formed bytes read as U+FFFD, one at a time. `at` must
// be inside `text`.
char32_t NextCodePoint(std::string_view text, std::size_t& at);
// The code point that ends at `at` (moved before it).
char32_t PreviousCodePoint(std::string_view text, std::size_t& at);
void AppendCodePoint(char32_t point, std::string& out);
std::u32string ToUtf32(std::string_view text);
std::string FromUtf32(std::u32string_view text);

// How many bytes at the start are ASCII; eight at a time.
std::size_t AsciiPrefix(std::string_view text);
bool IsValidUtf8(std::string_view text);
// Each ill-formed sequence becomes one U+FFFD (Unicode 15, 3.9, maximal subparts).
std::string RepairUtf8(std::string_view text);

// Unicode normalisation forms C and KC; the text itself when nothing changes.
std::string Nfc(std::string_view text);
std::string Nfkc(std::string_view text);
// Full case folding, for comparing.
std::string FoldCase(std::string_view text);
std::string LowerCase(std::string_view text);

bool IsLetter(char32_t point);
bool IsDigit(char32_t point);  // decimal digits of any script
bool IsSpace(char32_t point);  // Unicode White_Space, which has NBSP in it
bool IsUpper(char32_t point);
bool IsPunctuation(char32_t point);
bool IsHan(char32_t point);
bool IsCjk(char32_t point);  // Han, Kana, Hangul
bool IsCyrillic(char32_t point);

// Without leading and trailing White_Space.
std::string_view Trim(std::string_view text);
// Runs of White_Space become one space, ends trimmed.
std::string SqueezeSpace(std::string_view text);
std::vector<std::string_view> Split(std::string_view text, char separator);
std::string Join(const std::vector<std::string>& parts, std::string_view separator);
// "1 alert", "2 alerts"; `many` is for words that do not take an s: Counted(n, "entry", "entries").
std::string Counted(std::uint64_t count, std::string_view one, std::string_view many = {});
bool EqualsIgnoreAsciiCase(std::string_view a, std::string_view b);
std::string AsciiLower(std::string_view text);

// C0 (but not TAB or LF … see below), C1, bidi controls and DEL shown as \x1b, \u202e: what may go
// to a terminal or a log. LF and TAB are escaped too unless `keep_layout`.
enum class Layout { kEscape, kKeep };
std::string EscapeControls(std::string_view text, Layout layout = Layout::kEscape);

// Columns on a terminal: wide for East Asian Wide and Fullwidth (UAX #11), zero for combining
// marks.
std::size_t DisplayWidth(std::string_view text);
// At most `columns` wide, with "…" when cut.
std::string Ellipsize(std::string_view text, std::size_t columns);

// Latin transliteration ("Жапаров" → "zhaparov", "习近平" → "xi jin ping"): lower case, no marks.
// Slow; cache it.
std::string ToLatin(std::string_view text);

// Sentence and word boundaries (UAX #29 with ICU's dictionaries; language is BCP 47, "" = root).
std::vector<Span> WordSpans(std::string_view text, std::string_view language);
std::vector<Span> SentenceSpans(std::string_view text, std::string_view language);

// The candidate nearest to `word` by edit distance, for "did you mean"; empty when none is near.
std::string Nearest(std::string_view word, const std::vector<std::string>& candidates);
// Letters added, left out, replaced, or swapped with their neighbour (optimal string alignment).
std::size_t EditDistance(std::u32string_view a, std::u32string_view b);

}  // namespace claimwatch
