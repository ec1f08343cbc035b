#include "plugins/extract/correction.h"

#include <algorithm>
#include <string_view>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {

std::string FindCorrection(const std::vector<std::string>& paragraphs) {
  static const std::vector<std::string_view> starts = Split(Embedded("extract/notes.tsv"), '\n');
  for (const std::string& paragraph : paragraphs) {
    const std::string head = LowerCase(std::string_view(paragraph).substr(0, 160));
    const bool note = std::any_of(starts.begin(), starts.end(), [&head](std::string_view start) {
      return !start.empty() && !start.starts_with('#') && head.starts_with(start);
    });
    if (note) {
      return paragraph;
    }
  }
  return {};
}

}  // namespace claimwatch
