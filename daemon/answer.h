// One answer in the few facts that scheduling needs, so that the page itself can be moved on to a
// worker at once.
#pragma once

#include <string>

#include "daemon/fetcher.h"
#include "daemon/moves.h"
#include "daemon/standing.h"
#include "daemon/validators.h"

namespace claimwatch {

struct Answer {
  Outcome outcome;
  Validators given;              // by the answer's headers
  std::string final_url;         // after redirects
  std::string permanent_target;  // of the leading 301/308 hops
  Time when{};
};

// Take it before the page is moved away.
Answer AnswerOf(const Fetched& fetched);

}  // namespace claimwatch
