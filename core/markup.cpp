#include "core/markup.h"

namespace claimwatch {
namespace {

// U+FFFE and U+FFFF in UTF-8.
bool IsNonCharacter(std::string_view bytes) {
  return bytes == "\xEF\xBF\xBE" || bytes == "\xEF\xBF\xBF";
}

}  // namespace

std::string EscapeMarkup(std::string_view text, Quotes quotes) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (IsNonCharacter(text.substr(at, 3))) {
      at += 2;
      continue;
    }
    const char c = text[at];
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += quotes == Quotes::kEscape ? "&quot;" : "\"";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace claimwatch
