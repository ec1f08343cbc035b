// Any bytes in any language: figures lie inside the text, in order, and do not overlap.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "core/result.h"
#include "plugins/read/figure.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kLanguages[] = {"en", "zh", "ru", "kk", "fr", "de", "es", "", "fi"};
  if (size == 0) {
    return 0;
  }
  const std::string_view language = kLanguages[data[0] % std::size(kLanguages)];
  // The upper bit: the text's own day is known, and times are counted from it.
  const std::string_view published = data[0] >= 0x80 ? "2025-06-19T08:30" : "";
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::size_t end = 0;
  for (const claimwatch::Figure& figure : claimwatch::ReadFigures(text, language, published)) {
    CW_CHECK(figure.span.start >= end && figure.span.end <= text.size() &&
             figure.span.start < figure.span.end);
    CW_CHECK(figure.text == text.substr(figure.span.start, figure.span.size()));
    end = figure.span.end;
  }
  return 0;
}
