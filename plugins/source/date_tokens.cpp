#include "plugins/source/date_tokens.h"

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongest = 160;
constexpr std::size_t kMostDigits = 17;

bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

DateToken TakeNumber(std::string_view text, std::size_t& at) {
  DateToken token;
  token.kind = DateToken::Kind::kNumber;
  while (at < text.size() && IsAsciiDigit(text[at])) {
    token.text.push_back(text[at]);
    token.value = token.text.size() > kMostDigits ? -1 : token.value * 10 + (text[at] - '0');
    ++at;
  }
  return token;
}

// "_" and "/" inside a word are those of a zone name.
bool ContinuesWord(std::string_view text, std::size_t at, char32_t point) {
  if (IsLetter(point) || point == '_') {
    return true;
  }
  std::size_t next = at;
  return point == '/' && next < text.size() && IsLetter(NextCodePoint(text, next));
}

// Where the word that starts at `end` ends.
std::size_t WordEnd(std::string_view text, std::size_t end) {
  while (end < text.size() && !UnitAt(text.substr(end))) {
    std::size_t next = end;
    const char32_t point = NextCodePoint(text, next);
    const bool combining = point >= 0x300 && point <= 0x36F;
    if (!combining && !ContinuesWord(text, next, point)) {
      break;
    }
    end = next;
  }
  return end;
}

DateToken TakeWord(std::string_view text, std::size_t& at) {
  const std::size_t end = WordEnd(text, at);
  DateToken token;
  token.kind = DateToken::Kind::kWord;
  const std::string_view written = text.substr(at, end - at);
  const bool zone_name = written.find('/') != std::string_view::npos;
  token.text = zone_name ? std::string(written) : LowerCase(Nfc(written));
  at = end;
  const std::string_view rest = text.substr(at);
  const bool meridiem = token.text == "a" || token.text == "p";
  if (meridiem && (rest.starts_with(".m") || rest.starts_with(".M"))) {
    token.text.push_back('m');
    at += rest.substr(2).starts_with('.') ? std::size_t{3} : std::size_t{2};
  }
  return token;
}

DateToken TakeUnit(std::string_view text, std::size_t& at) {
  const auto [unit, size] = *UnitAt(text.substr(at));
  DateToken token;
  token.kind = DateToken::Kind::kUnit;
  token.text = text.substr(at, size);
  token.unit = unit;
  at += size;
  // The day of the week follows its mark and says nothing new.
  if (unit == DateUnit::kWeekday && at < text.size()) {
    NextCodePoint(text, at);
  }
  return token;
}

DateToken TakeMark(std::string_view text, std::size_t& at) {
  const std::size_t start = at;
  const char32_t point = NextCodePoint(text, at);
  DateToken token;
  // The minus sign and the dashes that word processors make of a hyphen.
  const bool dash = point == 0x2212 || (point >= 0x2010 && point <= 0x2015);
  token.text = dash ? "-" : std::string(text.substr(start, at - start));
  return token;
}

DateToken TakeToken(std::string_view text, std::size_t& at) {
  if (IsAsciiDigit(text[at])) {
    return TakeNumber(text, at);
  }
  if (UnitAt(text.substr(at))) {
    return TakeUnit(text, at);
  }
  std::size_t next = at;
  return IsLetter(NextCodePoint(text, next)) ? TakeWord(text, at) : TakeMark(text, at);
}

}  // namespace

std::optional<std::vector<DateToken>> TokenizeDate(std::string_view text) {
  if (text.size() > kLongest) {
    return std::nullopt;
  }
  std::vector<DateToken> tokens;
  bool after_space = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const char32_t point = NextCodePoint(text, next);
    if (IsSpace(point) || point == 0x200E || point == 0x200F || point == 0xFEFF) {
      after_space = true;
      at = next;
    } else if (const std::size_t close = point == '(' ? text.find(')', at) : std::string_view::npos;
               close != std::string_view::npos) {
      at = close + 1;
    } else {
      tokens.push_back(TakeToken(text, at));
      tokens.back().after_space = after_space;
      after_space = false;
    }
  }
  return tokens;
}

}  // namespace claimwatch
