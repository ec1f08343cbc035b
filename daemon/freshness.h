// What an answer's headers say about time: how long to stay away, and how long the answer stays
// fresh. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "core/page.h"
#include "core/time.h"

namespace claimwatch {

// Retry-After as seconds or as a date, the date judged by the answer's own Date (`now` without
// one). nullopt when absent, in the past or no time at all; a monstrous number is a hundred years.
std::optional<Duration> RetryAfter(const Headers& headers, Time now);

// max-age, else Expires minus Date, each minus Age; at least zero. nullopt when neither is said, or
// with no-store or no-cache.
std::optional<Duration> FreshFor(const Headers& headers, Time now);

// Whether a document stops before its own end: an open root element, an unclosed brace. For what
// framing cannot prove: libcurl reports a truncated gzip stream as whole, and a short
// Content-Length as well.
bool EndsEarly(std::string_view body);

}  // namespace claimwatch
