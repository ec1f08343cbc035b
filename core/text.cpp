#include "core/text.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include "core/result.h"

namespace claimwatch {
namespace {

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string Normalize(const icu::Normalizer2* normalizer, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string repaired = RepairUtf8(text);
  if (normalizer->isNormalizedUTF8(icu::StringPiece(repaired), status) != 0 && U_SUCCESS(status)) {
    return repaired;
  }
  status = U_ZERO_ERROR;
  const icu::UnicodeString normal = normalizer->normalize(FromUtf8(repaired), status);
  return U_SUCCESS(status) ? ToUtf8(normal) : repaired;
}

UScriptCode ScriptOf(char32_t point) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(point), &status);
}

struct TextCloser {
  void operator()(UText* text) const { utext_close(text); }
};

// Boundaries of an ICU break iterator as spans of UTF-8 bytes.
std::vector<Span> BreakSpans(icu::BreakIterator* iterator, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, TextCloser> view(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  std::vector<Span> spans;
  if (U_FAILURE(status) || iterator == nullptr) {
    return spans;
  }
  iterator->setText(view.get(), status);
  std::int32_t start = iterator->first();
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE;
       start = end, end = iterator->next()) {
    spans.push_back({static_cast<std::size_t>(start), static_cast<std::size_t>(end)});
  }
  return spans;
}

icu::Locale LocaleFor(std::string_view language) {
  return icu::Locale(std::string(language).c_str());
}

bool IsBidiControl(char32_t point) {
  return point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool IsControl(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || IsBidiControl(point);
}

void AppendEscape(char32_t point, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const int digits = point < 0x100 ? 2 : 4;
  out += digits == 2 ? "\\x" : "\\u";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    out.push_back(kHex[(point >> static_cast<unsigned>(shift)) & 15U]);
  }
}

std::size_t PointWidth(char32_t point) {
  const auto code = static_cast<UChar32>(point);
  const int type = u_charType(code);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
      type == U_CONTROL_CHAR) {
    return 0;
  }
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::string Nfc(std::string_view text) {
  if (IsAscii(text)) {
    return std::string(text);
  }
  UErrorCode status = U_ZERO_ERROR;
  return Normalize(icu::Normalizer2::getNFCInstance(status), text);
}

std::string Nfkc(std::string_view text) {
  if (IsAscii(text)) {
    return std::string(text);
  }
  UErrorCode status = U_ZERO_ERROR;
  return Normalize(icu::Normalizer2::getNFKCInstance(status), text);
}

std::string FoldCase(std::string_view text) {
  return IsAscii(text) ? AsciiLower(text) : ToUtf8(FromUtf8(text).foldCase());
}

std::string LowerCase(std::string_view text) {
  return IsAscii(text) ? AsciiLower(text) : ToUtf8(FromUtf8(text).toLower(icu::Locale::getRoot()));
}

bool IsLetter(char32_t point) {
  return u_isalpha(static_cast<UChar32>(point)) != 0;
}

bool IsDigit(char32_t point) {
  return u_isdigit(static_cast<UChar32>(point)) != 0;
}

bool IsSpace(char32_t point) {
  return u_isUWhiteSpace(static_cast<UChar32>(point)) != 0;
}

bool IsUpper(char32_t point) {
  return u_isUUppercase(static_cast<UChar32>(point)) != 0;
}

bool IsPunctuation(char32_t point) {
  return u_ispunct(static_cast<UChar32>(point)) != 0;
}

bool IsHan(char32_t point) {
  return point >= 0x2E80 && ScriptOf(point) == USCRIPT_HAN;
}

bool IsCjk(char32_t point) {
  if (point < 0x1100) {
    return false;
  }
  const UScriptCode script = ScriptOf(point);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_HANGUL;
}

bool IsCyrillic(char32_t point) {
  return point >= 0x400 && ScriptOf(point) == USCRIPT_CYRILLIC;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty()) {
    std::size_t at = 0;
    if (!IsSpace(NextCodePoint(text, at))) {
      break;
    }
    text.remove_prefix(at);
  }
  while (!text.empty()) {
    std::size_t at = text.size();
    if (!IsSpace(PreviousCodePoint(text, at))) {
      break;
    }
    text = text.substr(0, at);
  }
  return text;
}

std::string SqueezeSpace(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (IsSpace(NextCodePoint(text, at))) {
      pending = !out.empty();
      continue;
    }
    if (pending) {
      out.push_back(' ');
      pending = false;
    }
    out.append(text.substr(start, at - start));
  }
  return out;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(at + 1);
  }
}

std::string Join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      out.append(separator);
    }
    out.append(parts[i]);
  }
  return out;
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return out;
}

std::string Counted(std::uint64_t count, std::string_view one, std::string_view many) {
  std::string text = std::to_string(count) + " ";
  text += count == 1 || many.empty() ? one : many;
  return count == 1 || !many.empty() ? text : text + "s";
}

bool EqualsIgnoreAsciiCase(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string EscapeControls(std::string_view text, Layout layout) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextCodePoint(text, at);
    const bool kept_layout = layout == Layout::kKeep && (point == '\n' || point == '\t');
    if (IsControl(point) && !kept_layout) {
      AppendEscape(point, out);
    } else {
      AppendCodePoint(point, out);
    }
  }
  return out;
}

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    width += PointWidth(NextCodePoint(text, at));
  }
  return width;
}

std::string Ellipsize(std::string_view text, std::size_t columns) {
  if (DisplayWidth(text) <= columns) {
    return std::string(text);
  }
  if (columns == 0) {
    return {};
  }
  std::size_t width = 0;
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    width += PointWidth(NextCodePoint(text, at));
    if (width > columns - 1) {
      break;
    }
    end = at;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string ToLatin(std::string_view text) {
  if (IsAscii(text)) {
    return AsciiLower(text);
  }
  // One per thread: a transliterator is expensive to make and its use is not const.
  thread_local const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
        "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII; Lower", UTRANS_FORWARD,
        status));
  }();
  icu::UnicodeString points = FromUtf8(text);
  if (transliterator != nullptr) {
    transliterator->transliterate(points);
  }
  return ToUtf8(points);
}

std::vector<Span> WordSpans(std::string_view text, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(LocaleFor(language), status));
  return BreakSpans(U_SUCCESS(status) ? iterator.get() : nullptr, text);
}

std::vector<Span> SentenceSpans(std::string_view text, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createSentenceInstance(LocaleFor(language), status));
  return BreakSpans(U_SUCCESS(status) ? iterator.get() : nullptr, text);
}

// Three rows of the table: this one and the two before it.
std::size_t EditDistance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> last;
  std::vector<std::size_t> one_before;
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    one_before = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t wrong = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j - 1] + wrong, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], one_before[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

namespace {

// How many letters may be wrong in a word of that length before it is another word: "get" is not
// meant to be "gc", nor "find" to be "feed".
std::size_t MostSlips(std::size_t letters) {
  return letters < 3 ? 0 : letters < 5 ? 1 : letters < 9 ? 2 : 3;
}

// One word is the start of the other: "lowest" for "low", "conf" for "config".
bool IsStartOfOther(std::string_view a, std::string_view b) {
  constexpr std::size_t kLeast = 3;  // letters that say something
  return std::min(a.size(), b.size()) >= kLeast && (a.starts_with(b) || b.starts_with(a));
}

}  // namespace

std::string Nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 64;  // longer words are not typing slips
  const std::size_t most = MostSlips(word.size());
  std::string best;
  std::size_t best_distance = most + 1;
  for (const std::string& candidate : candidates) {
    if (word.size() > kLongest || candidate.size() > kLongest) {
      continue;
    }
    const std::size_t slips = EditDistance(ToUtf32(word), ToUtf32(candidate));
    const std::size_t distance = IsStartOfOther(word, candidate) ? std::min(slips, most) : slips;
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace claimwatch
