// A parsed page as a light tree of our own. The one place that knows gumbo.
//
// Nodes stand in document order in one array, so every walk is a loop over indices and no depth of
// nesting can exhaust the stack: the descendants of node i are the nodes i + 1 … end(i) - 1.
// Text and attribute values point into the tree's own memory and live as long as the Dom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/extract/tag.h"

namespace claimwatch {

using NodeId = std::uint32_t;

struct HtmlNode {
  HtmlTag tag = HtmlTag::kUnknown;
  bool holds_block = false;  // some descendant begins a paragraph
  std::uint16_t attribute_count = 0;
  NodeId parent = 0;  // of the root: itself
  NodeId end = 0;     // one past the last descendant
  std::uint32_t first_attribute = 0;
  std::string_view text;  // of HtmlTag::kText: entities decoded, white space as in the source
};

class Dom {
 public:
  // Never fails: any bytes are a page, if only an empty one. `html` is UTF-8; linear in its size,
  // bounded as html_scan.h says, which also says what `also` is.
  static Dom Parse(std::string_view html, const std::vector<std::string>& also = {});

  Dom(Dom&&) noexcept;
  Dom& operator=(Dom&&) noexcept;
  ~Dom();

  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }

  const HtmlNode& operator[](NodeId id) const { return nodes_[id]; }

  // The value of an attribute by lower-case name; empty when missing or empty.
  std::string_view Attribute(NodeId id, std::string_view name) const;
  bool HasAttribute(NodeId id, std::string_view name) const;

  // The words inside a node, white space squeezed; at most `limit` bytes or so.
  std::string TextOf(NodeId id, std::size_t limit = 4096) const;

  const std::vector<std::string>& json_ld() const { return json_ld_; }

  bool limited() const { return limited_; }  // a limit dropped tags or bytes

  bool closed() const { return closed_; }  // </body> or </html> was there: the page is whole

 private:
  class Arena;
  class Builder;

  struct Pair {
    std::string_view name;
    std::string_view value;
  };

  Dom();

  std::unique_ptr<Arena> arena_;
  std::vector<HtmlNode> nodes_;
  std::vector<Pair> attributes_;
  std::vector<std::string> json_ld_;
  bool limited_ = false;
  bool closed_ = false;
};

}  // namespace claimwatch
