// What a page says twice.
#pragma once

#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// Leaves one of each in a choice by block. A paragraph printed in two places (for the phone and for
// the desk) is one; a refrain is not, nor is what signs several quotations. Some pages hold a
// second copy of the whole article in one element, for machines, or set a sentence of the text in
// large type beside it.
void DropCopies(const PageView& page, std::vector<bool>& chosen);

}  // namespace claimwatch
