// Which language a text is written in. CLD2's door.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// BCP 47 primary subtag of the language of `text` ("en", "zh", "ru", "kk", …); "" when undecided
// (too short, mixed). Looks at the first 64 KiB only. Pure and thread-safe.
std::string DetectLanguage(std::string_view text);

}  // namespace claimwatch
