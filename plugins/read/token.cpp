#include "plugins/read/token.h"

#include <array>

#include "plugins/read/han_variant.h"

namespace claimwatch {
namespace {

enum class Class : std::uint8_t { kSpace, kLine, kLetter, kDigit, kHan, kSymbol, kIgnored };

constexpr std::array<Class, 128> kAscii = [] {
  std::array<Class, 128> table{};
  for (std::size_t c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    table[c] = letter ? Class::kLetter
                      : (digit ? Class::kDigit : (c <= ' ' ? Class::kSpace : Class::kSymbol));
  }
  table['\n'] = Class::kLine;
  table['\r'] = Class::kSpace;
  return table;
}();

bool IsIn(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool IsHanRange(char32_t c) {
  return IsIn(c, 0x3400, 0x9FFF) || c == 0x3007 || IsIn(c, 0xF900, 0xFAFF) ||
         IsIn(c, 0x20000, 0x323AF);
}

// Latin, Greek and Cyrillic letters and the accents that are put on them; × ÷ ; · lie between.
bool IsCommonLetter(char32_t c) {
  constexpr std::u32string_view kSigns = U"\u00D7\u00F7\u037E\u0387";
  const bool block = IsIn(c, 0xC0, 0x24F) || IsIn(c, 0x300, 0x36F) || IsIn(c, 0x370, 0x52F);
  return (block && kSigns.find(c) == std::u32string_view::npos) || c == 0xB5;
}

bool IsWideSpace(char32_t c) {
  constexpr std::u32string_view kOthers = U"\u0085\u00A0\u2028\u2029\u202F\u3000";
  return IsIn(c, 0x2000, 0x200A) || kOthers.find(c) != std::u32string_view::npos;
}

// Soft hyphens, joiners, marks of direction.
bool IsInvisible(char32_t c) {
  return IsIn(c, 0x200B, 0x200F) || IsIn(c, 0x202A, 0x202E) || c == 0xAD || c == 0x2060 ||
         c == 0xFEFF;
}

Class ClassOf(char32_t c) {
  if (c < 128) {
    return kAscii[c];
  }
  if (IsHanRange(c)) {
    return Class::kHan;
  }
  if (IsCommonLetter(c)) {
    return Class::kLetter;
  }
  if (IsWideSpace(c)) {
    return Class::kSpace;
  }
  if (IsInvisible(c)) {
    return Class::kIgnored;
  }
  if (c >= 0x2010 && c <= 0x2BFF) {
    return Class::kSymbol;
  }
  return IsDigit(c) ? Class::kDigit : (IsLetter(c) ? Class::kLetter : Class::kSymbol);
}

bool IsCapital(char32_t c) {
  if (c < 128) {
    return c >= 'A' && c <= 'Z';
  }
  if (c >= 0x400 && c <= 0x42F) {
    return true;
  }
  const bool paired = IsIn(c, 0x100, 0x17F) || IsIn(c, 0x48A, 0x52F);
  return IsIn(c, 0xC0, 0xDE) || IsIn(c, 0x391, 0x3A9) || (paired && c % 2 == 0);
}

// Letters that fold by a rule of their own; 0 for all others.
char32_t FoldedByName(char32_t c) {
  switch (c) {
    case 0x401:
    case 0x451:
      return 0x435;  // ё is written as е more often than not
    case 0xB5:
      return 0x3BC;  // micro sign
    default:
      return 0;
  }
}

// Blocks in which a capital is even and its small letter the odd one behind it.
bool IsPaired(char32_t c) {
  return IsIn(c, 0x100, 0x137) || IsIn(c, 0x14A, 0x177) || IsIn(c, 0x48A, 0x4BF) ||
         IsIn(c, 0x4D0, 0x52F);
}

// Capitals of Latin-1, Greek and Cyrillic whose small letter lies 32 further on.
bool IsCapital32(char32_t c) {
  return (IsIn(c, 0xC0, 0xDE) && c != 0xD7) || IsIn(c, 0x391, 0x3A9) || IsIn(c, 0x410, 0x42F);
}

char32_t Lower(char32_t c) {
  if (c < 128) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  if (const char32_t named = FoldedByName(c); named != 0) {
    return named;
  }
  if (IsCapital32(c)) {
    return c + 32;
  }
  if (c >= 0x400 && c <= 0x40F) {
    return c + 80;
  }
  return IsPaired(c) && c % 2 == 0 ? c + 1 : c;
}

// Behind the ASCII bytes from `at` that belong to the run; `all_caps` is cleared by any that is no
// capital. Nearly every byte of English text goes this way.
std::size_t TakeAscii(std::string_view text, std::size_t at, std::size_t limit, Class wanted,
                      bool& all_caps) {
  for (; at < limit; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 128 || kAscii[byte] != wanted) {
      break;
    }
    all_caps = all_caps && byte >= 'A' && byte <= 'Z';
  }
  return at;
}

// Moves over a run of one class; the token's end is where the class ends.
void TakeRun(std::string_view text, std::size_t limit, Class wanted, Token& token) {
  bool all_caps = token.upper;
  std::size_t at = TakeAscii(text, token.end, limit, wanted, all_caps);
  std::size_t letters = 1 + at - token.end;
  while (at < limit) {
    const std::size_t before = at;
    const char32_t c = NextCodePoint(text, at);
    const Class one = ClassOf(c);
    if (one != wanted && one != Class::kIgnored) {
      at = before;
      break;
    }
    all_caps = all_caps && IsCapital(c);
    ++letters;
  }
  token.end = static_cast<std::uint32_t>(at);
  token.caps = all_caps && letters > 1;
}

TokenKind KindOf(Class one) {
  switch (one) {
    case Class::kLetter:
      return TokenKind::kWord;
    case Class::kDigit:
      return TokenKind::kDigits;
    case Class::kHan:
      return TokenKind::kHan;
    case Class::kLine:
      return TokenKind::kBreak;
    default:
      return TokenKind::kSymbol;
  }
}

}  // namespace

void FoldInto(std::string_view word, std::string& out) {
  out.clear();
  for (std::size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 128) {
      out.push_back(static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
      ++at;
      continue;
    }
    const char32_t c = NextCodePoint(word, at);
    if (ClassOf(c) != Class::kIgnored) {
      AppendCodePoint(c < 0x3400 ? Lower(c) : SimplifiedHan(c), out);
    }
  }
}

void Tokenize(std::string_view text, Span part, std::vector<Token>& out) {
  bool space = true;
  for (std::size_t at = part.start; at < part.end;) {
    Token token;
    token.start = static_cast<std::uint32_t>(at);
    const auto byte = static_cast<unsigned char>(text[at]);
    const char32_t c = byte < 128 ? static_cast<char32_t>(text[at++]) : NextCodePoint(text, at);
    const Class one = ClassOf(c);
    if (one == Class::kSpace || one == Class::kIgnored) {
      space = space || one == Class::kSpace;
      continue;
    }
    token.end = static_cast<std::uint32_t>(at);
    token.point = one == Class::kHan ? SimplifiedHan(c) : c;
    token.kind = KindOf(one);
    token.space = space;
    token.upper = one == Class::kLetter && IsCapital(c);
    if (one == Class::kLetter || one == Class::kDigit || one == Class::kLine) {
      TakeRun(text, part.end, one, token);
      at = token.end;
    }
    space = one == Class::kLine;
    out.push_back(token);
  }
}

void AppendAsciiDigits(std::string_view digits, std::string& out) {
  // The zeros of ASCII, full-width, Arabic and Devanagari digits; the other nine follow each.
  constexpr std::array<char32_t, 4> kZeros = {U'0', 0xFF10, 0x660, 0x966};
  for (std::size_t at = 0; at < digits.size();) {
    const char32_t c = NextCodePoint(digits, at);
    for (const char32_t zero : kZeros) {
      if (c >= zero && c < zero + 10) {
        out.push_back(static_cast<char>('0' + (c - zero)));
      }
    }
  }
}

}  // namespace claimwatch
