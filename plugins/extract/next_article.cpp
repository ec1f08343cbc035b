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

}  // namespace

std::vector<std::size_t> InOtherArticles(const PageView& page, const std::vector<bool>& chosen) {
  std::vector<std::size_t> found;
  std::unordered_map<NodeId, bool> headed;  // by <article>
  NodeId first = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const NodeId article = chosen[i] ? ArticleAround(page.dom, page.blocks[i].node) : 0;
    first = first == 0 ? article : first;
    if (article < page.dom[first].end || article == 0) {
      continue;
    }
    const auto [at, added] = headed.emplace(article, false);
    at->second = added ? HasTopHeading(page.dom, article) : at->second;
    if (at->second) {
      found.push_back(i);
    }
  }
  return found;
}

}  // namespace claimwatch
