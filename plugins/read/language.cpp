#include "plugins/read/language.h"

#include <algorithm>

#include <cld2/public/compact_lang_det.h>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 10U;

// What the script alone says: Chinese characters without Kana are Chinese, Kazakh has letters of
// its own.
struct Scripts {
  std::size_t han = 0;
  std::size_t kana = 0;
  std::size_t hangul = 0;
  std::size_t cyrillic = 0;
  std::size_t kazakh = 0;
  std::size_t other = 0;
};

bool IsKazakhLetter(char32_t c) {
  constexpr std::u32string_view kLetters = U"әғқңөұүһӘҒҚҢӨҰҮҺ";
  return kLetters.find(c) != std::u32string_view::npos;
}

// Latin letters, and Greek ones, which no language here is written in.
bool IsLatinOrGreek(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x400);
}

Scripts CountScripts(std::string_view text) {
  Scripts scripts;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    if (c >= 0x3400 && c <= 0x9FFF) {
      ++scripts.han;
    } else if (c >= 0x3040 && c <= 0x30FF) {
      ++scripts.kana;
    } else if (c >= 0xAC00 && c <= 0xD7AF) {
      ++scripts.hangul;
    } else if (c >= 0x400 && c <= 0x52F) {
      ++scripts.cyrillic;
      scripts.kazakh += IsKazakhLetter(c) ? 1U : 0U;
    } else if (IsLatinOrGreek(c)) {
      ++scripts.other;
    }
  }
  return scripts;
}

std::string ByScript(const Scripts& scripts) {
  // A Chinese character says as much as three letters.
  if (scripts.han * 3 > scripts.other && scripts.kana * 20 < scripts.han &&
      scripts.hangul < scripts.han) {
    return "zh";
  }
  if (scripts.kana > 0 && (scripts.kana + scripts.han) * 3 > scripts.other) {
    return "ja";
  }
  if (scripts.cyrillic > scripts.other && scripts.kazakh * 25 > scripts.cyrillic) {
    return "kk";
  }
  return "";
}

}  // namespace

std::string DetectLanguage(std::string_view text) {
  text = text.substr(0, kMostBytes);
  const Scripts scripts = CountScripts(text);
  if (std::string language = ByScript(scripts); !language.empty()) {
    return language;
  }
  bool reliable = false;
  const std::string clean = RepairUtf8(text);
  const CLD2::Language language =
      CLD2::DetectLanguage(clean.data(), static_cast<int>(clean.size()), true, &reliable);
  if (language != CLD2::UNKNOWN_LANGUAGE && reliable) {
    const std::string code = CLD2::LanguageCode(language);
    return code.substr(0, code.find('-'));
  }
  return scripts.cyrillic > scripts.other ? "ru" : "";
}

}  // namespace claimwatch
