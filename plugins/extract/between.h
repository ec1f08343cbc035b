// What belongs to a text by where it stands: headings and lists between its paragraphs, notes on
// corrections below it.
#pragma once

#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// Adds to a choice by block the lead (lead.h), the headings and the lists without links that stand
// among chosen paragraphs of the same element (a fact in three words looks like a menu; what it
// stands in tells), and a publisher's notes about changes inside the text or right below it.
// `probability` as in Body.
void TakeBetween(const PageView& page, const std::vector<float>& probability,
                 std::vector<bool>& chosen);

}  // namespace claimwatch
