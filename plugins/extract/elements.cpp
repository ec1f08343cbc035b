#include "plugins/extract/elements.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "plugins/extract/page_map.h"
#include "plugins/extract/word_table.h"

namespace claimwatch {

void Elements::Look(NodeId id) {
  const HtmlNode& node = dom_[id];
  ElementAround here = around_[node.parent];
  here.article |= node.tag == HtmlTag::kArticle;
  here.nearest_article = node.tag == HtmlTag::kArticle ? id : here.nearest_article;
  here.main |= node.tag == HtmlTag::kMain;
  here.aside |= node.tag == HtmlTag::kAside;
  here.header |= node.tag == HtmlTag::kHeader;
  here.footer |= node.tag == HtmlTag::kFooter;
  here.nav |= node.tag == HtmlTag::kNav || node.tag == HtmlTag::kMenu;
  here.form |= node.tag == HtmlTag::kForm;
  here.figure |= node.tag == HtmlTag::kFigure || node.tag == HtmlTag::kFigcaption;
  here.table |= node.tag == HtmlTag::kTable;
  here.quote |= node.tag == HtmlTag::kBlockquote;
  here.lists = static_cast<std::uint8_t>(
      std::min(here.lists + (node.tag == HtmlTag::kUl || node.tag == HtmlTag::kOl ? 1 : 0), 9));
  if (node.attribute_count > 0) {
    LookAtAttributes(id, here);
  }
  around_[id] = here;
}

void Elements::LookAtAttributes(NodeId id, ElementAround& here) const {
  const Dom& dom = dom_;
  here.hidden |= dom.HasAttribute(id, "hidden") || dom.Attribute(id, "aria-hidden") == "true" ||
                 dom.Attribute(id, "style").find("display:none") != std::string_view::npos ||
                 dom.Attribute(id, "style").find("display: none") != std::string_view::npos;
  here.body_property |= dom.Attribute(id, "itemprop").find("articleBody") != std::string_view::npos;
  here.article_type |= dom.Attribute(id, "itemtype").find("Article") != std::string_view::npos;
}

void Elements::Weigh(NodeId id, const KeyWeights& weights) {
  const HtmlNode& node = dom_[id];
  ElementWords here = words_[node.parent];
  float own = 0;
  for (const std::string& key : ElementKeys(dom_, id)) {
    own += weights.Weight(key);
  }
  own = std::clamp(own, -6.0F, 6.0F);
  here.own = own;
  const bool wrapper = alone_[id] && own == 0;
  if (node.tag == HtmlTag::kBody) {
    std::fill(std::begin(here.near), std::end(here.near), 0.0F);
  } else if (!wrapper) {
    std::copy_backward(std::begin(here.near), std::end(here.near) - 1, std::end(here.near));
    here.near[0] = own;
  }
  here.near_low = *std::min_element(std::begin(here.near), std::end(here.near));
  here.low = std::min(here.low, own);
  here.high = std::max(here.high, own);
  here.sum += own;
  words_[id] = here;
}

Elements::Elements(const Dom& dom, const KeyWeights& weights)
    : dom_(dom),
      alone_(OnlyChildren(dom)),
      words_(dom.size()),
      around_(dom.size()) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag != HtmlTag::kText) {
      Look(i);
      Weigh(i, weights);
    }
  }
}

}  // namespace claimwatch
