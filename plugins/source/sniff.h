// What a page is, from its first bytes: which root element, JSON, a web page or nothing of the
// kind.
#pragma once

#include <cstdint>
#include <string>

#include "core/page.h"

namespace claimwatch {

struct Sniffed {
  enum class Kind : std::uint8_t { kNothing, kXml, kHtml, kJson };

  Kind kind = Kind::kNothing;
  std::string root;   // kXml: name of the root element, lower case, without prefix
  std::string title;  // kHtml: of the page
};

// Looks at the first 256 KiB at most, unpacked if gzipped. Junk in front of a feed (warnings of
// PHP, white space) is looked over; a page that starts as HTML is HTML whatever follows.
Sniffed Sniff(const Page& page);

// "HTML page 'Just a moment...'", "svg document", "JSON", "empty": for "not a feed: …".
std::string Describe(const Sniffed& sniffed, const Page& page);

}  // namespace claimwatch
