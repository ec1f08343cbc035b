// A feed as one line of JSON: the contract of `claimwatch feed` (docs: feed).
#pragma once

#include <string>
#include <string_view>

#include "core/feed.h"
#include "core/json.h"
#include "core/result.h"

namespace claimwatch {

// {"file","kind",…,"entries":[…],"warnings":[…]}; for what is no feed
// {"file","kind":null,"error","entries":[],"warnings":[]}. Times RFC 3339 UTC, ttl in minutes,
// empty texts and unknown times null. Written straight into text because a feed of megabytes would
// otherwise exist three times.
std::string FeedJson(std::string_view file, const Result<Feed>& feed);

// The feed of such an object, for who gets it from another process: never trusted. Members that are
// missing or of another type are empty, at most 10,000 entries are taken, and what is in `warnings`
// stays. kInvalid: no object, or it has an `error`, which is then the message.
Result<Feed> FeedFromJson(const Json& json);

}  // namespace claimwatch
