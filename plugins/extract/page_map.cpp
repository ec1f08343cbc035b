#include "plugins/extract/page_map.h"

#include <algorithm>

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

NodeId CommonAncestor(const Dom& dom, NodeId a, NodeId b) {
  while (!Inside(dom, b, a)) {
    a = dom[a].parent;
  }
  return a;
}

NodeId DensestElement(const Dom& dom, const std::vector<Block>& blocks,
                      const std::vector<float>& weight) {
  std::vector<float> votes(dom.size(), 0.0F);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    float vote = weight[i];
    NodeId node = blocks[i].node;
    for (int level = 0; level < kVoteLevels && vote > 0 && node != 0; ++level) {
      node = dom[node].parent;
      votes[node] += vote;
      vote *= kVoteDecay;
    }
  }
  const auto best = std::max_element(votes.begin(), votes.end());
  return best == votes.end() || *best <= 0 ? 0 : static_cast<NodeId>(best - votes.begin());
}

PageMap MapPage(const Dom& dom, const std::vector<Block>& blocks) {
  PageMap map;
  map.contents.resize(dom.size());
  map.depth.resize(dom.size());
  for (NodeId i = 1; i < dom.size(); ++i) {
    map.depth[i] = static_cast<std::uint16_t>(map.depth[dom[i].parent] + 1);
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
  map.main = DensestElement(dom, blocks, weight);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (map.prose[i] && Inside(dom, blocks[i].node, map.main)) {
      map.first_prose = map.last_prose == 0 ? i : map.first_prose;
      map.last_prose = i;
    }
  }
  return map;
}

}  // namespace claimwatch
