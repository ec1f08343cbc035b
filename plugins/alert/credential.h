// Secrets of sinks: an address that holds a token, a signing key, a password.
//
// systemd's LoadCredential= puts each into a file that only the service can read, so that it stands
// in no configuration, argument or environment. The configuration says "cred:NAME".
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

// `configured` itself, or for "cred:NAME" what $CREDENTIALS_DIRECTORY/NAME holds, without white
// space around it and at most 4 KiB. kConfig names `sink` and the credential, never its value.
Result<std::string> ReadSecret(std::string_view configured, std::string_view sink);

}  // namespace claimwatch
