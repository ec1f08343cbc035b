// What an operator says about the pages of one outlet, where our own judgement of them is not good
// enough: where the text of its articles stands, and what there is no part of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

// Selectors are as core/selector.h says; an empty one says nothing, so what it is about is read as
// without a rule.
struct SiteRule {
  std::string host = {};               // and the hosts under it; lower case
  std::vector<std::string> keep = {};  // text inside one of these is the article, and no other text
  std::vector<std::string> drop = {};  // text inside one of these is not
  std::string title = {};              // the first that says something
  std::string byline = {};             // each names authors
  std::string published = {};          // the first that holds a date

  bool operator==(const SiteRule&) const = default;
};

// The rule for pages of `host`: its own, or that of the nearest domain above it; nullptr: none.
const SiteRule* RuleFor(const std::vector<SiteRule>& rules, std::string_view host);

}  // namespace claimwatch
