// Links in feeds: resolving them against a base without changing a byte that needs no change.
//
// Url (core/url) is for what is requested; feeds also carry tag:, mailto: and broken references
// that must come through as they are, and there are thousands of links in a feed, so this is text
// work only (RFC 3986 5.2).
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// "https" of "HTTPS://…", lower case; empty for a relative reference.
std::string SchemeOf(std::string_view reference);

// Whether a link may stand in stored HTML: relative, or of a scheme that carries no script.
bool IsSafeLink(std::string_view reference);

// `reference` against `base`: white space around and line breaks inside dropped. The reference
// itself when it is absolute or when `base` is not.
std::string ResolveReference(std::string_view base, std::string_view reference);

// Whether it is an http or https address with a host.
bool IsWebAddress(std::string_view reference);

}  // namespace claimwatch
