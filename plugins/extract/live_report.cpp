#include "plugins/extract/live_report.h"

#include <cstddef>
#include <cstdint>

namespace claimwatch {
namespace {

bool IsTime(const PageView& page, std::size_t block) {
  constexpr std::uint32_t kMostWords = 6;
  const NodeId node = page.blocks[block].node;
  const NodeId time =
      NearestAround(page.dom, page.blocks[block].first,
                    [](const Dom& dom, NodeId id) { return dom[id].tag == HtmlTag::kTime; });
  return time >= node && time != 0 && page.map.facts[block].words <= kMostWords;
}

// Whether an element begins with one block and holds another.
bool BeginsEntry(const PageView& page, std::size_t first, std::size_t other) {
  const NodeId entry = CommonAncestor(page.dom, page.blocks[first].node, page.blocks[other].node);
  return first == 0 || entry > page.blocks[first - 1].first;
}

// Whether the block behind a time heads the chosen entry that both begin.
bool IsHeaded(const PageView& page, const std::vector<bool>& chosen, std::size_t time) {
  const std::size_t heading = time + 1;
  return heading + 1 < chosen.size() && chosen[heading + 1] &&
         IsHeading(page.dom[page.blocks[heading].node].tag) && page.blocks[heading].linked == 0 &&
         BeginsEntry(page, time, heading + 1);
}

bool IsRightBefore(const PageView& page, const std::vector<bool>& chosen, std::size_t time) {
  const NodeId node = page.blocks[time].node;
  const NodeId next = page.blocks[time + 1].node;
  const bool beside =
      page.dom[node].parent == page.dom[next].parent || page.dom[next].parent == node;
  return chosen[time + 1] && (beside || BeginsEntry(page, time, time + 1));
}

}  // namespace

void TakeTimes(const PageView& page, std::vector<bool>& chosen) {
  constexpr std::size_t kEntries = 3;
  std::vector<std::size_t> times;
  std::vector<std::size_t> headings;
  for (std::size_t i = 0; i + 1 < chosen.size(); ++i) {
    if (!IsTime(page, i)) {
      continue;
    }
    if (IsHeaded(page, chosen, i)) {
      headings.push_back(i + 1);
      times.push_back(i);
    } else if (IsRightBefore(page, chosen, i)) {
      times.push_back(i);
    }
  }
  if (times.size() < kEntries) {
    return;
  }
  for (const std::vector<std::size_t>* taken : {&times, &headings}) {
    for (const std::size_t i : *taken) {
      chosen[i] = true;
    }
  }
}

}  // namespace claimwatch
