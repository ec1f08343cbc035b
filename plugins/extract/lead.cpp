#include "plugins/extract/lead.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/embedded.h"
#include "core/text.h"
#include "plugins/extract/aids.h"

namespace claimwatch {
namespace {

constexpr std::size_t kNear = 12;  // blocks between the headline and the text

bool IsCalledLead(const Dom& dom, NodeId id) {
  static const std::vector<std::string_view> names = Split(Embedded("extract/leads.tsv"), '\n');
  const std::string_view written = dom.Attribute(id, "class");
  return !written.empty() &&
         std::any_of(names.begin(), names.end(), [written](std::string_view name) {
           return !name.empty() && !name.starts_with('#') && HasNameWord(written, name);
         });
}

// The first chosen paragraph of prose; the number of blocks without one.
std::size_t TextBegin(const PageView& page, const std::vector<bool>& chosen) {
  std::size_t i = 0;
  while (i < chosen.size() && !(chosen[i] && page.map.prose[i])) {
    ++i;
  }
  return i;
}

// The headline nearest above a block; the block itself without one.
std::size_t HeadlineAbove(const PageView& page, std::size_t begin) {
  std::size_t i = begin;
  while (i > 0 && i + kNear > begin) {
    --i;
    if (page.dom[page.blocks[i].node].tag == HtmlTag::kH1) {
      return i;
    }
  }
  return begin;
}

bool MayBeLead(const PageView& page, std::size_t block) {
  constexpr std::uint32_t kFewWords = 5;
  const Block& one = page.blocks[block];
  const TextFacts& facts = page.map.facts[block];
  const bool date = facts.digits * 5 >= facts.characters;
  return facts.words >= kFewWords && !date && one.linked * 4 < one.text.size() &&
         !IsReadingAid(one.text) && !IsCredit(one.text) && !IsCaption(page.dom, one);
}

}  // namespace

void TakeLead(const PageView& page, std::vector<bool>& chosen) {
  const std::size_t begin = TextBegin(page, chosen);
  if (begin == chosen.size()) {
    return;
  }
  const std::size_t headline = HeadlineAbove(page, begin);
  for (std::size_t i = headline + 1; i < begin; ++i) {
    // Up to the element that holds the headline or the text.
    NodeId id = page.blocks[i].node;
    bool lead = false;
    while (id > page.blocks[headline].node && !Inside(page.dom, page.blocks[begin].node, id)) {
      lead = lead || IsCalledLead(page.dom, id);
      id = page.dom[id].parent;
    }
    chosen[i] = chosen[i] || (lead && MayBeLead(page, i));
  }
}

}  // namespace claimwatch
