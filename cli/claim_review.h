// Articles, their versions and their claims in the vocabulary of schema.org, as JSON-LD: what
// fact-checkers exchange. Every property used is one that schema.org defines for the type it stands
// on (tests/cli/claim_review_test.cpp holds the table).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/json.h"
#include "storage/store.h"

namespace claimwatch {

// Grows one graph. Same additions in the same order, same bytes. One thread.
class ClaimGraph {
 public:
  // A NewsArticle, and each of its texts (oldest first) as a NewsArticle that is an example of it.
  void Add(const ArticleRecord& article, const std::vector<Version>& versions);

  // Whether `claim` was seen in an article of the graph, and is something that can be true or
  // false: a removed article or a statement that was left out is not.
  bool Concerns(const ClaimRecord& claim) const;

  // The claim with all its appearances, and a draft of its review, prefilled with `finding` (of the
  // version that brought it; null when it is not known). The rating, the author and the date are
  // left to the person who reviews. `claim` must have a sighting.
  void Add(const ClaimRecord& claim, const Json& finding);

  // {"@context":"https://schema.org","@graph":[…]}
  Json Document() const;

 private:
  // A node that stands for an article, with no more than its address when it is not in the graph.
  Json Appearance(const Sighting& sighting) const;

  Json nodes_ = Json::MakeArray();
  std::map<std::string, std::uint32_t> versions_;  // by article id; how many are in the graph
};

}  // namespace claimwatch
