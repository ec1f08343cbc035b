// Whether a source has moved for good: 301 and 308 are believed after they were seen often enough,
// over long enough, and only within the same registrable domain; 302, 303 and 307 never (FETCHING
// P21–P27, WISHES 11). Pure.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "core/json.h"
#include "core/page.h"
#include "core/time.h"

namespace claimwatch {

struct Move {
  std::string to;        // candidate; empty when none
  int seen = 0;          // times in a row
  Time since{};          // first of them
  std::string previous;  // the address before an adopted move, to go back to when the new one dies
  Time adopted_at{};
};

enum class MoveVerdict {
  kStay,
  kAdopt,       // ask move.to from now on
  kSuspicious,  // confirmed, but it leads to another domain: an operator must say so (`source
                // move`)
};

struct MoveDecision {
  Move move;
  MoveVerdict verdict = MoveVerdict::kStay;
  std::string reason;
};

// Where the leading permanent hops of a chain lead: "" when the first hop is temporary, downgrades,
// or there is none.
std::string PermanentTarget(const Page& page);

// One answer as moves see it.
struct ChainFacts {
  std::string asked;      // the source's present address
  std::string target;     // PermanentTarget
  bool accepted = false;  // it was the feed (200 or 304); otherwise a candidate is forgotten
  Time when{};
};

MoveDecision AfterChain(const Move& before, const ChainFacts& facts,
                        const PolitenessConfig& config);

Json MoveJson(const Move& move);
Move MoveFromJson(const Json& json);

}  // namespace claimwatch
