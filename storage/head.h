// The head of a store as it lies in the database.
#pragma once

#include "core/result.h"
#include "storage/engine.h"
#include "storage/records.h"

namespace claimwatch {

// Of a store that nothing was written to: no counts, and the root of a tree without leaves
// (RFC 6962, 2.1). kCorrupt when it is damaged.
Result<Head> ReadHead(const Engine& engine);

}  // namespace claimwatch
