// Files that alerts, events and figures are written to: each has one writer.
#pragma once

#include "config/read.h"

namespace claimwatch {

// Adds to `draft.problems`. Two names of one file are one file.
void CheckSinkPaths(Draft& draft);

}  // namespace claimwatch
