// Takes in one response line by line and piece by piece, counts everything, and stops at the
// limits: what a hostile server can make us hold is decided here and not by its headers (FETCHING
// F01–F10, F36, F50). Knows no library.
#pragma once

#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/page.h"
#include "daemon/fetcher.h"

namespace claimwatch {

// One per hop of a transfer, on the fetcher's thread. Never holds more than its limits, whatever
// comes; it tells libcurl to stop by answering false. Content-Length is never believed for how much
// to read, only for whether enough came: libcurl's own limit trusts the header and so does nothing
// against a body without one.
class Intake {
 public:
  struct Limits {
    Bytes body = 10_MiB;      // decoded
    Bytes headers = 128_KiB;  // all header sections of the transfer together
    int header_lines = 256;
    int interim_answers = 20;  // 1xx
    bool cut_body = false;     // a longer body is cut there instead of refused
  };

  explicit Intake(const Limits& limits) : limits_(limits) {}

  // false: stop the transfer; fault and error say why, or `enough` that the body was cut on
  // purpose.
  // A header line comes with its line break, the status line of each section first, an empty one
  // last. A piece of the body is decoded (gzip, br, zstd undone) and of any size, also empty.
  bool TakeHeaderLine(std::string_view line);
  bool TakeBody(std::string_view piece);

  // Of the last header section: a 1xx or the answer of a proxy is forgotten when the next begins.
  int status() const { return status_; }

  // Of the status line: "1.1", "2"; empty before it came.
  const std::string& http() const { return http_; }

  // To be moved out when the hop has ended. Names in lower case, values as sent, in their order.
  Headers& headers() { return headers_; }

  const Headers& headers() const { return headers_; }

  std::string& body() { return body_; }

  const std::string& body() const { return body_; }

  // kNone while all is well; set once, and stays.
  FetchFault fault() const { return fault_; }

  // The fault in words with the limit that was met: "body over 10.0 MiB"; empty with kNone.
  const std::string& error() const { return error_; }

  // The body was cut at its limit and that is no fault (Limits::cut_body).
  bool enough() const { return enough_; }

 private:
  bool Stop(FetchFault fault, std::string error);
  bool TakeStatusLine(std::string_view line);

  Limits limits_;
  int status_ = 0;
  std::string http_;
  Headers headers_;
  std::string body_;
  std::uint64_t header_bytes_ = 0;
  int header_lines_ = 0;
  int answers_ = 0;
  FetchFault fault_ = FetchFault::kNone;
  std::string error_;
  bool enough_ = false;
};

}  // namespace claimwatch
