#include "plugins/read/given_names.h"

#include <cstddef>
#include <string>
#include <unordered_map>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

using Lines = std::unordered_map<std::string, std::size_t>;  // name → its line

Lines LoadNames() {
  Lines lines;
  std::size_t number = 0;
  for (const std::string_view line : Split(Embedded("claims/given_names.tsv"), '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') {
      continue;
    }
    for (const std::string_view name : Split(line, ',')) {
      lines.emplace(name, number);
    }
  }
  return lines;
}

}  // namespace

bool AreOtherGivenNames(std::string_view a, std::string_view b) {
  static const Lines kLines = LoadNames();
  const auto one = kLines.find(LowerCase(a));
  const auto other = kLines.find(LowerCase(b));
  return one != kLines.end() && other != kLines.end() && one->second != other->second;
}

}  // namespace claimwatch
