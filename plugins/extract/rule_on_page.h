// What an outlet's rule (core/site_rule.h) makes of one page.
//
// A rule that says nothing about this page, because the site was rebuilt, is no reason to lose the
// article: the page is read as without it, and `notes` tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/site_rule.h"
#include "plugins/extract/block.h"
#include "plugins/extract/body.h"
#include "plugins/extract/dom.h"
#include "plugins/extract/metadata.h"

namespace claimwatch {

// The names of the attributes that `rule` (nullptr: none) asks for, for Dom::Parse.
std::vector<std::string> AttributesOf(const SiteRule* rule);

// Linear in the page. `rule` (nullptr: none, and nothing below does anything), `dom` and `blocks`
// must outlive it.
class RuleOnPage {
 public:
  RuleOnPage(const SiteRule* rule, const Dom& dom, const std::vector<Block>& blocks);

  // Puts the rule's choice in place of the model's. Captions of pictures and headlines (an h1, or
  // what says `title`) stay apart from the text also inside what is kept.
  void Choose(Body& body, std::string_view title);

  // Title, authors and time of publication, where the rule finds them.
  void Describe(Metadata& metadata);

  // Why the rule keeps or drops a block; empty: it left that to the model.
  const std::string& Why(std::size_t block) const { return why_[block]; }

  // "/1f2e3d4c" behind the extractor's name: another rule is another extractor, so that no change
  // of a rule looks like an edit of the article. Empty without a rule.
  std::string Mark() const;

  // What the rule asked for and this page has not got.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  enum class Say { kNothing, kKeep, kDrop, kOutside };

  // Elements that a selector selects, in document order; none for one that is wrong.
  std::vector<NodeId> Selected(std::string_view selector) const;
  // By node: whether it stands inside an element of `selector`.
  std::vector<bool> Within(std::string_view selector) const;
  void Keep();
  void Drop();
  bool IsHeadline(std::size_t block, std::string_view title) const;
  std::string FirstTitle() const;
  std::optional<Time> FirstDate() const;
  void NoteUnless(bool found, std::string_view what, std::string_view selector);

  const SiteRule* rule_;
  const Dom& dom_;
  const std::vector<Block>& blocks_;
  std::vector<Say> says_;
  std::vector<std::string> why_;
  std::vector<std::string> notes_;
};

}  // namespace claimwatch
