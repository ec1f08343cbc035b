// RFC 3161: an authority's word that it saw a digest at a time.
//
// Bytes are DER, as files *.tsq and *.tsr hold them; any authority and OpenSSL's `ts` understand
// them. Any thread may call; all but CheckTimestamp, which reads a file of certificates, are pure.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/digest.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// Asks for the time of a SHA-256 digest, with the authority's certificate in the answer. The same
// digest always makes the same bytes (there is no nonce): an old answer to it is an earlier time,
// which is no harm. kUnsupported when OpenSSL cannot.
Result<std::string> TimestampRequest(const Digest& digest);

// What an answer says; nothing of it is believed yet.
struct Timestamp {
  Digest digest{};
  Time made{};            // by the authority's clock
  std::string authority;  // as its certificate names it; empty without one
};

// That name, or words where there is none. As received: to be escaped for a terminal.
std::string AuthorityOf(const Timestamp& stamp);

// kInvalid for anything but an answer that grants a time stamp for a SHA-256 digest; a refusal is
// said in the authority's words.
Result<Timestamp> ReadTimestamp(std::string_view answer);

// That an authority which `roots` (a PEM file) vouch for has signed the answer for this digest. The
// certificates are judged by the time of the stamp, so one that ran out since still counts.
// kCorrupt when not; kNotFound for a file that has no certificates.
Status CheckTimestamp(std::string_view answer, const Digest& digest,
                      const std::filesystem::path& roots);

}  // namespace claimwatch
