// A page without the paragraphs that are surely furniture: what the choice of the body is made on.
//
// Menus, lists of links and banners change from one fetch to the next. Whatever counts paragraphs
// or looks at neighbours would change with them, and with it the verdict on a doubtful caption.
// Taken out first, they cannot: two pages that differ in sure furniture are the same page here.
#pragma once

#include <cstddef>
#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

// Below this probability in the first draft a block is taken out. Few blocks stand near it: most
// are surely furniture or at least doubtful.
inline constexpr float kSurelyFurniture = 0.05F;

// Refers to the Dom and the hints of the page it was made from, which must outlive it.
class SiftedPage {
 public:
  // `probability` by block, that it is article.
  SiftedPage(const PageView& page, const std::vector<float>& probability);
  SiftedPage(const SiftedPage&) = delete;
  SiftedPage& operator=(const SiftedPage&) = delete;

  const PageView& view() const { return view_; }

  // By block that is left: its place among all blocks of the page.
  const std::vector<std::size_t>& places() const { return places_; }

 private:
  std::vector<std::size_t> places_;
  std::vector<Block> blocks_;
  PageMap map_;
  PageView view_;
};

// Readers' comments come and go and are never the article, so they are no neighbours to judge by.
// By block: 0 for what stands in a thread, 1 for the rest; empty when nothing does, or when hardly
// any prose stands before the first: a forum is made of comments, and a "Kommentar" may be a
// leader.
std::vector<float> ApartFromThreads(const PageView& page);

// The verdict on a block between the first draft and the second look: the mean of their log-odds.
// The draft saw more of the page; the second look is steadier and counts twice.
float Between(float draft, float again);

}  // namespace claimwatch
