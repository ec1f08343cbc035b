// The bytes of a feed → clean UTF-8, deciding who is right when header, declaration and bytes
// disagree.
//
// Order: byte-order mark, then valid UTF-8, then the declaration or the HTTP header if the bytes
// decode with it, then a guess. One bad byte never re-decodes a whole feed: a feed that is mostly
// UTF-8 stays UTF-8, and only the damaged stretch between two tags is repaired or decoded alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

struct DecodedDocument {
  std::string text;      // valid UTF-8, line breaks as LF, without C0 and C1 controls
  std::string encoding;  // of the bytes, lower case: "utf-8", "us-ascii", "windows-1251"
  std::vector<std::string> warnings;
};

// `bytes` may be gzipped.
DecodedDocument DecodeDocument(std::string_view bytes, std::string_view content_type);

}  // namespace claimwatch
