#include "plugins/extract/next_article.h"

#include <unordered_map>

namespace claimwatch {
namespace {

// The widest <article> around a node; 0 without one.
NodeId ArticleAround(const Dom& dom, NodeId id) {
  NodeId article = 0;
  for (; id != 0; id = dom[id].parent) {
    article = dom[id].tag == HtmlTag::kArticle ? id : article;
  }
  return article;
}

// What only a story of its own has above its text: who wrote it, and when.
bool IsSigned(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kTime || dom.Attribute(id, "rel") == "author" ||
         CallsItself(
             dom, id, {"class", "itemprop"},
             {"byline", "author", "date", "published", "posted", "timestamp", "writer", "meta"});
}

// Where the prose inside an element begins, from a block in it on, or the end of the element.
NodeId FirstProse(const PageView& page, NodeId id, std::size_t block) {
  while (block < page.blocks.size() && page.blocks[block].node < page.dom[id].end) {
    if (page.map.prose[block]) {
      return page.blocks[block].node;
    }
    ++block;
  }
  return page.dom[id].end;
}

// Whether an <article> says in its head, up to its text, that it stands for itself: it is signed
// or dated, or its headline leads to a page of its own. `block` is the first chosen in it.
bool StandsAlone(const PageView& page, NodeId article, std::size_t block) {
  const Dom& dom = page.dom;
  const NodeId text = FirstProse(page, article, block);
  const NodeId heading = TopHeading(dom, article);
  for (NodeId i = article; i < text; ++i) {
    const bool link = dom[i].tag == HtmlTag::kA && dom.HasAttribute(i, "href");
    const bool linked = link && (Inside(dom, i, heading) || Inside(dom, heading, i));
    if (linked || IsSigned(dom, i)) {
      return true;
    }
  }
  return false;
}

// Pages that cut one story into several <article>s put them side by side, and sign it once.
bool Continues(const PageView& page, NodeId first, NodeId next, std::size_t block) {
  return page.map.up[first] == page.map.up[next] && !StandsAlone(page, next, block);
}

}  // namespace

std::vector<std::size_t> InOtherArticles(const PageView& page, const std::vector<bool>& chosen) {
  std::vector<std::size_t> found;
  std::unordered_map<NodeId, bool> others;  // by <article>
  NodeId first = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const NodeId article = chosen[i] ? ArticleAround(page.dom, page.blocks[i].node) : 0;
    first = first == 0 ? article : first;
    if (article < page.dom[first].end || article == 0) {
      continue;
    }
    const auto [at, added] = others.emplace(article, false);
    if (added) {
      at->second = TopHeading(page.dom, article) != 0 && !Continues(page, first, article, i);
    }
    if (at->second) {
      found.push_back(i);
    }
  }
  return found;
}

}  // namespace claimwatch
