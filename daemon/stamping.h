// Asks a time-stamp authority when the last checkpoint was there (RFC 3161 over HTTP, section 3.4).
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"
#include "core/timestamp.h"

namespace claimwatch {

// The authority's word on the last checkpoint of the store in `state_dir`, which is kept beside the
// checkpoints (storage/timestamps); one that has a stamp is not asked about again. `roots` (a PEM
// file) must vouch for the authority; empty: that is for `verify --authority` to see. Sends nothing
// but the hash of the checkpoint. Blocks up to 20 seconds. kNotFound: nothing was signed yet.
Result<Timestamp> StampLast(const std::filesystem::path& state_dir, const std::string& url,
                            const std::filesystem::path& roots);

}  // namespace claimwatch
