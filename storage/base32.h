// RFC 4648 base 32: the form in which WARC files write their digests.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// Upper case, with padding.
std::string Base32(std::string_view bytes);

}  // namespace claimwatch
