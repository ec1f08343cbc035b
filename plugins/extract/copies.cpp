#include "plugins/extract/copies.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "core/text.h"

namespace claimwatch {
namespace {

void DropTwins(const PageView& page, std::vector<bool>& chosen) {
  constexpr std::uint32_t kTwiceWords = 6;
  std::unordered_map<std::string_view, NodeId> seen;  // to the parent of the first
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::string_view text = page.blocks[i].text;
    const bool signs = text.starts_with("—");
    if (chosen[i] && !signs && page.map.facts[i].words >= kTwiceWords) {
      const NodeId parent = page.dom[page.blocks[i].node].parent;
      chosen[i] = seen.emplace(text, parent).first->second == parent;
    }
  }
}

// Whether a long block says what three paragraphs or more before it said; what they repeat of it is
// a summary above them.
bool IsCopy(const PageView& page, const std::vector<bool>& chosen, std::size_t block) {
  constexpr unsigned kParts = 3;
  constexpr unsigned kMostParts = 200;  // looked at
  constexpr std::size_t kLongestWhole = std::size_t{128} << 10U;
  const std::string_view whole = page.blocks[block].text;
  unsigned parts = 0;
  unsigned looks = whole.size() <= kLongestWhole ? 0 : kMostParts;
  for (std::size_t i = 0; i < block && parts < kParts && looks < kMostParts; ++i) {
    const std::string_view part = page.blocks[i].text;
    if (chosen[i] && page.map.prose[i] && part.size() < whole.size()) {
      ++looks;
      parts += whole.find(part) != std::string_view::npos ? 1U : 0U;
    }
  }
  return parts == kParts;
}

void DropWholes(const PageView& page, std::vector<bool>& chosen) {
  constexpr std::uint32_t kWholeWords = 60;
  constexpr unsigned kMostLooks = 16;  // at long blocks
  unsigned looks = 0;
  for (std::size_t i = 0; i < chosen.size() && looks < kMostLooks; ++i) {
    if (chosen[i] && page.map.facts[i].words >= kWholeWords) {
      ++looks;
      chosen[i] = !IsCopy(page, chosen, i);
    }
  }
}

bool IsPulled(const Dom& dom, NodeId id) {
  return CallsItself(dom, id, {"class"},
                     {"pullquote", "pull-quote", "pull_quote", "pulledquote", "pulled-quote"});
}

// The words of a quotation, without its marks.
std::string_view Quoted(std::string_view text) {
  const auto outer = [&text](std::string_view mark) {
    text.remove_prefix(text.starts_with(mark) ? mark.size() : 0);
    text.remove_suffix(text.ends_with(mark) ? mark.size() : 0);
  };
  for (const std::string_view mark : {"\"", "'", "“", "”", "„", "‘", "’", "«", "»", "「", "」"}) {
    outer(mark);
  }
  return Trim(text);
}

// What a page sets large beside the text that says it too.
void DropPulled(const PageView& page, std::vector<bool>& chosen) {
  constexpr unsigned kMostLooks = 16;
  unsigned looks = 0;
  for (std::size_t i = 0; i < chosen.size() && looks < kMostLooks; ++i) {
    if (!chosen[i] || NearestAround(page.dom, page.blocks[i].node, IsPulled) == 0) {
      continue;
    }
    ++looks;
    const std::string_view quoted = Quoted(page.blocks[i].text);
    for (std::size_t k = 0; k < chosen.size() && chosen[i]; ++k) {
      const bool says = k != i && chosen[k] && page.blocks[k].text.size() > quoted.size() &&
                        page.blocks[k].text.find(quoted) != std::string::npos;
      chosen[i] = !says;
    }
  }
}

}  // namespace

void DropCopies(const PageView& page, std::vector<bool>& chosen) {
  DropTwins(page, chosen);
  DropWholes(page, chosen);
  DropPulled(page, chosen);
}

}  // namespace claimwatch
