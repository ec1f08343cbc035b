#include "plugins/extract/page_map.h"

#include <algorithm>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr int kVoteLevels = 5;
constexpr float kVoteDecay = 0.75F;
constexpr float kProseLinks = 0.35F;

void AddUp(const Dom& dom, std::vector<Contents>& contents) {
  for (NodeId i = dom.size(); i-- > 1;) {
    Contents& parent = contents[dom[i].parent];
    parent.text += contents[i].text;
    parent.linked += contents[i].linked;
    parent.blocks += contents[i].blocks;
    parent.prose += contents[i].prose;
    parent.prose_text += contents[i].prose_text;
  }
}

void AddBlock(const Block& block, bool prose, Contents& contents) {
  const auto size = static_cast<std::uint32_t>(block.text.size());
  contents.text += size;
  contents.linked += static_cast<std::uint32_t>(std::min(block.linked, block.text.size()));
  contents.blocks += 1;
  contents.prose += prose ? 1U : 0U;
  contents.prose_text += prose ? size : 0U;
}

}  // namespace

bool CallsItself(const Dom& dom, NodeId id, std::initializer_list<std::string_view> attributes,
                 std::initializer_list<std::string_view> words) {
  return std::any_of(attributes.begin(), attributes.end(), [&](std::string_view attribute) {
    const std::string names = AsciiLower(dom.Attribute(id, attribute));
    return std::any_of(words.begin(), words.end(), [&names](std::string_view word) {
      return names.find(word) != std::string::npos;
    });
  });
}

bool HasNameWord(std::string_view names, std::string_view word) {
  const std::string lower = AsciiLower(names);
  const auto small = [&names](std::size_t at) {
    return at < names.size() && names[at] >= 'a' && names[at] <= 'z';
  };
  for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool many = end < names.size() && names[end] == 's' && !small(end + 1);
    if (!small(end) || many) {
      return true;
    }
  }
  return false;
}

namespace {

bool IsCalledCaption(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kFigcaption || dom[id].tag == HtmlTag::kCaption ||
         CallsItself(dom, id, {"class"}, {"caption"});
}

// Whether a paragraph that no element begins is the text of an inline one, for the most part.
bool Holds(const Dom& dom, NodeId id, const Block& block) {
  return dom.TextOf(id, block.text.size()).size() * 10 >= block.text.size() * 9;
}

}  // namespace

bool IsCaption(const Dom& dom, const Block& block) {
  constexpr int kLevels = 3;  // further up "caption" may name a box around the whole article
  NodeId id = block.node;
  for (int level = 0; level < kLevels && id != 0; ++level) {
    if (IsCalledCaption(dom, id)) {
      return true;
    }
    id = dom[id].parent;
  }
  id = dom[block.first].parent;
  for (int level = 0; level < kLevels && id > block.node; ++level) {
    if (IsCalledCaption(dom, id)) {
      return Holds(dom, id, block);
    }
    id = dom[id].parent;
  }
  return false;
}

NodeId TopHeading(const Dom& dom, NodeId id) {
  NodeId i = id;
  while (i < dom[id].end && dom[i].tag != HtmlTag::kH1) {
    ++i;
  }
  return i < dom[id].end ? i : 0;
}

bool IsThread(const Dom& dom, NodeId id) {
  for (const std::string_view attribute : {"class", "id"}) {
    const std::string_view written = dom.Attribute(id, attribute);
    const bool may_be = written.find("omment") != std::string_view::npos ||
                        written.find("disqus") != std::string_view::npos;
    const std::string names = may_be ? AsciiLower(written) : std::string();
    for (const std::string_view name : Split(names, ' ')) {
      const bool state = name.ends_with("-open") || name.ends_with("-closed");  // of an article
      const bool thread = name == "comments" || name == "comment" || name == "commentlist" ||
                          name == "disqus_thread" || name.starts_with("comments-") ||
                          name.starts_with("comment-") || name.starts_with("kommentar");
      if (thread && !state) {
        return dom[id].tag != HtmlTag::kArticle || TopHeading(dom, id) == 0;
      }
    }
  }
  return false;
}

NodeId CommonAncestor(const Dom& dom, NodeId a, NodeId b) {
  while (!Inside(dom, b, a)) {
    a = dom[a].parent;
  }
  return a;
}

NodeId DensestElement(const std::vector<NodeId>& up, const std::vector<Block>& blocks,
                      const std::vector<float>& weight) {
  std::vector<float> votes(up.size(), 0.0F);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    float vote = weight[i];
    NodeId node = blocks[i].node;
    for (int level = 0; level < kVoteLevels && vote > 0 && node != 0; ++level) {
      node = up[node];
      votes[node] += vote;
      vote *= kVoteDecay;
    }
  }
  const auto best = std::max_element(votes.begin(), votes.end());
  return best == votes.end() || *best <= 0 ? 0 : static_cast<NodeId>(best - votes.begin());
}

std::vector<bool> OnlyChildren(const Dom& dom) {
  std::vector<std::uint32_t> children(dom.size(), 0);
  for (NodeId i = 1; i < dom.size(); ++i) {
    const bool blank = dom[i].tag == HtmlTag::kText && Trim(dom[i].text).empty();
    children[dom[i].parent] += blank ? 0U : 1U;
  }
  std::vector<bool> alone(dom.size(), false);
  for (NodeId i = 1; i < dom.size(); ++i) {
    alone[i] = children[dom[i].parent] == 1;
  }
  return alone;
}

PageMap MapPage(const Dom& dom, const std::vector<Block>& blocks) {
  PageMap map;
  map.contents.resize(dom.size());
  map.depth.resize(dom.size());
  map.up.resize(dom.size());
  const std::vector<bool> alone = OnlyChildren(dom);
  for (NodeId i = 1; i < dom.size(); ++i) {
    const NodeId parent = dom[i].parent;
    map.depth[i] = static_cast<std::uint16_t>(map.depth[parent] + (alone[i] ? 0 : 1));
    map.up[i] = alone[parent] ? map.up[parent] : parent;
  }
  std::vector<float> weight;
  for (const Block& block : blocks) {
    const TextFacts facts = CountText(block.text);
    const auto size = static_cast<float>(block.text.size());
    const bool prose = facts.IsProse() && static_cast<float>(block.linked) < kProseLinks * size;
    map.facts.push_back(facts);
    map.prose.push_back(prose);
    weight.push_back(prose ? size : 0.0F);
    AddBlock(block, prose, map.contents[block.node]);
  }
  AddUp(dom, map.contents);
  map.main = DensestElement(map.up, blocks, weight);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (map.prose[i] && Inside(dom, blocks[i].node, map.main)) {
      map.first_prose = map.last_prose == 0 ? i : map.first_prose;
      map.last_prose = i;
    }
  }
  return map;
}

}  // namespace claimwatch
