// The body of an answer without what was done to it for the way (RFC 9110, 8.4). For answers that
// somebody else kept: what we fetch comes decoded from the fetcher. The door of brotli.
#pragma once

#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"

namespace claimwatch {

// Undoes the codings of a Content-Encoding header, "gzip" or "gzip, br", the last one first: gzip,
// deflate (with zlib's frame or without), br, zstd. kUnsupported for another, kCorrupt for a body
// that is not so coded or that ends early, kLimit when it unpacks to more than `most`.
Result<std::string> UndoCodings(std::string_view codings, std::string body, Bytes most);

}  // namespace claimwatch
