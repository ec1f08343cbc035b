// Data files that are compiled into the program: everything below config/lexicon, by its path there
// ("en/units.tsv").
#pragma once

#include <cstddef>
#include <string_view>

namespace claimwatch {

// The bytes of the file; empty when there is none. Lives as long as the program.
std::string_view Embedded(std::string_view name);

}  // namespace claimwatch
