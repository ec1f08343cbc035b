// The records of the search index as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

// Ascending distances as varints: one or two bytes an article. Sorts and drops doubles.
std::string EncodePostings(std::vector<std::uint64_t> articles);

// Appends to `articles` what EncodePostings was given. kCorrupt for anything else; then some may
// have been appended.
Status DecodePostings(std::string_view bytes, std::vector<std::uint64_t>& articles);

std::string Encode(const IndexState& state);
Result<IndexState> DecodeIndexState(std::string_view bytes);

}  // namespace claimwatch
