// Records that may lie packed against a sibling in the same family.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "storage/engine.h"

namespace claimwatch {

// The bytes under `key`, unpacked. kNotFound without them; kCorrupt when they or their sibling are
// damaged.
Result<std::string> ReadPacked(const Engine& engine, Family family, std::string_view key);

}  // namespace claimwatch
