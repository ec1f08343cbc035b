// The UTF-8 half of core/text: code points in and out, without ICU objects, because every reader's
// inner loop is here.
#include <cstring>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Length of a sequence by its first byte; 0 when the byte cannot be first.
std::size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool IsTrail(unsigned char byte) {
  return (byte & 0xC0U) == 0x80;
}

// Whether the second byte keeps the sequence well-formed (Unicode 15, table 3-7).
bool SecondByteFits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return IsTrail(second);
  }
}

// The longest well-formed prefix of a sequence at `at`; complete when it equals SequenceLength.
std::size_t WellFormedPrefix(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const std::size_t length = SequenceLength(byte(at));
  if (length <= 1) {
    return 1;
  }
  if (at + 1 >= text.size() || !SecondByteFits(byte(at), byte(at + 1))) {
    return 1;
  }
  std::size_t good = 2;
  while (good < length && at + good < text.size() && IsTrail(byte(at + good))) {
    ++good;
  }
  return good;
}

}  // namespace

char32_t NextCodePoint(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const std::size_t length = SequenceLength(lead);
  const std::size_t good = WellFormedPrefix(text, at);
  if (length < 2 || good != length) {
    at += good;
    return kReplacement;
  }
  char32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    point = (point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  at += length;
  return point;
}

char32_t PreviousCodePoint(std::string_view text, std::size_t& at) {
  std::size_t start = at - 1;
  while (start > 0 && at - start < 4 && IsTrail(static_cast<unsigned char>(text[start]))) {
    --start;
  }
  std::size_t end = start;
  const char32_t point = NextCodePoint(text, end);
  if (end == at) {
    at = start;
    return point;
  }
  --at;
  return kReplacement;
}

void AppendCodePoint(char32_t point, std::string& out) {
  if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
    point = kReplacement;
  }
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
    return;
  }
  if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (point >> 6U)));
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (point >> 12U)));
    out.push_back(static_cast<char>(0x80U | ((point >> 6U) & 0x3FU)));
  } else {
    out.push_back(static_cast<char>(0xF0U | (point >> 18U)));
    out.push_back(static_cast<char>(0x80U | ((point >> 12U) & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | ((point >> 6U) & 0x3FU)));
  }
  out.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
}

std::u32string ToUtf32(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    points.push_back(NextCodePoint(text, at));
  }
  return points;
}

std::string FromUtf32(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t point : text) {
    AppendCodePoint(point, out);
  }
  return out;
}

std::size_t AsciiPrefix(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof(eight));
    if ((eight & kHighBits) != 0) {
      break;
    }
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
    ++at;
  }
  return at;
}

bool IsValidUtf8(std::string_view text) {
  for (std::size_t at = AsciiPrefix(text); at < text.size(); at += AsciiPrefix(text.substr(at))) {
    const std::size_t length = SequenceLength(static_cast<unsigned char>(text[at]));
    if (length == 0 || WellFormedPrefix(text, at) != length) {
      return false;
    }
    at += length;
  }
  return true;
}

std::string RepairUtf8(std::string_view text) {
  if (IsValidUtf8(text)) {
    return std::string(text);
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    AppendCodePoint(NextCodePoint(text, at), out);
  }
  return out;
}

}  // namespace claimwatch
