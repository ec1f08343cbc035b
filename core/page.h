// What one request brought back, or what a file on disk holds: bytes with the facts of how they
// came.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.h"
#include "core/url.h"

namespace claimwatch {

// One step of a redirect chain: this address answered with this status and sent us on.
struct Hop {
  std::string url;
  int status = 0;
};

// Header names are lower case; order and repeats as received.
using Headers = std::vector<std::pair<std::string, std::string>>;

// First value of `name` (lower case); empty without one.
std::string_view FindHeader(const Headers& headers, std::string_view name);

struct Page {
  Url url;        // where the body came from, after redirects; empty for a local file without --url
  Url requested;  // what was asked for
  int status = 200;
  Headers headers;
  std::string content_type;  // of the answer, with parameters; empty when unknown
  std::string body;          // decoded (gzip, br, zstd undone), otherwise as received
  bool truncated = false;    // ended before its declared or syntactic end: never diff as "omitted"
  std::vector<Hop> hops;     // redirects followed, first first
  std::string connected_address;   // "203.0.113.7:443" or empty
  std::string certificate_digest;  // SHA-256 of the leaf certificate, hex, or empty
  Time fetched{};
};

}  // namespace claimwatch
