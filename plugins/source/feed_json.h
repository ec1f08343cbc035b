// A feed as one line of JSON: the contract of `claimwatch feed` (docs: feed).
#pragma once

#include <string>
#include <string_view>

#include "core/feed.h"
#include "core/result.h"

namespace claimwatch {

// {"file","kind",…,"entries":[…],"warnings":[…]}; for what is no feed
// {"file","kind":null,"error","entries":[],"warnings":[]}. Times RFC 3339 UTC, ttl in minutes,
// empty texts and unknown times null. Written straight into text because a feed of megabytes would
// otherwise exist three times.
std::string FeedJson(std::string_view file, const Result<Feed>& feed);

}  // namespace claimwatch
