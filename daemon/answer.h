// One answer in the few facts that scheduling needs, so that the page itself can be moved on to a
// worker at once.
#pragma once

#include <cstdint>
#include <string>

#include "core/time.h"
#include "daemon/moves.h"
#include "daemon/standing.h"
#include "daemon/validators.h"

namespace claimwatch {

struct Fetched;  // daemon/fetcher.h

struct Answer {
  Outcome outcome;
  Validators given;              // by the answer's headers
  std::string final_url;         // after redirects
  std::string permanent_target;  // of the leading 301/308 hops
  std::string requested;         // what was asked at first
  std::size_t hops = 0;          // redirects followed
  bool conditional = false;      // validators were sent on the last hop
  bool downgraded = false;       // a hop led from https to http
  std::uint64_t wire_bytes = 0;  // of all bodies
  std::string http;              // "1.1", "2"
  Duration took{};
  Time when{};
};

// Take it before the page is moved away.
Answer AnswerOf(const Fetched& fetched);

}  // namespace claimwatch
