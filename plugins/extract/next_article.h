// Prose of a page that a choice may hold and that is not its article: the next article, which an
// endless page puts below the first, and the openings of others.
#pragma once

#include <cstddef>
#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// Chosen blocks in an <article> with an h1 of its own that begins after the one the choice begins
// in has ended. The entries of a live report have no h1. What stands beside the first <article>,
// unsigned and undated under a headline that leads nowhere, is the second part of its story.
std::vector<std::size_t> InOtherArticles(const PageView& page, const std::vector<bool>& chosen);

// Takes the openings of other articles out of a choice by block: what stands at its end under
// headings that are links. `page` must be whole: the headings are hardly ever in the choice.
void DropTeasers(const PageView& page, std::vector<bool>& chosen);

// Takes `blocks` out of a choice, unless they are more than `most` of its bytes: then the page is
// about them.
void Drop(const PageView& page, const std::vector<std::size_t>& blocks, double most,
          std::vector<bool>& chosen);

}  // namespace claimwatch
