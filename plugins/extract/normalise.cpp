#include "plugins/extract/normalise.h"

#include <algorithm>
#include <cstddef>

#include "core/text.h"

namespace claimwatch {
namespace {

bool IsInvisible(char32_t point) {
  return point == 0xAD || point == 0x200B || point == 0x200E || point == 0x200F ||
         (point >= 0x202A && point <= 0x202E) || point == 0x2060 ||
         (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF || point < 0x20 ||
         (point >= 0x7F && point < 0xA0 && point != 0x85);
}

void AppendSpace(std::string& out) {
  if (!out.empty() && out.back() != ' ') {
    out += ' ';
  }
}

// Copies from `at` on while there is nothing to change.
std::size_t CopyPlain(std::string_view text, std::size_t at, std::string& out) {
  std::size_t end = at;
  while (end < text.size() && text[end] > ' ' && text[end] < 0x7F) {
    ++end;
  }
  out.append(text.substr(at, end - at));
  return end;
}

}  // namespace

void AppendNormalised(std::string_view text, std::string& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    at = CopyPlain(text, at, out);
    if (at == text.size()) {
      return;
    }
    const std::size_t begin = at;
    const char32_t point = NextCodePoint(text, at);
    if (IsSpace(point)) {
      AppendSpace(out);
    } else if (!IsInvisible(point)) {
      out.append(text.substr(begin, at - begin));
    }
  }
}

std::string FinishNormalised(std::string text) {
  while (!text.empty() && text.back() == ' ') {
    text.pop_back();
  }
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<signed char>(c) >= 0; });
  return ascii ? text : Nfc(text);
}

std::string Normalise(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendNormalised(text, out);
  return FinishNormalised(std::move(out));
}

}  // namespace claimwatch
