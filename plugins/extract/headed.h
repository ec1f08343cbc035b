// Parts of a page whose heading says that they are not the article: readers' comments, what is said
// of the author, what to read next.
#pragma once

#include <string_view>
#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// Whether a line is such a heading and nothing more.
bool HeadsOther(std::string_view line);

// By block: 0 for what stands under such a heading (config/lexicon/extract/sections.tsv) below some
// prose, 1 for the rest; empty when nothing does.
std::vector<float> ApartByHeading(const PageView& page);

}  // namespace claimwatch
