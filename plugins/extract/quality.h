// Whether a page is a real article, with the reasons that speak against it.
//
// Judged by what was extracted, by the shape of the page and by what it says of itself, never by
// phrases in its furniture: a free article whose footer sells subscriptions is a free article.
#pragma once

#include <string_view>
#include <vector>

#include "core/article.h"
#include "core/page.h"
#include "plugins/extract/block.h"
#include "plugins/extract/body.h"
#include "plugins/extract/dom.h"
#include "plugins/extract/jsonld.h"

namespace claimwatch {

// What the judgement looks at; borrowed for the call.
struct QualityView {
  const Page& page;
  const Dom& dom;
  const std::vector<Block>& blocks;
  const Body& body;
  const LinkedArticle& linked;
  const Article& article;  // complete but for its quality
};

// What the way of the page alone says, whatever is in it: its status, where it led, whether it
// ended early.
Quality JudgeTransport(const Page& page);

Quality JudgeQuality(const QualityView& view);

}  // namespace claimwatch
