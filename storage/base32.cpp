#include "storage/base32.h"

#include <cstdint>

namespace claimwatch {

std::string Base32(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char byte : bytes) {
    bits = (bits << 8U) | static_cast<std::uint8_t>(byte);
    for (held += 8; held >= 5; held -= 5) {
      text.push_back(kLetters[(bits >> (held - 5)) & 31U]);
    }
  }
  if (held > 0) {
    text.push_back(kLetters[(bits << (5 - held)) & 31U]);
  }
  return text + std::string((8 - text.size() % 8) % 8, '=');
}

}  // namespace claimwatch
