#include "plugins/extract/live_report.h"

#include <cstddef>
#include <cstdint>

namespace claimwatch {

void TakeTimes(const PageView& page, std::vector<bool>& chosen) {
  constexpr std::size_t kEntries = 3;
  constexpr std::uint32_t kMostWords = 6;
  std::vector<std::size_t> times;
  for (std::size_t i = 0; i + 1 < chosen.size(); ++i) {
    const NodeId node = page.blocks[i].node;
    const NodeId text = page.dom[page.blocks[i].first].parent;
    const bool time = page.dom[node].tag == HtmlTag::kTime || page.dom[text].tag == HtmlTag::kTime;
    const NodeId next = page.blocks[i + 1].node;
    const bool beside =
        page.dom[node].parent == page.dom[next].parent || page.dom[next].parent == node;
    if (time && beside && chosen[i + 1] && page.map.facts[i].words <= kMostWords) {
      times.push_back(i);
    }
  }
  for (const std::size_t i : times) {
    chosen[i] = chosen[i] || times.size() >= kEntries;
  }
}

}  // namespace claimwatch
