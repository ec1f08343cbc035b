// One small POST to a program that the operator named: a second opinion, a time-stamp authority.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>

#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

struct PostOrder {
  std::string url;
  std::string schemes;       // as libcurl lists them: "http", "http,https"
  std::string content_type;  // of the body
  std::string body;
  Duration timeout = std::chrono::seconds(5);  // of everything
  std::size_t most = 65'536;                   // bytes of the answer
  std::stop_token stop{};                      // ends it within a second
};

// The body of an answer with status 200. Follows no redirect, uses no proxy. Blocks; any thread.
// kNetwork: what went wrong, without the address.
Result<std::string> Post(const PostOrder& order);

}  // namespace claimwatch
