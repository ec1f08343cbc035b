#include "plugins/extract/text_facts.h"

#include <algorithm>

#include "core/text.h"

namespace claimwatch {
namespace {

bool IsSentenceMark(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == U'…' || c == U'。' || c == U'！' || c == U'？' ||
         c == U'।' || c == U'؟' || c == U'۔';
}

bool IsClosing(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == U'”' || c == U'’' || c == U'»' ||
         c == U'“' || c == U'」' || c == U'』' || c == U'）';
}

bool IsComma(char32_t c) {
  return c == ',' || c == U'，' || c == U'、' || c == ';' || c == U'；' || c == U'،';
}

bool IsSymbol(char32_t c) {
  return c == '|' || c == U'•' || c == U'©' || c == U'›' || c == U'→' || c == '#' || c == '@' ||
         c == U'»' || c == U'·' || c == '/' || c == '>';
}

bool IsQuote(char32_t c) {
  return c == '"' || c == U'“' || c == U'„' || c == U'«' || c == U'‘' || c == U'「' || c == U'»' ||
         c == U'”' || c == '\'';
}

class Counter {
 public:
  explicit Counter(std::string_view text) : text_(text) {}

  TextFacts Run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      Take(NextCodePoint(text_, at));
    }
    facts_.ends_sentence = ended_;
    facts_.ends_colon = previous_ == ':' || previous_ == U'：';
    facts_.sentence_ends += ended_ ? 1U : 0U;
    facts_.words += (facts_.cjk + 1) / 2;
    facts_.address = text_.find("http") != std::string_view::npos ||
                     text_.find("www.") != std::string_view::npos ||
                     text_.find('@') != std::string_view::npos;
    return facts_;
  }

 private:
  void Take(char32_t c) {
    ++facts_.characters;
    if (c < 0x80 ? ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z') : IsLetter(c)) {
      Letter(c);
    } else if (c < 0x80 ? (c >= '0' && c <= '9') : IsDigit(c)) {
      ++facts_.digits;
      facts_.words += in_word_ ? 0U : 1U;
      in_word_ = true;
      ended_ = false;
    } else {
      Mark(c);
    }
    previous_ = c;
  }

  void Letter(char32_t c) {
    const bool wide = c >= 0x2E80 && IsCjk(c);
    const bool upper = c < 0x80 ? (c >= 'A' && c <= 'Z') : (!wide && IsUpper(c));
    facts_.starts_lower =
        facts_.letters == 0 && facts_.digits == 0 ? (!upper && !wide) : facts_.starts_lower;
    ++facts_.letters;
    facts_.upper += upper ? 1U : 0U;
    facts_.cjk += wide ? 1U : 0U;
    if (!in_word_ && !wide) {
      ++facts_.words;
      facts_.initials += upper ? 1U : 0U;
    }
    in_word_ = !wide;
    ended_ = false;
  }

  void Mark(char32_t c) {
    const bool apostrophe = c == '\'' || c == U'’' || c == '-';
    in_word_ = in_word_ && apostrophe;
    facts_.starts_quote = facts_.starts_quote || (facts_.characters == 1 && IsQuote(c));
    facts_.commas += IsComma(c) ? 1U : 0U;
    facts_.symbols += IsSymbol(c) ? 1U : 0U;
    if (IsSentenceMark(c)) {
      facts_.sentence_ends += ended_ && c > 0x2000 && c != U'…' ? 1U : 0U;
      ended_ = true;
    } else if (c == ' ' && ended_) {
      ++facts_.sentence_ends;
      ended_ = false;
    } else if (!IsClosing(c)) {
      ended_ = false;
    }
  }

  std::string_view text_;
  TextFacts facts_;
  char32_t previous_ = 0;
  bool in_word_ = false;
  bool ended_ = false;  // only closing marks since the last sentence mark
};

}  // namespace

TextFacts CountText(std::string_view text) {
  return Counter(text).Run();
}

}  // namespace claimwatch
