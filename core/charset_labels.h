// The table of encoding labels; data of core/charset.
#pragma once

#include <string_view>

namespace claimwatch {

// The name for a lower-case label that is not itself a name; empty when unknown.
std::string_view EncodingOfLabel(std::string_view label);

}  // namespace claimwatch
