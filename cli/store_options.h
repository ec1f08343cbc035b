// The options that every verb takes which reads the store or the configuration.
#pragma once

#include <vector>

#include "cli/verb.h"

namespace claimwatch {

// --config FILE and --state-dir DIR.
std::vector<Option> StoreOptions();
// `own`, those above, and how to print: --json, --jsonl, --color.
std::vector<Option> WithStoreOptions(std::vector<Option> own);

}  // namespace claimwatch
