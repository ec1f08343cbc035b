// The names a site goes by on one page, and titles without them.
//
// What a page calls its site: og:site_name, the publisher of its JSON-LD, and its nameplate: an h1
// that is a link to the home page, which blogs print above every article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugins/extract/dom.h"

namespace claimwatch {

class SiteNames {
 public:
  // `publisher` may be empty.
  SiteNames(const Dom& dom, const std::string& publisher);

  bool Has(std::string_view text) const;  // whatever the case of letters

  // Without "Name of the Site | " and " | Name of the Site" and the like: what is a known name at
  // either end, or a short part behind the last separator.
  std::string Without(const std::string& title) const;

  // Only a known name behind the last separator.
  std::string WithoutKnown(const std::string& title) const;

 private:
  std::string WithoutFirst(const std::string& title) const;
  std::string WithoutLast(const std::string& title) const;

  std::vector<std::string> names_;  // case folded
};

// Whether a heading is a link to the home page and nothing else.
bool IsNameplate(const Dom& dom, NodeId heading);

// Whether `part` stands in `title` between its ends or separators: "Six leaders sign" in
// "Ledger » Archive » Six leaders sign".
bool IsPartOf(std::string_view part, std::string_view title);

}  // namespace claimwatch
