// Lines of a page about itself: how long it takes to read, an ask to pass it on.
//
// They stand between headline and text or right below it, in no element that says what they are,
// and come and go with the layout. The lines are in config/lexicon/extract/aids.tsv.
#pragma once

#include <string_view>

namespace claimwatch {

// Whether a paragraph is such a line and nothing more.
bool IsReadingAid(std::string_view paragraph);

}  // namespace claimwatch
