// The rows of the tables in config/lexicon.
#pragma once

#include <string_view>

#include "core/text.h"

namespace claimwatch {

// Calls `use` with the tab-separated fields of each line that is neither empty nor a comment. They
// lie in `table`.
template <typename Use>
void ForEachRow(std::string_view table, const Use& use) {
  for (const std::string_view line : Split(table, '\n')) {
    if (!line.empty() && line.front() != '#') {
      use(Split(line, '\t'));
    }
  }
}

}  // namespace claimwatch
