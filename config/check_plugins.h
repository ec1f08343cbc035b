// Plugins of a configuration: their files, and the names by which sources and sinks call them.
#pragma once

#include "config/read.h"

namespace claimwatch {

// Adds to `draft.problems`. Looks at the files, so that a check says what the daemon would refuse
// to start for; starts nothing.
void CheckPlugins(Draft& draft);

}  // namespace claimwatch
