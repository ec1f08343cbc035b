// Opens the store that a verb reads, beside a daemon that may be running.
#pragma once

#include <memory>

#include "cli/verb.h"
#include "storage/store.h"

namespace claimwatch {

// The store of StateDirFor(arguments), for reading.
Result<std::unique_ptr<Store>> OpenStoreFor(const Arguments& arguments);

}  // namespace claimwatch
