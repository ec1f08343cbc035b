#include "plugins/extract/between.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "plugins/extract/aids.h"
#include "plugins/extract/correction.h"
#include "plugins/extract/headed.h"
#include "plugins/extract/lead.h"
#include "plugins/extract/sift.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostBreaks = 16;

class Taker {
 public:
  Taker(const PageView& page, const std::vector<float>& probability, std::vector<bool>& chosen)
      : page_(page),
        probability_(probability),
        chosen_(chosen) {}

  void Run();

 private:
  NodeId Around(std::size_t block) const { return page_.map.up[page_.blocks[block].node]; }

  bool IsChosenIn(std::size_t block, NodeId around) const {
    return chosen_[block] && Inside(page_.dom, page_.blocks[block].node, around);
  }

  std::size_t Before(std::size_t block, NodeId around) const;
  std::size_t After(std::size_t block, NodeId around) const;
  bool IsBreak(std::size_t block, NodeId around) const;
  bool Announces(std::size_t block) const;
  bool IsLastHeading(std::size_t block, NodeId around) const;
  bool HoldsPicture(NodeId list) const;
  std::size_t ListEnd(NodeId list, std::size_t begin) const;
  void TakeHeading(std::size_t block);
  void TakeList(NodeId list, std::size_t begin, std::size_t end);

  const PageView& page_;
  const std::vector<float>& probability_;
  std::vector<bool>& chosen_;
};

// What may stand between two paragraphs of a text today and not tomorrow.
bool Taker::IsBreak(std::size_t block, NodeId around) const {
  const Block& one = page_.blocks[block];
  return !chosen_[block] && (probability_[block] < kSurelyFurniture || Around(block) != around ||
                             one.linked * 2 >= one.text.size());
}

// The nearest block on one side when it is chosen, inside `around`, and nothing but breaks are
// between; else the number of blocks.
std::size_t Taker::Before(std::size_t block, NodeId around) const {
  const std::size_t stop = block - std::min(block, kMostBreaks);
  while (block > stop && IsBreak(block - 1, around)) {
    --block;
  }
  return block > 0 && IsChosenIn(block - 1, around) ? block - 1 : chosen_.size();
}

std::size_t Taker::After(std::size_t block, NodeId around) const {
  const std::size_t stop = std::min(block + kMostBreaks, chosen_.size());
  ++block;
  while (block < stop && IsBreak(block, around)) {
    ++block;
  }
  return block < chosen_.size() && IsChosenIn(block, around) ? block : chosen_.size();
}

void Taker::TakeHeading(std::size_t block) {
  constexpr std::uint32_t kMostWords = 16;
  const Block& heading = page_.blocks[block];
  const HtmlTag tag = page_.dom[heading.node].tag;
  const NodeId around = Around(block);
  if (chosen_[block] || HeadsOther(heading.text) || !IsHeading(tag) || tag == HtmlTag::kH1 ||
      heading.linked > 0 || page_.map.facts[block].words > kMostWords ||
      page_.map.facts[block].ends_colon) {
    return;
  }
  chosen_[block] = Before(block, around) < chosen_.size() && After(block, around) < chosen_.size();
}

// Whether a list may follow: a paragraph of the text, or a heading of it.
bool Taker::Announces(std::size_t block) const {
  return block < chosen_.size() && (page_.map.prose[block] || page_.map.facts[block].ends_colon ||
                                    page_.map.facts[block].ends_sentence ||
                                    IsHeading(page_.dom[page_.blocks[block].node].tag));
}

// Whether a likely heading that was left out, as nothing chosen follows it, stands right above.
bool Taker::IsLastHeading(std::size_t block, NodeId around) const {
  constexpr float kSure = 0.5F;
  if (block == 0 || chosen_[block - 1] || probability_[block - 1] <= kSure) {
    return false;
  }
  const Block& heading = page_.blocks[block - 1];
  const HtmlTag tag = page_.dom[heading.node].tag;
  return IsHeading(tag) && tag != HtmlTag::kH1 && heading.linked == 0 &&
         Around(block - 1) == around && !HeadsOther(heading.text) &&
         Before(block - 1, around) < chosen_.size();
}

// A list of pictures is a gallery, and its words are captions.
bool Taker::HoldsPicture(NodeId list) const {
  NodeId id = list;
  while (id < page_.dom[list].end && page_.dom[id].tag != HtmlTag::kImg) {
    ++id;
  }
  return id < page_.dom[list].end;
}

std::size_t Taker::ListEnd(NodeId list, std::size_t begin) const {
  std::size_t end = begin;
  while (end < chosen_.size() && page_.blocks[end].node < page_.dom[list].end) {
    ++end;
  }
  return end;
}

void Taker::TakeList(NodeId list, std::size_t begin, std::size_t end) {
  constexpr double kPossible = 0.02;  // on average, between two paragraphs
  constexpr double kLikely = 0.2;     // below the last one
  const NodeId around = page_.map.up[list];
  std::size_t bytes = 0;
  std::size_t linked = 0;
  std::size_t with_links = 0;
  double sum = 0;
  for (std::size_t i = begin; i < end; ++i) {
    bytes += page_.blocks[i].text.size();
    linked += page_.blocks[i].linked;
    with_links += page_.blocks[i].linked > 0 ? 1U : 0U;
    sum += static_cast<double>(probability_[i]);
  }
  // "Our news on your phone: here", "Our letter: here"
  const bool leads_away = with_links * 2 > end - begin;
  const bool closed = !leads_away && After(end - 1, around) < chosen_.size();
  const double bar = (closed ? kPossible : kLikely) * static_cast<double>(end - begin);
  const bool headed = IsLastHeading(begin, around);
  if (linked * 5 > bytes || sum < bar || !(headed || Announces(Before(begin, around))) ||
      HoldsPicture(list)) {
    return;
  }
  for (std::size_t i = headed ? begin - 1 : begin; i < end; ++i) {
    const std::string& text = page_.blocks[i].text;
    chosen_[i] = chosen_[i] || !(IsReadingAid(text) || IsCredit(text));
  }
}

void Taker::Run() {
  NodeId list = 0;  // the last that was looked at
  for (std::size_t i = 0; i < chosen_.size(); ++i) {
    TakeHeading(i);
    const NodeId id =
        NearestAround(page_.dom, page_.blocks[i].node, [](const Dom& dom, NodeId one) {
          return dom[one].tag == HtmlTag::kUl || dom[one].tag == HtmlTag::kOl;
        });
    if (id > list) {
      list = id;
      TakeList(id, i, ListEnd(id, i));
    }
  }
}

// Many pages set such a note in a box right below the text, and no line of a page matters more.
void TakeCorrections(const PageView& page, const std::vector<float>& probability,
                     std::vector<bool>& chosen) {
  constexpr std::size_t kNear = 8;        // blocks below the text
  constexpr std::uint32_t kFewWords = 6;  // "Corrections:" may head a page's menu
  std::size_t last = chosen.size();
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Block& block = page.blocks[i];
    const bool near = last < chosen.size() && i <= last + kNear && probability[i] > 0;
    if (near && !chosen[i] && page.map.facts[i].words >= kFewWords &&
        block.linked * 2 < block.text.size() && IsCorrection(block.text)) {
      chosen[i] = true;
    }
    last = chosen[i] ? i : last;
  }
}

}  // namespace

void TakeBetween(const PageView& page, const std::vector<float>& probability,
                 std::vector<bool>& chosen) {
  TakeLead(page, chosen);
  Taker(page, probability, chosen).Run();
  TakeCorrections(page, probability, chosen);
}

}  // namespace claimwatch
