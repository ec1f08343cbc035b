// Which chosen paragraphs of a page are furniture of its site, by what its other pages show.
//
// That they show a paragraph too does not tell by itself: a desk copies the background of an event
// into each of its stories. But what a story is made of shares its words with the rest of it, and
// an appeal or a notice does not.
#pragma once

#include <string_view>
#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

class SiteMemory;  // plugins/extract/template.h

enum class Repeated { kNowhere, kInStories, kFurniture };

// By block; kNowhere for those that are not chosen. `url` is the page's own address.
std::vector<Repeated> FindRepeated(const PageView& page, const std::vector<bool>& chosen,
                                   const SiteMemory& memory, std::string_view url);

}  // namespace claimwatch
