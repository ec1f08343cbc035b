#include "plugins/extract/correction.h"

#include <algorithm>
#include <string_view>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {

bool IsCorrection(std::string_view paragraph) {
  constexpr std::size_t kHead = 160;  // bytes
  static const std::vector<std::string_view> starts = Split(Embedded("extract/notes.tsv"), '\n');
  const std::string head = LowerCase(paragraph.substr(0, kHead));
  return std::any_of(starts.begin(), starts.end(), [&head](std::string_view start) {
    return !start.empty() && !start.starts_with('#') && head.starts_with(start);
  });
}

std::string FindCorrection(const std::vector<std::string>& paragraphs) {
  const auto note = std::find_if(paragraphs.begin(), paragraphs.end(), IsCorrection);
  return note == paragraphs.end() ? std::string() : *note;
}

}  // namespace claimwatch
