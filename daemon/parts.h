// What one page of a source is not enough for: older pages of a feed (RFC 5005), the children of a
// sitemap index, and the feeds that a web page names where a feed was expected (FETCHING P50–P52).
//
// Which parts a page asks for is decided here, on values; daemon/scheduler asks each of them once.
// A part is a robot's own idea, not the operator's, so robots.txt holds for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/time.h"

namespace claimwatch {

struct Feed;  // core/feed.h

enum class PartKind {
  kOlder,      // the page before, of a paged or archived feed
  kChild,      // a sitemap of an index
  kCandidate,  // perhaps the source's feed
};

struct Part {
  PartKind kind = PartKind::kOlder;
  std::string source;  // id in the configuration
  std::string url;
  int depth = 1;                    // kOlder: how many pages back this one is
  bool until_known = false;         // kOlder: stop at the first entry that was seen before
  std::vector<std::string> others;  // kCandidate: to be tried when this one is no feed
};

// "part/SOURCE/16 hex digits": key of the store's record and of the schedule.
std::string PartKey(const Part& part);

Json PartJson(const Part& part);
Part PartFromJson(const Json& json);

// Where a feed goes on, for a reader who needs more than it shows: nothing beyond ten pages, and no
// page that leads to itself.
std::optional<Part> OlderThan(const Feed& feed, const Part& present);

// The feeds that the web page at `url` names, best first, without itself: one part that holds them
// all, at most three requests.
std::optional<Part> CandidatesOn(std::vector<std::string> feeds, std::string_view url,
                                 std::string_view source);

// The children of a sitemap index that may have something new: at most 50, latest `lastmod` first,
// and of these only the ones whose `lastmod` is not the remembered one. A child without it is asked
// once a day.
struct IndexChildren {
  std::vector<Part> parts;
  Json remember;  // for the next time
};

IndexChildren ChildrenOf(const Feed& index, std::string_view source, const Json& remembered,
                         Time now);

}  // namespace claimwatch
