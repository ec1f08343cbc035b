#include "plugins/extract/rule_on_page.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/selector.h"
#include "core/text.h"
#include "plugins/extract/names.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/page_map.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxTitle = 400;
constexpr std::size_t kMarkDigits = 8;

bool Fits(const Dom& dom, NodeId id, const Compound& compound) {
  const HtmlTag tag = dom[id].tag;
  if (tag == HtmlTag::kText || (!compound.element.empty() && TagName(tag) != compound.element)) {
    return false;
  }
  return std::all_of(compound.tests.begin(), compound.tests.end(), [&](const AttributeTest& test) {
    return dom.HasAttribute(id, test.name) && test.Passes(dom.Attribute(id, test.name));
  });
}

// One walk from the root: bit k of an element says that the first k + 1 compounds lead to it.
// Parents stand before their children, so theirs are known; no depth of a page costs more.
std::vector<bool> Select(const Dom& dom, const Selector& selector) {
  std::vector<std::uint32_t> here(dom.size(), 0);
  std::vector<std::uint32_t> above(dom.size(), 0);  // of all elements around
  std::vector<bool> selected(dom.size(), false);
  for (NodeId id = 0; id < dom.size(); ++id) {
    const NodeId parent = dom[id].parent;
    above[id] = id == parent ? 0 : above[parent] | here[parent];
    for (std::size_t k = 0; k < selector.size(); ++k) {
      const std::uint32_t led = selector[k].child_of_last ? here[parent] : above[id];
      const bool reached = k == 0 || (led >> (k - 1) & 1U) != 0;
      here[id] |= reached && Fits(dom, id, selector[k]) ? 1U << k : 0U;
    }
    selected[id] = (here[id] >> (selector.size() - 1) & 1U) != 0;
  }
  return selected;
}

// What an element says to machines, else to readers.
std::string SaidBy(const Dom& dom, NodeId id, std::size_t limit) {
  const std::string_view content = dom.Attribute(id, "content");
  return content.empty() ? dom.TextOf(id, limit) : std::string(content);
}

std::string DigestText(const SiteRule& rule) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", rule.host, Join(rule.keep, "\x1F"),
                     Join(rule.drop, "\x1F"), rule.title, rule.byline, rule.published);
}

}  // namespace

std::vector<std::string> AttributesOf(const SiteRule* rule) {
  if (rule == nullptr) {
    return {};
  }
  std::vector<std::string> selectors = {rule->title, rule->byline, rule->published};
  selectors.insert(selectors.end(), rule->keep.begin(), rule->keep.end());
  selectors.insert(selectors.end(), rule->drop.begin(), rule->drop.end());
  std::vector<std::string> names;
  for (const std::string& selector : selectors) {
    for (const Selector& one : ParseSelectors(selector).value_or({})) {
      for (const Compound& compound : one) {
        std::transform(compound.tests.begin(), compound.tests.end(), std::back_inserter(names),
                       [](const AttributeTest& test) { return test.name; });
      }
    }
  }
  return names;
}

RuleOnPage::RuleOnPage(const SiteRule* rule, const Dom& dom, const std::vector<Block>& blocks)
    : rule_(rule),
      dom_(dom),
      blocks_(blocks),
      says_(blocks.size(), Say::kNothing),
      why_(blocks.size()) {
  if (rule != nullptr) {
    Keep();
    Drop();
  }
}

std::vector<NodeId> RuleOnPage::Selected(std::string_view selector) const {
  std::vector<bool> any(dom_.size(), false);
  for (const Selector& one : ParseSelectors(selector).value_or({})) {
    const std::vector<bool> these = Select(dom_, one);
    std::transform(any.begin(), any.end(), these.begin(), any.begin(), std::logical_or<>());
  }
  std::vector<NodeId> nodes;
  for (NodeId id = 0; id < dom_.size(); ++id) {
    if (any[id]) {
      nodes.push_back(id);
    }
  }
  return nodes;
}

std::vector<bool> RuleOnPage::Within(std::string_view selector) const {
  std::vector<bool> within(dom_.size(), false);
  for (const NodeId id : Selected(selector)) {
    std::fill(within.begin() + id, within.begin() + dom_[id].end, true);
  }
  return within;
}

void RuleOnPage::Keep() {
  bool some = false;
  for (const std::string& selector : rule_->keep) {
    const std::vector<bool> within = Within(selector);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const bool inside = within[blocks_[i].node] || within[dom_[blocks_[i].first].parent];
      if (inside && says_[i] == Say::kNothing) {
        says_[i] = Say::kKeep;
        why_[i] = fmt::format("kept by the rule for {}: {}", rule_->host, selector);
        some = true;
      }
    }
  }
  NoteUnless(some, "text", Join(rule_->keep, ", "));
  for (std::size_t i = 0; some && i < blocks_.size(); ++i) {
    if (says_[i] == Say::kNothing) {
      says_[i] = Say::kOutside;
      why_[i] = fmt::format("outside what the rule for {} keeps", rule_->host);
    }
  }
}

void RuleOnPage::Drop() {
  for (const std::string& selector : rule_->drop) {
    const std::vector<bool> within = Within(selector);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (within[blocks_[i].node]) {
        says_[i] = Say::kDrop;
        why_[i] = fmt::format("dropped by the rule for {}: {}", rule_->host, selector);
      }
    }
  }
}

bool RuleOnPage::IsHeadline(std::size_t block, std::string_view title) const {
  return dom_[blocks_[block].node].tag == HtmlTag::kH1 || blocks_[block].text == title;
}

void RuleOnPage::Choose(Body& body, std::string_view title) {
  for (std::size_t i = 0; i < says_.size(); ++i) {
    const bool apart = IsCaption(dom_, blocks_[i]) || IsHeadline(i, title);
    if (says_[i] == Say::kKeep && apart) {
      why_[i].clear();
    }
    if (says_[i] != Say::kNothing) {
      body.chosen[i] = says_[i] == Say::kKeep && !apart;
    }
    body.guessed = body.guessed && says_[i] != Say::kKeep;
  }
}

void RuleOnPage::Describe(Metadata& metadata) {
  if (rule_ == nullptr) {
    return;
  }
  const std::string title = FirstTitle();
  std::vector<std::string> authors;
  for (const NodeId id : Selected(rule_->byline)) {
    AddNames(SaidBy(dom_, id, kMaxNameBytes * kMaxAuthorNames), authors);
  }
  const std::optional<Time> published = FirstDate();
  metadata.title = title.empty() ? metadata.title : title;
  metadata.authors = authors.empty() ? metadata.authors : authors;
  metadata.published = published ? published : metadata.published;
  NoteUnless(!title.empty(), "title", rule_->title);
  NoteUnless(!authors.empty(), "byline", rule_->byline);
  NoteUnless(published.has_value(), "published", rule_->published);
}

std::string RuleOnPage::FirstTitle() const {
  for (const NodeId id : Selected(rule_->title)) {
    if (std::string title = Normalise(SaidBy(dom_, id, kMaxTitle)); !title.empty()) {
      return title;
    }
  }
  return {};
}

std::optional<Time> RuleOnPage::FirstDate() const {
  for (const NodeId id : Selected(rule_->published)) {
    if (const std::optional<Time> date = DateOf(dom_, id)) {
      return date;
    }
  }
  return std::nullopt;
}

std::string RuleOnPage::Mark() const {
  return rule_ == nullptr ? "" : "/" + Hex(Sha256(DigestText(*rule_))).substr(0, kMarkDigits);
}

void RuleOnPage::NoteUnless(bool found, std::string_view what, std::string_view selector) {
  if (!found && !selector.empty()) {
    notes_.push_back(fmt::format("the rule for {} finds no {} here ({}); read without it",
                                 rule_->host, what, selector));
  }
}

}  // namespace claimwatch
