// Hashes that others chose: SHA-1, MD5 and their like, to check what they wrote. What we write is
// core/digest.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace claimwatch {

// The raw bytes of the hash named `algorithm` (lower case: "sha1", "sha256", "sha512", "md5", with
// or without a hyphen) of `bytes`; nullopt for a name that is not known.
std::optional<std::string> ForeignDigest(std::string_view algorithm, std::string_view bytes);

}  // namespace claimwatch
