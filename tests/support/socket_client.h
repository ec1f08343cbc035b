// The simplest client: sends bytes to a loopback port and reads until the server closes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace claimwatch::testing {

// The whole answer, head and body, as it came. The request should say "Connection: close".
std::string Exchange(std::uint16_t port, std::string_view request);

// Exchange of a GET for `target` with further header lines ("Name: value\r\n").
std::string Get(std::uint16_t port, std::string_view target, std::string_view headers = "");

// What follows the head.
std::string BodyOf(const std::string& answer);

}  // namespace claimwatch::testing
