#include "plugins/extract/sift.h"

#include <algorithm>
#include <cmath>

namespace claimwatch {
namespace {

std::vector<std::size_t> Left(const std::vector<float>& probability) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    if (probability[i] >= kSurelyFurniture) {
      places.push_back(i);
    }
  }
  return places;
}

std::vector<Block> BlocksAt(const std::vector<Block>& blocks,
                            const std::vector<std::size_t>& places) {
  std::vector<Block> out;
  out.reserve(places.size());
  for (const std::size_t place : places) {
    out.push_back(blocks[place]);
  }
  return out;
}

// <body> itself may be called anything.
bool IsThreadOrPage(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kBody || IsThread(dom, id);
}

}  // namespace

SiftedPage::SiftedPage(const PageView& page, const std::vector<float>& probability)
    : places_(Left(probability)),
      blocks_(BlocksAt(page.blocks, places_)),
      map_(MapPage(page.dom, blocks_)),
      view_{page.dom, blocks_, map_, page.hints} {}

std::vector<float> ApartFromThreads(const PageView& page) {
  constexpr unsigned kProse = 3;
  std::vector<float> apart(page.blocks.size(), 1.0F);
  unsigned before = 0;  // paragraphs of prose before the first thread
  bool any = false;
  for (std::size_t i = 0; i < apart.size(); ++i) {
    const NodeId id = NearestAround(page.dom, page.blocks[i].node, IsThreadOrPage);
    const bool thread = id != 0 && page.dom[id].tag != HtmlTag::kBody;
    any = any || thread;
    before += !any && page.map.prose[i] ? 1U : 0U;
    apart[i] = thread ? 0.0F : 1.0F;
  }
  return any && before >= kProse ? apart : std::vector<float>();
}

float Between(float draft, float again) {
  constexpr float kSure = 1e-6F;
  const float a = std::clamp(draft, kSure, 1 - kSure);
  const float b = std::clamp(again, kSure, 1 - kSure);
  const float evidence = (std::log(a / (1 - a)) + 2 * std::log(b / (1 - b))) / 3;
  return 1 / (1 + std::exp(-evidence));
}

}  // namespace claimwatch
