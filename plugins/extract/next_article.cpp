#include "plugins/extract/next_article.h"

#include <algorithm>
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

struct Teasers {
  std::vector<std::size_t> blocks;
  unsigned count = 0;
};

// The widest element that a heading begins.
NodeId HeadedBy(const PageView& page, std::size_t heading) {
  const NodeId before = heading == 0 ? 0 : page.blocks[heading - 1].first;
  NodeId id = page.blocks[heading].node;
  while (page.dom[id].parent != id && page.dom[id].parent > before) {
    id = page.dom[id].parent;
  }
  return id;
}

bool IsLinkedHeading(const PageView& page, std::size_t block) {
  const Block& heading = page.blocks[block];
  return heading.linked * 10 >= heading.text.size() * 8 && IsHeading(page.dom[heading.node].tag);
}

// Chosen blocks at the end of the choice under headings that are links: the openings of other
// articles. Before the end such headings may be a list of products with a text on each.
Teasers InTeasers(const PageView& page, const std::vector<bool>& chosen) {
  Teasers found;
  NodeId until = 0;  // end of the teaser that is open
  NodeId last = 0;   // of the teaser that was counted last
  bool begun = false;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (begun && IsLinkedHeading(page, i)) {
      until = std::max(until, page.dom[HeadedBy(page, i)].end);
    }
    if (!chosen[i]) {
      continue;
    }
    begun = true;
    if (page.blocks[i].node < until) {
      found.blocks.push_back(i);
      found.count += last == until ? 0U : 1U;
      last = until;
    } else {
      found = Teasers();
    }
  }
  return found;
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

void Drop(const PageView& page, const std::vector<std::size_t>& blocks, double most,
          std::vector<bool>& chosen) {
  std::size_t all = 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    all += chosen[i] ? page.blocks[i].text.size() : 0U;
  }
  for (const std::size_t i : blocks) {
    bytes += page.blocks[i].text.size();
  }
  for (const std::size_t i : blocks) {
    chosen[i] = static_cast<double>(bytes) > most * static_cast<double>(all);
  }
}

void DropTeasers(const PageView& page, std::vector<bool>& chosen) {
  constexpr double kMostTeasers = 0.2;  // by bytes: more than this is what the page is about
  constexpr double kMostTeaser = 0.5;   // of a single one
  const Teasers teasers = InTeasers(page, chosen);
  Drop(page, teasers.blocks, teasers.count == 1 ? kMostTeaser : kMostTeasers, chosen);
}

}  // namespace claimwatch
