// One thing that is wrong with a source, as users are told of it (source_degraded).
#pragma once

#include <string>

#include "core/finding.h"
#include "core/time.h"

namespace claimwatch {

// A value. `kind` and `since` together are its identity: the same trouble of the same bad time is
// told once, also when two workers or two lives of the daemon see it.
struct Trouble {
  // One word of daemon/signs, "pages" for what daemon/yield counts, or "retired".
  std::string kind;
  std::string reason;  // for people: what is wrong, with the figures
  Severity severity = Severity::kMedium;
  Time since{};  // when it was first seen
};

}  // namespace claimwatch
