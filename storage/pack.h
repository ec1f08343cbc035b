// Bytes made small: zstd, and where a sibling is known (the body or text of an earlier version)
// only what differs from it. The door of zstd.
#pragma once

#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"

namespace claimwatch {

// What one packed record may hold.
constexpr Bytes kMostUnpacked = 64_MiB;

// `base` empty: on its own. Answers the packed bytes; the same `base` must be given to Unpack.
Result<std::string> Pack(std::string_view bytes, std::string_view base);

// kCorrupt when the bytes are not what Pack wrote; kLimit over kMostUnpacked. A wrong `base` can
// give wrong bytes: compare a hash.
Result<std::string> Unpack(std::string_view packed, std::string_view base);

}  // namespace claimwatch
