#include "plugins/extract/alike.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/digest.h"

namespace claimwatch {
namespace {

// How many paragraphs stand so, and how many of them are chosen.
struct Kind {
  unsigned all = 0;
  unsigned chosen = 0;

  // Of two articles with the same names on one page each has but half.
  bool IsText() const {
    constexpr unsigned kMany = 6;
    return chosen >= kMany && chosen * 5 >= all * 3;
  }
};

// Tags and classes of a paragraph and of the elements nearest around it; 0 when none has a class.
std::uint64_t NamesAround(const Dom& dom, NodeId id) {
  constexpr int kLevels = 3;
  constexpr std::size_t kMostBytes = 256;  // of the classes of one element
  std::string names;
  bool any = false;
  for (int level = 0; level < kLevels && id != 0; ++level) {
    const std::string_view classes = dom.Attribute(id, "class").substr(0, kMostBytes);
    any = any || !classes.empty();
    names.append(TagName(dom[id].tag)).append(" ").append(classes).append("\n");
    id = dom[id].parent;
  }
  return any ? StableHash(names) : 0;
}

bool IsPlainProse(const PageView& page, std::size_t block) {
  const Block& one = page.blocks[block];
  return page.map.prose[block] && one.linked * 4 < one.text.size();
}

}  // namespace

void TakeAlike(const PageView& page, const std::vector<float>& probability,
               std::vector<bool>& chosen) {
  constexpr float kSomething = 0.01F;
  std::vector<std::uint64_t> names(chosen.size(), 0);
  std::unordered_map<std::uint64_t, Kind> kinds;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = IsPlainProse(page, i) ? NamesAround(page.dom, page.blocks[i].node) : 0;
    Kind& kind = kinds[names[i]];
    ++kind.all;
    kind.chosen += chosen[i] ? 1U : 0U;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool alike = names[i] != 0 && kinds[names[i]].IsText() && probability[i] > kSomething;
    chosen[i] = chosen[i] || alike;
  }
}

}  // namespace claimwatch
