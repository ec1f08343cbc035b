// Where on a page the text is: counts of text per element, and the element that holds the article.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/extract/block.h"
#include "plugins/extract/dom.h"
#include "plugins/extract/text_facts.h"

namespace claimwatch {

// What is inside an element, blocks of all depths counted.
struct Contents {
  std::uint32_t text = 0;    // bytes
  std::uint32_t linked = 0;  // bytes inside links
  std::uint32_t blocks = 0;
  std::uint32_t prose = 0;       // blocks of prose with few links
  std::uint32_t prose_text = 0;  // bytes in those

  float LinkDensity() const {
    return text == 0 ? 0.0F : static_cast<float>(linked) / static_cast<float>(text);
  }
};

struct PageMap {
  std::vector<TextFacts> facts;    // by block
  std::vector<bool> prose;         // by block
  std::vector<Contents> contents;  // by node
  // By node: the element around it, wrappers that hold nothing else taken as one, so that another
  // wrapper changes nothing; and how many of them there are.
  std::vector<NodeId> up;
  std::vector<std::uint16_t> depth;
  NodeId main = 0;              // the element whose prose is densest
  std::size_t first_prose = 0;  // blocks of the first and last prose inside `main`;
  std::size_t last_prose = 0;   // both 0 without any
};

PageMap MapPage(const Dom& dom, const std::vector<Block>& blocks);

// The element that holds most of `weight` (by block) near to it: each block votes for its
// surrounding elements, the nearer the more. 0 when nothing has weight.
// `up` as in PageMap.
NodeId DensestElement(const std::vector<NodeId>& up, const std::vector<Block>& blocks,
                      const std::vector<float>& weight);

// The nearest element that holds both.
NodeId CommonAncestor(const Dom& dom, NodeId a, NodeId b);

// By node: whether nothing but white space stands beside it in its parent.
std::vector<bool> OnlyChildren(const Dom& dom);

// The nearest element for which `kind` holds, from `id` up; 0 when there is none: the root itself
// is never asked.
template <typename Kind>
NodeId NearestAround(const Dom& dom, NodeId id, Kind kind) {
  while (id != 0 && !kind(dom, id)) {
    id = dom[id].parent;
  }
  return id;
}

// Whether an element has one of `words` (lower case) anywhere in one of `attributes`: pages name
// their parts ("js-cookie-banner--open"), but no two alike.
bool CallsItself(const Dom& dom, NodeId id, std::initializer_list<std::string_view> attributes,
                 std::initializer_list<std::string_view> words);
// Whether a word of a class or id ends in `word` (lower case) or its plural: "article-author",
// "AuthorName" and "coauthors" have "author", "authority" has not.
bool HasNameWord(std::string_view names, std::string_view word);

// Whether a paragraph describes a picture: it stands in a <figcaption>, or in an element near it
// that calls itself a caption. Such words are kept apart from the text of an article.
bool IsCaption(const Dom& dom, const Block& block);

// The first h1 in an element; 0 without one.
NodeId TopHeading(const Dom& dom, NodeId id);

// Whether an element calls itself a thread of readers' comments, or a part of one. An <article>
// with a headline is an opinion ("kommentar"), or says whether it may be commented.
bool IsThread(const Dom& dom, NodeId id);

// Blocks with the same tag under the same parent are of one shape: the items of a list, the
// paragraphs of a text.
inline std::uint64_t ShapeOf(const Dom& dom, NodeId node) {
  return (std::uint64_t{dom[node].parent} << 8U) | static_cast<std::uint64_t>(dom[node].tag);
}

inline bool Inside(const Dom& dom, NodeId inner, NodeId outer) {
  return inner >= outer && inner < dom[outer].end;
}

}  // namespace claimwatch
