// The lead of an article: the paragraph between its headline and its text.
#pragma once

#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// Adds to a choice by block what stands between the headline and the first paragraph that is chosen
// and calls itself the lead, in the words of config/lexicon/extract/leads.tsv. Many pages set it in
// an element of its own, far from the text.
void TakeLead(const PageView& page, std::vector<bool>& chosen);

}  // namespace claimwatch
