#include "plugins/extract/apart.h"

#include <algorithm>

#include "plugins/extract/headed.h"
#include "plugins/extract/sift.h"

namespace claimwatch {
namespace {

bool IsLink(const PageView& page, std::size_t block) {
  const Block& one = page.blocks[block];
  return one.linked * 10 >= one.text.size() * 8 && page.dom[one.node].tag != HtmlTag::kH1;
}

// The first words of another page: a link and text that breaks off.
bool IsTeaser(const PageView& page, std::size_t block) {
  const Block& one = page.blocks[block];
  return one.links > 0 && (one.text.ends_with("...") || one.text.ends_with("…"));
}

bool IsAnchor(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kA;
}

// Where the first words of a block lead; empty when nowhere.
std::string_view LinkOf(const PageView& page, std::size_t block) {
  const NodeId link = NearestAround(page.dom, page.blocks[block].first, IsAnchor);
  return link == 0 ? std::string_view() : page.dom.Attribute(link, "href");
}

// "Skip the advertisement", "back to the top": leads to another place of the same page.
bool IsSkip(const PageView& page, std::size_t block) {
  return IsLink(page, block) && LinkOf(page, block).starts_with('#') &&
         !IsHeading(page.dom[page.blocks[block].node].tag) && !page.map.facts[block].IsProse();
}

// All subjects of the site in one element, one after the other.
bool IsCloud(const PageView& page, std::size_t block) {
  constexpr std::uint32_t kLinks = 10;
  return page.blocks[block].links >= kLinks && IsLink(page, block) && !page.map.prose[block];
}

class Finder {
 public:
  explicit Finder(const PageView& page) : page_(page), apart_(page.blocks.size(), 1.0F) {}

  std::vector<float> Run() {
    if (page_.map.contents[0].prose >= kProse) {
      FindLists(kLinks);
      FindOpenings();
      FindSingle(IsSkip);
      FindSingle(IsCloud);
    } else if (page_.map.contents[0].prose > 0) {
      FindLists(kMenu);
      FindSingle(IsCloud);
    }
    return any_ ? std::move(apart_) : std::vector<float>();
  }

 private:
  static constexpr unsigned kProse = 3;  // paragraphs: with fewer the page is about its links
  static constexpr std::size_t kLinks = 3;
  static constexpr std::size_t kMenu = 10;  // short ones: whatever the page is about

  void Take(std::size_t begin, std::size_t end) {
    std::fill(apart_.begin() + static_cast<std::ptrdiff_t>(begin),
              apart_.begin() + static_cast<std::ptrdiff_t>(end), 0.0F);
    any_ = any_ || begin < end;
  }

  void FindLists(std::size_t least);
  bool Heads(std::size_t heading, std::size_t last) const;
  void FindOpenings();
  void FindSingle(bool (*kind)(const PageView&, std::size_t));
  std::size_t OpeningEnd(std::size_t heading) const;

  const PageView& page_;
  std::vector<float> apart_;
  bool any_ = false;
};

// Whether a block stands above links that end with block `last`, and above nothing else.
bool Finder::Heads(std::size_t heading, std::size_t last) const {
  constexpr std::uint32_t kMostWords = 12;
  const NodeId node = page_.blocks[heading].node;
  const HtmlTag tag = page_.dom[node].tag;
  const TextFacts& facts = page_.map.facts[heading];
  const bool announces = (IsHeading(tag) && tag != HtmlTag::kH1) || facts.ends_colon;
  const NodeId both = CommonAncestor(page_.dom, node, page_.blocks[last].node);
  return announces && facts.words <= kMostWords && page_.map.contents[both].prose == 0;
}

// `least` blocks or more that are links and nothing else, or begin other pages, with what heads
// them. Of a menu the links are a few words each: more are the headlines of an index.
void Finder::FindLists(std::size_t least) {
  constexpr std::uint32_t kFewWords = 3;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= page_.blocks.size(); ++i) {
    const bool any =
        least < kMenu || (i < page_.blocks.size() && page_.map.facts[i].words <= kFewWords);
    if (i < page_.blocks.size() && any && (IsLink(page_, i) || IsTeaser(page_, i))) {
      continue;
    }
    if (i - begin >= least) {
      const bool headed = begin > 0 && Heads(begin - 1, i - 1);
      Take(headed ? begin - 1 : begin, i);
    }
    begin = i + 1;
  }
}

// Behind the opening of another article that a heading begins: the heading leads to it, and so does
// the last link below its first words. The heading itself when there is none. What holds more than
// a few blocks is a list of openings, or the page.
std::size_t Finder::OpeningEnd(std::size_t heading) const {
  constexpr std::size_t kMostBlocks = 8;
  const std::string_view target = LinkOf(page_, heading);
  const NodeId before = heading == 0 ? 0 : page_.blocks[heading - 1].first;
  const std::size_t most = std::min(heading + kMostBlocks, page_.blocks.size() - 1);
  NodeId id = page_.dom[page_.blocks[heading].node].parent;
  std::size_t last = heading;
  while (!target.empty() && id > before) {
    while (last < most && page_.blocks[last + 1].node < page_.dom[id].end) {
      ++last;
    }
    if (last + 1 < page_.blocks.size() && page_.blocks[last + 1].node < page_.dom[id].end) {
      return heading;
    }
    if (last > heading + 1 && IsLink(page_, last) && LinkOf(page_, last) == target) {
      return last + 1;
    }
    id = page_.dom[id].parent;
  }
  return heading;
}

void Finder::FindOpenings() {
  constexpr double kMost = 0.3;  // of the prose: more is a list of products, or of short news
  std::vector<std::pair<std::size_t, std::size_t>> openings;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    if (!IsHeading(page_.dom[page_.blocks[i].node].tag) || !IsLink(page_, i)) {
      continue;
    }
    const std::size_t end = OpeningEnd(i);
    for (std::size_t k = i; k < end; ++k) {
      bytes += page_.map.prose[k] ? page_.blocks[k].text.size() : 0U;
    }
    openings.emplace_back(i, end);
    i = std::max(i + 1, end) - 1;
  }
  const auto all = static_cast<double>(page_.map.contents[0].prose_text);
  for (const auto& [begin, end] : openings) {
    Take(begin, static_cast<double>(bytes) > kMost * all ? begin : end);
  }
}

void Finder::FindSingle(bool (*kind)(const PageView&, std::size_t)) {
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    Take(i, kind(page_, i) ? i + 1 : i);
  }
}

// What both leave in; nothing found is an empty one.
std::vector<float> Both(std::vector<float> one, const std::vector<float>& other) {
  if (one.empty() || other.empty()) {
    return one.empty() ? other : std::move(one);
  }
  for (std::size_t i = 0; i < one.size(); ++i) {
    one[i] = std::min(one[i], other[i]);
  }
  return one;
}

}  // namespace

std::vector<float> Apart(const PageView& page) {
  return Both(Both(Finder(page).Run(), ApartFromThreads(page)), ApartByHeading(page));
}

}  // namespace claimwatch
