// 市长王芳 and 王芳市长, 王芳 and 王芳女士: on which side of a Chinese name a title stands says
// nothing, and neither does a word of politeness behind it, nor that a title was left out.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// `after` with titles and words of politeness where `before` has them: on the same side of a name,
// and beside one that stands alone here. Linear in the texts for each title.
std::string WithTitlesOf(std::string_view before, std::string after);

}  // namespace claimwatch
