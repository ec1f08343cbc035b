#include "plugins/read/han_variant.h"

#include <vector>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr char32_t kFirst = 0x4E00;  // CJK Unified Ideographs: all traditional signs of the table
constexpr char32_t kLast = 0x9FFF;

// By sign from kFirst on: its simplified form, 0 when it has none. 42 kB, for one look a sign.
std::vector<char16_t> LoadVariants() {
  std::vector<char16_t> variants(kLast - kFirst + 1, 0);
  for (const std::string_view line : Split(Embedded("zh/traditional.txt"), '\n')) {
    const std::u32string pair = ToUtf32(line);
    if (pair.size() == 2 && pair[0] >= kFirst && pair[0] <= kLast && pair[1] <= 0xFFFF) {
      variants[pair[0] - kFirst] = static_cast<char16_t>(pair[1]);
    }
  }
  return variants;
}

}  // namespace

char32_t SimplifiedHan(char32_t point) {
  static const std::vector<char16_t> variants = LoadVariants();
  if (point < kFirst || point > kLast) {
    return point;
  }
  const char16_t simplified = variants[point - kFirst];
  return simplified != 0 ? char32_t{simplified} : point;
}

}  // namespace claimwatch
