// Paragraphs that stand like most of the text: some outlets cut an article into several elements,
// with an advertisement or a form between, and far down the page the choice has doubts.
#pragma once

#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// Adds to the choice what stands in elements of the same tags and classes as many chosen paragraphs
// and few others. `probability` as in Body: what is surely furniture is not added.
void TakeAlike(const PageView& page, const std::vector<float>& probability,
               std::vector<bool>& chosen);

}  // namespace claimwatch
