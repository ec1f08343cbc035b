#include "plugins/extract/dom.h"

#include <algorithm>

#include <gumbo.h>

#include "core/text.h"
#include "plugins/extract/html_scan.h"

namespace claimwatch {

// What gumbo allocates lives until the Dom dies; nothing is freed one by one, so gumbo's recursive
// destroy is never called.
class Dom::Arena {
 public:
  void* Take(std::size_t size) {
    const std::size_t rounded = (size + 15U) & ~static_cast<std::size_t>(15U);
    if (rounded > left_) {
      Grow(rounded);
    }
    char* const taken = next_;
    next_ += rounded;
    left_ -= rounded;
    return taken;
  }

 private:
  void Grow(std::size_t needed) {
    const std::size_t size = std::max(needed, chunk_);
    chunk_ = std::min<std::size_t>(chunk_ * 2, 1U << 22U);
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    next_ = chunks_.back().get();
    left_ = size;
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t chunk_ = 1U << 16U;
};

// Copies gumbo's tree into the array, without recursion.
class Dom::Builder {
 public:
  explicit Builder(Dom& dom) : dom_(dom) {}

  void Build(const GumboNode* root);

 private:
  struct Step {
    const GumboNode* node;
    NodeId id;
    unsigned next_child;
  };

  NodeId Add(const GumboNode& node, NodeId parent);
  void AddElement(const GumboElement& element, HtmlNode& node);
  void Leave(NodeId id);

  Dom& dom_;
  std::vector<Step> path_;
};

void Dom::Builder::Build(const GumboNode* root) {
  path_.push_back({root, Add(*root, 0), 0});
  while (!path_.empty()) {
    Step& step = path_.back();
    const bool element =
        step.node->type == GUMBO_NODE_ELEMENT || step.node->type == GUMBO_NODE_TEMPLATE;
    const GumboVector* const children = element ? &step.node->v.element.children : nullptr;
    if (children == nullptr || step.next_child >= children->length) {
      Leave(step.id);
      path_.pop_back();
      continue;
    }
    const auto* const child = static_cast<const GumboNode*>(children->data[step.next_child++]);
    const NodeId parent = step.id;
    path_.push_back({child, Add(*child, parent), 0});
  }
}

NodeId Dom::Builder::Add(const GumboNode& node, NodeId parent) {
  const NodeId id = dom_.size();
  HtmlNode made;
  made.parent = parent;
  switch (node.type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      AddElement(node.v.element, made);
      break;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
      made.tag = HtmlTag::kText;
      made.text = node.v.text.text;
      break;
    default:
      break;
  }
  dom_.nodes_.push_back(made);
  return id;
}

void Dom::Builder::AddElement(const GumboElement& element, HtmlNode& node) {
  node.tag = TagForName(gumbo_normalized_tagname(element.tag));
  node.first_attribute = static_cast<std::uint32_t>(dom_.attributes_.size());
  node.attribute_count = static_cast<std::uint16_t>(element.attributes.length);
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* const attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    dom_.attributes_.push_back({attribute->name, attribute->value});
  }
}

void Dom::Builder::Leave(NodeId id) {
  HtmlNode& node = dom_.nodes_[id];
  node.end = dom_.size();
  const bool block = node.holds_block || IsBlockTag(node.tag);
  dom_.nodes_[node.parent].holds_block |= block && node.parent != id;
}

Dom::Dom() : arena_(std::make_unique<Arena>()) {}

Dom::Dom(Dom&&) noexcept = default;
Dom& Dom::operator=(Dom&&) noexcept = default;
Dom::~Dom() = default;

Dom Dom::Parse(std::string_view html, const std::vector<std::string>& also) {
  Dom dom;
  ScannedHtml scanned = ScanHtml(html, also);
  dom.json_ld_ = std::move(scanned.json_ld);
  dom.limited_ = scanned.limited;
  dom.closed_ = scanned.closed;
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.userdata = dom.arena_.get();
  options.allocator = [](void* arena, size_t size) {
    return static_cast<Arena*>(arena)->Take(size);
  };
  options.deallocator = [](void*, void*) {
  };
  const GumboOutput* const output =
      gumbo_parse_with_options(&options, scanned.html.data(), scanned.html.size());
  dom.nodes_.reserve(scanned.html.size() / 32);
  Builder(dom).Build(output->root);
  return dom;
}

std::string_view Dom::Attribute(NodeId id, std::string_view name) const {
  const HtmlNode& node = nodes_[id];
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    const Pair& pair = attributes_[node.first_attribute + i];
    if (pair.name == name) {
      return pair.value;
    }
  }
  return {};
}

bool Dom::HasAttribute(NodeId id, std::string_view name) const {
  const HtmlNode& node = nodes_[id];
  const auto first = attributes_.begin() + node.first_attribute;
  return std::any_of(first, first + node.attribute_count,
                     [name](const Pair& pair) { return pair.name == name; });
}

std::string Dom::TextOf(NodeId id, std::size_t limit) const {
  std::string text;
  for (NodeId i = id; i < nodes_[id].end && text.size() < limit; ++i) {
    if (nodes_[i].tag == HtmlTag::kText) {
      text += nodes_[i].text;
    } else if (nodes_[i].tag == HtmlTag::kBr || IsBlockTag(nodes_[i].tag)) {
      text += ' ';
    }
  }
  return SqueezeSpace(text);
}

}  // namespace claimwatch
