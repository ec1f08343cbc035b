// `claimwatch alerts replay`: an alert made once more from the stored bytes.
#pragma once

#include "cli/verb.h"

namespace claimwatch {

// Prints whether the record comes out the same, byte for byte, and each difference otherwise.
// kDone when it does, kIntegrity when it does not.
Result<Exit> ReplayVerb(const Arguments& arguments);

}  // namespace claimwatch
