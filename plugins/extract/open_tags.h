// How deep the parser would be: the elements that are open at a place of the source.
//
// A model of the parser's stack that never thinks it shallower than it is: implied end tags
// (<p>, <li>, <td>, <option>) are followed, an end tag closes what is open inside its element.
// Formatting elements left open stay counted, because the parser opens them again in each
// paragraph that follows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plugins/extract/tag.h"

namespace claimwatch {

class OpenTags {
 public:
  // Whether the parser may see the start tag of an element called `name` (lower case, its `tag`
  // beside it). When not, its end tag is not to be shown either.
  bool Open(HtmlTag tag, std::string_view name);
  // Whether the parser may see this end tag.
  bool Close(HtmlTag tag, std::string_view name);

 private:
  struct Element {
    HtmlTag tag;
    std::uint32_t key;  // of the name, for elements we have no tag for
    bool operator==(const Element&) const = default;
  };

  static Element Make(HtmlTag tag, std::string_view name);
  void Push(Element element);
  void Pop();

  std::vector<Element> open_;
  std::vector<Element> dropped_;
  std::array<std::uint32_t, 1024> count_{};     // open elements by key
  std::array<std::uint32_t, 256> left_open_{};  // formatting elements by tag
  std::size_t formatting_ = 0;                  // open and left open
};

}  // namespace claimwatch
